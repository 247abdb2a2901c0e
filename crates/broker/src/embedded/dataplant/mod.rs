//! Local dataplants: their connections to engines, and how they are.

mod link;
mod reached;
pub mod sample;
mod state;

pub use link::Link;
pub use reached::{Reached, Statuses};
pub use state::{Plant, PlantState};
