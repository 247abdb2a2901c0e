//! How far something is that takes its time.

use super::extension::Step;
use serde::{Deserialize, Serialize};

/// How far an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OperationState {
    /// Under way.
    #[serde(rename = "in progress")]
    InProgress,
    /// Done.
    #[serde(rename = "succeeded")]
    Succeeded,
    /// Failed.
    #[serde(rename = "failed")]
    Failed,
}

/// What a poll answers: `GET …/last_operation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastOperation {
    /// How far it is.
    pub state: OperationState,
    /// More of it, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Of a failed update: whether the instance still is what it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_usable: Option<bool>,
    /// Of a failed update: whether it can be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update_repeatable: Option<bool>,
    /// HQ's extension: the steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hq_steps: Vec<Step>,
}

/// Which operation is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poll {
    /// Of which service the instance is.
    pub service_id: String,
    /// Of which plan: of an update the one before.
    pub plan_id: String,
    /// What the broker called the operation.
    pub operation: Option<String>,
}
