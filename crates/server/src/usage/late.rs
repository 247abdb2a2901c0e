//! Which usage is told late.

use crate::billing::micros;

/// Days are added up when they have been over for so long, in milliseconds: whoever tells of usage has told of it by then.
pub const RESTS: i64 = 3_600_000;

/// Whether an event is of a time that may have been added up, at a moment; both in microseconds.
#[must_use]
pub const fn is_late(at: i64, now: i64) -> bool {
    at < now - micros(RESTS)
}
