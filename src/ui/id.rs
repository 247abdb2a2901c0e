//! Ids that tie a control to its label and notes.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// An id that no other element of this page has.
#[must_use]
pub fn unique_id() -> String {
    format!("u{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
