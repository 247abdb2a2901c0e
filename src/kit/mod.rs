//! What ties `ui` to `api`: the pieces that every feature needs and that speak HQ's texts.

mod chunk;

pub use chunk::{Chunk, Coming, NotLoaded};
