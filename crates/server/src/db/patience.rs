//! How long somebody waits for the database, and whether what they asked for may be tried again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
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
    /// What its statements took beyond their share, in microseconds.
    spent: Arc<AtomicU64>,
}

impl Patience {
    /// So long a request waits for a statement, and for all that is tried again: a client is to know within a second that the
    /// database is away, and quick statements, which are not counted, come on top.
    pub const USUAL: Duration = Duration::from_millis(750);

    /// From now on, for a first try. Its statements have the whole time, however many there are, as long as each takes no more
    /// than its share ([`Patience::spend`]).
    #[must_use]
    pub fn begin(whole: Duration) -> Self {
        Self {
            whole,
            end: Instant::now() + whole,
            first: true,
            settled: Arc::default(),
            spent: Arc::default(),
        }
    }

    /// For another try after a pause; none where the time is over. All its statements have to end at that moment.
    #[must_use]
    pub fn again(&self, pause: Duration) -> Option<Self> {
        let late = Instant::now() + pause + self.least() >= self.end;
        (!late).then(|| Self { first: false, settled: Arc::default(), ..self.clone() })
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

    /// A statement took so long. What is more than its share is missing to the later ones: one that waited for a lock and one
    /// that waits for another machine do not keep somebody waiting for twice the time.
    pub fn spend(&self, took: Duration) {
        let more = u64::try_from(took.saturating_sub(self.share()).as_micros()).unwrap_or(u64::MAX / 2);
        self.spent.fetch_add(more, Ordering::Relaxed);
    }

    /// How long the next statement may take.
    #[must_use]
    pub fn left(&self) -> Duration {
        let rest = if self.first {
            self.whole.saturating_sub(Duration::from_micros(self.spent.load(Ordering::Relaxed)))
        } else {
            self.end.saturating_duration_since(Instant::now())
        };
        rest.max(self.moment())
    }

    /// The least that a later try gets: with less it is no try, and takes a place from somebody who has more.
    fn least(&self) -> Duration {
        self.whole * 4 / 9
    }

    /// What a statement may take without being missed.
    fn share(&self) -> Duration {
        self.whole / 36
    }

    /// What a statement gets when the time is over: a database that is well needs no more.
    fn moment(&self) -> Duration {
        self.whole / 9
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

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Duration = Duration::from_millis(900);

    #[test]
    fn many_quick_statements_have_the_whole_time_each() {
        let patience = Patience::begin(WHOLE);
        for _ in 0..100 {
            patience.spend(Duration::from_millis(25));
        }
        assert_eq!(patience.left(), WHOLE);
    }

    #[test]
    fn what_took_long_is_missing_to_what_follows() {
        let patience = Patience::begin(WHOLE);
        patience.spend(Duration::from_millis(625));
        assert_eq!(patience.left(), Duration::from_millis(300));
        patience.spend(Duration::from_millis(350));
        assert_eq!(patience.left(), Duration::from_millis(100), "enough for a database that is well");
    }

    #[test]
    fn a_later_try_ends_with_the_time() {
        let later = |left| Patience { end: Instant::now() + left, first: false, ..Patience::begin(WHOLE) };
        let soon = later(Duration::from_millis(500)).left();
        assert!(soon <= Duration::from_millis(500) && soon > Duration::from_millis(100), "{soon:?}");
        assert_eq!(later(Duration::ZERO).left(), Duration::from_millis(100));
        assert!(later(Duration::from_millis(300)).again(Duration::ZERO).is_none());
    }
}
