//! How long and how large things may be.

use std::time::Duration;

/// Limits of the server; tests make them shorter.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open connections. Where there are as many, one that is idle or slow is closed for a new one.
    pub connections: usize,
    /// Connections of one client's network; of what comes through a trusted proxy, its requests under way.
    pub per_network: usize,
    /// How long the client of a slow request keeps its place where all are taken, whoever else wants it.
    pub patience: Duration,
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
    /// Bytes of all unfinished heads and of all bodies together, beyond a small one of each connection.
    pub unanswered_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            per_network: 512,
            patience: Duration::from_secs(1),
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
            unanswered_bytes: 32 * 1024 * 1024,
        }
    }
}
