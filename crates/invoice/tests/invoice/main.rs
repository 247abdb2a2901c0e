//! The documents of this crate, from outside: what is refused, what adds up, what the files are made of, and what the official
//! rules say of them.

mod checker;
mod files;
mod refusals;
mod samples;
mod sums;
mod xml;
