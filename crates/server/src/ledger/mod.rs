//! The books: double entry, lines are only added. What is open of an invoice and what a payer has as credit follow from them.

pub mod store;

pub use store::{About, balance, balance_of, credit, open, open_of, post, total};
