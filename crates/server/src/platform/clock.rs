//! Time, as a parameter: nothing in the server asks the machine for it but this file.

use crate::platform::micros::Micros;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> OffsetDateTime;
}

/// A shared clock.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// A moment as the database keeps it.
#[must_use]
pub const fn micros(moment: OffsetDateTime) -> Micros {
    Micros::new(moment.unix_timestamp() * 1_000_000 + (moment.microsecond() as i64))
}

/// The moment that the database keeps so.
#[must_use]
pub fn moment(micros: Micros) -> OffsetDateTime {
    let micros = micros.get();
    OffsetDateTime::from_unix_timestamp(micros.div_euclid(1_000_000))
        .map_or(OffsetDateTime::UNIX_EPOCH, |second| {
            second + Duration::microseconds(micros.rem_euclid(1_000_000))
        })
}
