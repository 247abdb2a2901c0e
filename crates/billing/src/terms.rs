//! How often a fee is due, and which support comes with it: the contract's words.

pub use hq_contract::plan::{Cycle, SupportLevel};
