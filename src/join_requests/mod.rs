//! Requests to join an organization.

mod answering;

pub use answering::{WaitingRequests, use_join_requests};
