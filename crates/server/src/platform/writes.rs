//! How much one caller may write: whoever asks again and again would have the database's writer to themselves. Counted in the
//! memory of each server, so that to be counted costs no write, and neither does a refusal.

use crate::{
    access::ActorId,
    http::{allowance::Allowance, serve::Network},
    platform::micros::Micros,
};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// What the limit is called.
pub const NAME: &str = "writes";
/// So many a minute, where the operator says nothing: ten a second, which no person comes near.
pub const USUAL: u32 = 600;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// Who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Writer {
    /// A person or an API key.
    Known(ActorId),
    /// Whoever writes without either, by where they are; all together whose address is none.
    Network(Option<Network>),
}

/// The writes of a minute.
#[derive(Debug)]
pub struct Writes {
    most: u32,
    counted: Mutex<Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    minutes: HashMap<Writer, Minute>,
    /// When those were forgotten last whose minute was over.
    forgot: Micros,
}

/// A writer's minute: from the first write on.
#[derive(Clone, Copy, Debug)]
struct Minute {
    began: Micros,
    used: u32,
}

impl Minute {
    /// Whether it is over; also where the clock was set back.
    fn is_over(self, now: Micros) -> bool {
        now < self.began || self.began + MINUTE <= now
    }
}

impl Writes {
    /// So many of each writer.
    #[must_use]
    pub fn new(most: u32) -> Self {
        Self { most, counted: Mutex::default() }
    }

    /// Counts one.
    pub fn take(&self, writer: Writer, now: Micros) -> Allowance {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.forget_old(now);
        let minute = counted.minutes.entry(writer).or_insert(Minute { began: now, used: 0 });
        if minute.is_over(now) {
            *minute = Minute { began: now, used: 0 };
        }
        minute.used = minute.used.saturating_add(1);
        let Minute { began, used } = *minute;
        drop(counted);
        Allowance {
            most: self.most.into(),
            left: i64::from(self.most) - i64::from(used),
            seconds: (began + MINUTE - now + SECOND - 1) / SECOND,
        }
    }
}

impl Counted {
    /// Looks through all of them once a minute, and gives their memory back.
    fn forget_old(&mut self, now: Micros) {
        if (self.forgot..self.forgot + MINUTE).contains(&now) {
            return;
        }
        self.minutes.retain(|_, minute| !minute.is_over(now));
        self.minutes.shrink_to_fit();
        self.forgot = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::UserId;
    use uuid::Uuid;

    fn person(number: u128) -> Writer {
        Writer::Known(ActorId::Person(UserId(Uuid::from_u128(number))))
    }

    #[test]
    fn each_has_so_many_a_minute() {
        let writes = Writes::new(2);
        let [ada, bob] = [1, 2].map(person);
        let take = |writer, seconds: i64| writes.take(writer, Micros::new(1_000 * MINUTE + seconds * SECOND));
        assert_eq!(take(ada, 0), Allowance { most: 2, left: 1, seconds: 60 });
        assert_eq!(take(ada, 59), Allowance { most: 2, left: 0, seconds: 1 });
        assert!(take(ada, 59).is_passed());
        assert!(!take(bob, 59).is_passed());
        assert_eq!(take(ada, 60), Allowance { most: 2, left: 1, seconds: 60 });
        take(ada, 60);
        assert!(take(ada, 60).is_passed());
        assert!(!take(ada, -3600).is_passed(), "a clock that was set back keeps nobody out for an hour");
    }

    #[test]
    fn nobody_is_kept_for_long() {
        let writes = Writes::new(2);
        let kept = || writes.counted.lock().unwrap().minutes.len();
        for number in 0..1_000 {
            writes.take(person(number), Micros::new(1_000 * MINUTE));
        }
        assert_eq!(kept(), 1_000);
        writes.take(person(1), Micros::new(1_001 * MINUTE));
        assert_eq!(kept(), 1);
        assert!(writes.counted.lock().unwrap().minutes.capacity() < 100);
    }

    #[test]
    fn a_network_of_ipv6_is_one_writer() {
        let network = |address: &str| Writer::Network(Some(Network::of(address.parse().unwrap())));
        assert_eq!(network("2001:db8::1"), network("2001:db8::2"));
    }
}
