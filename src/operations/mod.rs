//! What dataplants and storage engines have in common for people: where each is in its life, whether it answers, and what
//! brokers do to it, step by step.

mod details;
mod failure;
mod forget;
mod health;
mod history;
mod standing;
mod state;
mod steps;
mod typed_name;
mod words;

pub use failure::FailureBox;
pub use forget::ForgetDialog;
pub use health::HealthText;
pub use history::OperationHistory;
pub use standing::Standing;
pub use state::StateBadge;
pub use steps::StepList;
pub use typed_name::TypedNameDialog;
pub use words::{operation_text, state_key, table_key};
