//! How long something lasts still, as mails say it.

/// How long something lasts still, in the unit that people say it in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLeft {
    /// A day and more.
    Days(u64),
    /// An hour and more.
    Hours(u64),
    /// Less.
    Minutes(u64),
}

impl TimeLeft {
    /// Of a span in microseconds. What has begun counts as a whole: "in 0 days" helps nobody.
    #[must_use]
    pub fn of(span: i64) -> Self {
        const MINUTE: u64 = 60_000_000;
        let minutes = u64::try_from(span).unwrap_or(0).div_ceil(MINUTE);
        match minutes {
            0..60 => Self::Minutes(minutes),
            60..=1380 => Self::Hours(minutes.div_ceil(60)),
            _ => Self::Days(minutes.div_ceil(1440)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_the_unit_that_people_say_it_in() {
        const MINUTE: i64 = 60_000_000;
        for (minutes, told) in [
            (0, TimeLeft::Minutes(0)),
            (59, TimeLeft::Minutes(59)),
            (60, TimeLeft::Hours(1)),
            (12 * 60, TimeLeft::Hours(12)),
            (24 * 60, TimeLeft::Days(1)),
            (30 * 24 * 60, TimeLeft::Days(30)),
        ] {
            assert_eq!(TimeLeft::of(minutes * MINUTE), told);
            assert_eq!(TimeLeft::of(minutes * MINUTE - 1), told, "what has begun counts");
        }
        assert_eq!(TimeLeft::of(-5), TimeLeft::Minutes(0));
    }
}
