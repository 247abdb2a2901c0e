//! A clock that stands still until a test moves it.

use hq_server::platform::clock::Clock;
use std::sync::Mutex;
use time::{Duration, OffsetDateTime};

pub struct TestClock(Mutex<OffsetDateTime>);

impl TestClock {
    pub fn new() -> Self {
        Self(Mutex::new(time::macros::datetime!(2026-03-01 09:00 UTC)))
    }

    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for TestClock {
    /// Each look is a microsecond later, so that what happened first also sorts first.
    fn now(&self) -> OffsetDateTime {
        let mut now = self.0.lock().unwrap();
        *now += Duration::microseconds(1);
        *now
    }
}
