//! Programs that run side by side, as many as there are cores.

use crate::outcome::Outcome;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

/// What `work` makes of each, in their order. After the first failure, which is what comes of it, nothing more is begun.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Outcome<R> + Sync) -> Outcome<Vec<R>> {
    let next = AtomicUsize::new(0);
    let made: Vec<Mutex<Option<Outcome<R>>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let cores = available_parallelism().map_or(1, usize::from);
    scope(|threads| {
        for _ in 0..cores.min(items.len()) {
            threads.spawn(|| {
                while let Some((item, place)) =
                    items.iter().zip(&made).nth(next.fetch_add(1, Ordering::Relaxed))
                {
                    let result = work(item);
                    if result.is_err() {
                        next.store(items.len(), Ordering::Relaxed);
                    }
                    if let Ok(mut place) = place.lock() {
                        *place = Some(result);
                    }
                }
            });
        }
    });
    // What was not begun has nothing in its place, and then a failure stands in another.
    made.into_iter().filter_map(|place| place.into_inner().ok().flatten()).collect()
}

#[cfg(test)]
mod tests {
    use super::each;
    use crate::outcome::{Failure, Outcome};

    #[test]
    fn results_come_in_the_order_of_what_they_are_made_of() {
        let items: Vec<u32> = (0..100).collect();
        let twice = each(&items, |item| Ok(item * 2)).unwrap_or_default();
        assert_eq!(twice, items.iter().map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_failure_is_what_comes_of_all() {
        let odd = |item: &u32| -> Outcome<u32> {
            if item.is_multiple_of(2) { Ok(*item) } else { Err(Failure::new("odd")) }
        };
        assert!(each(&[2, 3, 4], odd).is_err());
        assert!(each(&[2, 4], odd).is_ok());
    }
}
