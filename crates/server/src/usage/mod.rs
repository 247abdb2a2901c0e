//! What is used: levels that dataplants and storage engines have, each written down in the transaction that changes it, whether
//! there is billing or not.
//!
//! Brokers' operations are the one place that changes them, so that there is one mechanism for all things: an instance has its size
//! from the moment that it is ready; another one once that holds; none any more from the moment that somebody orders to remove it,
//! however long the broker takes. What it holds counts as it is measured.

mod instances;
mod kind;
mod late;
pub mod store;
pub mod sums;

pub use instances::{ended, gone, measured};
pub use kind::{kind_of, weight_of};
