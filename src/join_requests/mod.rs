//! Requests to join an organization.

mod answering;

pub use answering::{JoinRequests, WaitingRequests, use_join_requests};
