//! How long and how large things may be.

use std::time::Duration;

/// Limits of the server; tests make them shorter.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open connections; more wait in the operating system's queue.
    pub connections: usize,
    /// From the connection to its first byte.
    pub first_byte: Duration,
    /// From a head's first byte to its last.
    pub head: Duration,
    /// From a head's end to the end of its body.
    pub body: Duration,
    /// From a whole request to the start of its answer.
    pub request: Duration,
    /// Between two requests of a connection.
    pub idle: Duration,
    /// While the client takes no byte of an answer.
    pub write: Duration,
    /// For requests in flight when the server stops.
    pub drain: Duration,
    /// Bytes of a head.
    pub head_bytes: usize,
    /// Bytes of a body.
    pub body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            first_byte: Duration::from_secs(5),
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            request: Duration::from_secs(60),
            // Longer than the minute for which the usual load balancers keep their connections, so that they never
            // send on one that is being closed.
            idle: Duration::from_secs(75),
            write: Duration::from_secs(30),
            drain: Duration::from_secs(10),
            head_bytes: 32 * 1024,
            body_bytes: 1024 * 1024,
        }
    }
}
