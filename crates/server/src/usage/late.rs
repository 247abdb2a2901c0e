//! Which usage is told late.

use crate::platform::micros::Micros;

/// Days are added up when they have been over for so long, in milliseconds: whoever tells of usage has told of it by then.
pub const RESTS: i64 = 3_600_000;

/// Whether an event is of a time that may have been added up, at a moment.
#[must_use]
pub fn is_late(at: Micros, now: Micros) -> bool {
    at < now - RESTS * 1000
}
