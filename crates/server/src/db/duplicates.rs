//! Accounts whose address turned out to be that of an older one, which keeps it.

use std::fmt::Display;

/// No address begins so: a colon has no place in one.
pub const PREFIX: &str = "duplicate:";

/// What stands in the place of the canonical address of the younger account: its own, and nobody's.
#[must_use]
pub fn placeholder(id: impl Display, canonical: &str) -> String {
    format!("{PREFIX}{id}:{canonical}")
}
