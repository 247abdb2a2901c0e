//! Bank transfers, by the statements of the operator's bank (ISO 20022, camt.053).
//!
//! A line whose reference and amount are exactly those of an open invoice pays it; all others wait for a person. Each line is
//! taken in once, in a transaction of its own, however often its file is imported.

pub mod camt;
mod import;
mod lines;
mod reader;
mod references;

pub use import::{Imported, import};
pub use lines::{LineState, assign, day, lines, set_aside};
pub use reader::MOST_BYTES;
