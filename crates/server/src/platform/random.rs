//! Randomness, as a parameter: nothing in the server draws it but this file.

use crate::platform::clock::Clock;
use rand::{TryRng as _, rngs::SysRng};
use std::sync::Arc;
use uuid::Uuid;

/// Draws random bytes fit for secrets.
pub trait Random: Send + Sync {
    /// Fills the whole buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// A shared source of randomness.
pub type SharedRandom = Arc<dyn Random>;

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[expect(clippy::panic, reason = "without randomness every secret would be guessable: nothing may go on")]
    fn fill(&self, buffer: &mut [u8]) {
        if let Err(error) = SysRng.try_fill_bytes(buffer) {
            panic!("the operating system gives no randomness: {error}");
        }
    }
}

/// So many random bytes.
#[must_use]
pub fn bytes<const N: usize>(random: &dyn Random) -> [u8; N] {
    let mut bytes = [0; N];
    random.fill(&mut bytes);
    bytes
}

/// A new id: UUIDv7 (RFC 9562, 5.7), so that ids sort by time.
#[must_use]
pub fn new_id(clock: &dyn Clock, random: &dyn Random) -> Uuid {
    let millis = u64::try_from(clock.now().unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes(random)).into_uuid()
}
