//! Requests to join an organization: the organizations that one may ask, asking, withdrawing, and the admins' answers.

mod answering;
mod ask_to_join;
mod instead;
mod my_requests;
mod suggestions;
mod withdraw;

pub use answering::{JoinRequests, WaitingRequests, use_join_requests};
pub use instead::Instead;
pub use my_requests::MyJoinRequests;
pub use suggestions::MySuggestions;
