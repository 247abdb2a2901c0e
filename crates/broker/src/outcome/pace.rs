//! How often a broker is asked, and for how long.

use std::time::Duration;

/// The first poll, or the first try again.
const FIRST: Duration = Duration::from_secs(2);
/// The longest time between two polls where the broker names none.
const SLOWEST: Duration = Duration::from_secs(30);
/// The first try again of a removal that failed.
const REMOVAL_FIRST: Duration = Duration::from_secs(30);
/// The longest time between two tries of a removal.
const REMOVAL_SLOWEST: Duration = Duration::from_secs(3_600);
/// What a broker can ask for by `Retry-After`, at least and at most.
const ASKED_FOR: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(600));
/// The longest time that an operation may take.
const LONGEST: Duration = Duration::from_secs(3_600);
/// How often a request is sent again because the catalog was old.
const REFRESHES: u32 = 3;

/// What was tried so far of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// How many requests were sent before this one: 0 for the first. Of a removal, those that failed before.
    pub tries: u32,
    /// How many polls were sent for the last request, before this one.
    pub polls: u32,
    /// How long the operation has been under way. Of a removal that is sent again, since it was.
    pub elapsed: Duration,
    /// How long it may be: see [`deadline`].
    pub deadline: Duration,
    /// Whether an earlier try may have reached the broker without HQ knowing the answer: its process ended in between. Then
    /// a refusal of the next one is no proof that there is nothing.
    pub maybe_sent: bool,
}

/// How long an operation on a plan may take: its `maximum_polling_duration` (seconds), an hour at most.
#[must_use]
pub fn deadline(maximum_polling_duration: Option<u64>) -> Duration {
    maximum_polling_duration.map_or(LONGEST, |seconds| Duration::from_secs(seconds).min(LONGEST))
}

impl Attempt {
    /// The first.
    #[must_use]
    pub const fn first(deadline: Duration) -> Self {
        Self { tries: 0, polls: 0, elapsed: Duration::ZERO, deadline, maybe_sent: false }
    }

    pub(super) fn is_over(&self) -> bool {
        self.elapsed >= self.deadline
    }

    pub(super) const fn may_refresh(&self) -> bool {
        self.tries < REFRESHES
    }

    /// Until the next poll: 2 s, half as long again each time, 30 s; never beyond the deadline.
    pub(super) fn poll(&self, retry_after: Option<Duration>) -> Duration {
        self.within(asked_for(retry_after).unwrap_or_else(|| slower(FIRST, self.polls, SLOWEST)))
    }

    /// Until the same request is sent again: as polls.
    pub(super) fn again(&self, retry_after: Option<Duration>) -> Duration {
        self.within(asked_for(retry_after).unwrap_or_else(|| slower(FIRST, self.tries, SLOWEST)))
    }

    /// Until a removal that failed is sent again: half a minute at first, an hour in the end. It has no deadline.
    pub(super) fn removal(&self, retry_after: Option<Duration>) -> Duration {
        let own = slower(REMOVAL_FIRST, self.tries, REMOVAL_SLOWEST);
        asked_for(retry_after).map_or(own, |asked| asked.max(own))
    }

    fn within(&self, after: Duration) -> Duration {
        after.min(self.deadline.saturating_sub(self.elapsed))
    }
}

fn asked_for(retry_after: Option<Duration>) -> Option<Duration> {
    let (least, most) = ASKED_FOR;
    retry_after.map(|asked| asked.clamp(least, most))
}

/// Half as long again for each time before, up to the slowest.
fn slower(first: Duration, times: u32, slowest: Duration) -> Duration {
    let mut after = first;
    for _ in 0..times {
        if after >= slowest {
            break;
        }
        after = after * 3 / 2;
    }
    after.min(slowest)
}
