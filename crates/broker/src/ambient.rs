//! Time and randomness, as parameters: nothing in this crate asks the machine for them.

use std::sync::Arc;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Tells the time, in UTC.
pub type Clock = Arc<dyn Fn() -> OffsetDateTime + Send + Sync>;

/// Fills the whole buffer with bytes fit for secrets.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// A moment as the journal keeps it: microseconds since 1970, UTC.
pub const fn micros(moment: OffsetDateTime) -> i64 {
    moment.unix_timestamp() * 1_000_000 + (moment.microsecond() as i64)
}

/// A moment of the journal as it goes over the wire (RFC 3339).
pub fn rfc3339(micros: i64) -> String {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .format(&Rfc3339)
        .unwrap_or_default()
}

/// So many random bytes in hexadecimal digits.
pub fn hex<const N: usize>(random: &Random) -> String {
    use std::fmt::Write as _;
    let mut bytes = [0; N];
    random(&mut bytes);
    bytes.iter().fold(String::with_capacity(2 * N), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
