//! What comes by the end of a period if it goes on like this.

use crate::{
    amount::{Overflow, seconds, share},
    period::Period,
};

/// What use will cost by the end of a period, where it cost so much until now: as much in each second to come as in each one before.
/// None before its first second is over.
///
/// # Errors
/// Where it is too much to count.
pub fn by_the_end(period: Period, now: i64, net: i64) -> Result<Option<i64>, Overflow> {
    let over = seconds(period.start, now.min(period.end));
    if over <= 0 { Ok(None) } else { share(net, period.seconds(), over).map(Some) }
}
