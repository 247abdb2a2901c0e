//! What the server works with that is nobody's feature: time and chance as parameters, secrets, pictures, limits, the log and the
//! numbers for operators.

pub mod clock;
pub mod dns;
pub mod images;
pub mod log;
pub mod metrics;
pub mod micros;
mod password_memory;
pub mod passwords;
pub mod random;
pub mod rate_limits;
pub mod search;
pub mod secrets;
pub mod shared_clock;
pub mod token;
pub mod turns;
pub mod writes;
