//! What is billed: examples that can be checked by hand, and laws over many made-up histories.
//!
//! The laws run over 2,560 histories; `PROPTEST_CASES=10000` makes it 100,000.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once"
)]

mod examples;
mod granted;
mod history;
mod laws;
mod oracle;
mod parts;
mod price_file;
mod trials;
