//! What is made of many times: percentiles, gaps, and how well two kinds can be told apart.

use std::time::{Duration, Instant};

/// The time that so many percent are within (nearest rank); zero where there are none.
pub fn percentile(times: &[Duration], percent: usize) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// The time in the middle.
pub fn median(times: &[Duration]) -> Duration {
    percentile(times, 50)
}

/// How much larger the larger one is, as a part of the smaller one: 0.05 is five percent.
pub fn apart(one: Duration, other: Duration) -> f64 {
    let (smaller, larger) = (one.min(other), one.max(other));
    if smaller.is_zero() { 0.0 } else { larger.as_secs_f64() / smaller.as_secs_f64() - 1.0 }
}

/// How often somebody who sees one time of each kind is right about which is which: 0.5 is a guess, 1 is certainty. (The
/// area under the ROC curve.)
pub fn told_apart(some: &[Duration], others: &[Duration]) -> f64 {
    let pairs = some.len() * others.len();
    if pairs == 0 {
        return 0.5;
    }
    let halves: usize = some
        .iter()
        .flat_map(|one| others.iter().map(move |other| one.cmp(other)))
        .map(|order| match order {
            std::cmp::Ordering::Greater => 2,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Less => 0,
        })
        .sum();
    let slower = halves as f64 / (2 * pairs) as f64;
    slower.max(1.0 - slower)
}

/// The longest time between two of these moments, with the ends of the time that is looked at as moments too.
pub fn longest_gap(moments: impl Iterator<Item = Instant>, from: Instant, to: Instant) -> Duration {
    let mut within: Vec<Instant> = moments.filter(|moment| (from..to).contains(moment)).collect();
    within.sort_unstable();
    let ends = within.iter().skip(1).chain([&to]);
    let first = within.first().unwrap_or(&to).duration_since(from);
    within.iter().zip(ends).map(|(one, next)| next.duration_since(*one)).max().unwrap_or_default().max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milliseconds(numbers: impl IntoIterator<Item = u64>) -> Vec<Duration> {
        numbers.into_iter().map(Duration::from_millis).collect()
    }

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times = milliseconds((1..=200).rev());
        assert_eq!(percentile(&times, 50), Duration::from_millis(100));
        assert_eq!(percentile(&times, 99), Duration::from_millis(198));
        assert_eq!(percentile(&times, 100), Duration::from_millis(200));
        assert_eq!(percentile(&milliseconds([7]), 99), Duration::from_millis(7));
        assert_eq!(percentile(&[], 99), Duration::ZERO);
    }

    #[test]
    fn what_is_apart_is_a_part_of_the_smaller() {
        let (one, other) = (Duration::from_millis(100), Duration::from_millis(120));
        assert!((apart(one, other) - 0.2).abs() < 1e-9 && (apart(other, one) - 0.2).abs() < 1e-9);
        assert!(apart(one, one).abs() < 1e-9);
    }

    #[test]
    fn the_same_times_cannot_be_told_apart_and_others_can() {
        let times = milliseconds(1..=50);
        assert!((told_apart(&times, &times) - 0.5).abs() < 1e-9);
        let slower = milliseconds(51..=100);
        assert!((told_apart(&times, &slower) - 1.0).abs() < 1e-9);
        assert!((told_apart(&slower, &times) - 1.0).abs() < 1e-9);
        assert!((told_apart(&milliseconds([1, 3]), &milliseconds([2, 2])) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn gaps_reach_to_the_ends() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let gap =
            |moments: &[u64]| longest_gap(moments.iter().map(|second| at(*second)), at(10), at(20)).as_secs();
        assert_eq!(gap(&[12, 13, 17, 19]), 4, "between two answers");
        assert_eq!(gap(&[16, 18]), 6, "before the first");
        assert_eq!(gap(&[11, 12]), 8, "after the last");
        assert_eq!(gap(&[5, 25]), 10, "without any answer in it");
    }
}
