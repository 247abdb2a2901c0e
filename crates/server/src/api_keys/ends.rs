//! When secrets end.

use crate::{http::problem::Failure, platform::micros::Micros};
use hq_contract::{FieldCode, api_keys::MAX_LIFETIME_DAYS};

/// A day, in the database's microseconds.
pub const DAY: i64 = 24 * HOUR;
/// An hour.
pub const HOUR: i64 = 3600 * 1_000_000;

/// When a secret ends that is good for so many days from now on.
///
/// # Errors
/// 422 where these are too many, or none.
pub fn end(now: Micros, days: Option<u32>) -> Result<Option<Micros>, Failure> {
    match days {
        None => Ok(None),
        Some(days @ 1..=MAX_LIFETIME_DAYS) => Ok(Some(now + i64::from(days) * DAY)),
        Some(_) => Err(Failure::field("/expires_in_days", FieldCode::OutOfRange)),
    }
}
