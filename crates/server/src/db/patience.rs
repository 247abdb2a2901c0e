//! How long somebody waits for the database, and whether what they asked for may be tried again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;

tokio::task_local! { static CURRENT: Patience; }

/// The patience of whoever waits for the answer to a request, in one of its tries. What runs outside of one (workers, files on
/// their way to a client) has none: it takes the time that it takes.
#[derive(Clone, Debug)]
pub struct Patience {
    whole: Duration,
    end: Instant,
    first: bool,
    settled: Arc<AtomicBool>,
}

impl Patience {
    /// So long a request waits for a statement, and for all that is tried again: a client is to know within a second that the
    /// database is away.
    pub const USUAL: Duration = Duration::from_millis(900);

    /// From now on, for a first try: each of its statements has the whole time, since a request may have many of them.
    #[must_use]
    pub fn begin(whole: Duration) -> Self {
        Self { whole, end: Instant::now() + whole, first: true, settled: Arc::default() }
    }

    /// For another try after a pause; none where the time is over. All its statements have to end at that moment.
    #[must_use]
    pub fn again(&self, pause: Duration) -> Option<Self> {
        let late = Instant::now() + pause + self.least() >= self.end;
        (!late).then(|| Self { first: false, settled: Arc::default(), ..*self })
    }

    /// Does the work of a try.
    pub async fn run<T>(&self, work: impl Future<Output = T>) -> T {
        CURRENT.scope(self.clone(), work).await
    }

    /// That of the try under way, if this is part of one.
    #[must_use]
    pub fn current() -> Option<Self> {
        CURRENT.try_with(Clone::clone).ok()
    }

    /// How long the next statement may take.
    #[must_use]
    pub fn left(&self) -> Duration {
        let rest = self.end.saturating_duration_since(Instant::now()).max(self.least());
        if self.first { self.whole } else { rest }
    }

    /// The least that a statement of a later try gets: with less it is no try, and takes a place from somebody who has more.
    fn least(&self) -> Duration {
        self.whole * 4 / 9
    }

    /// Says that something was committed, or may have been: tried again, it could be done twice.
    pub fn settle(&self) {
        self.settled.store(true, Ordering::Relaxed);
    }

    /// Whether the try can be made again: nothing was committed.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        !self.settled.load(Ordering::Relaxed)
    }
}
