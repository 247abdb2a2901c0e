//! What HQ has brokers do to a storage engine or a dataplant: how far each is, step by step, and how the thing is.

use crate::{Actor, OperationId, Timestamp, by_name};
use serde::{Deserialize, Serialize};

/// Where a storage engine or dataplant is in its life. How it is doing is [`Health`], which is asked apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LifeState {
    /// Not made: it is when it is first used. Of an organization's built-in Sandbox alone.
    OnDemand,
    /// Being made.
    Creating,
    /// There: it can be connected to.
    Ready,
    /// There, and being given another size or other names.
    Updating,
    /// Being removed.
    Deleting,
    /// It could not be made. What was begun is cleaned up, or being cleaned up.
    Failed,
    /// It could not be removed; that is tried again.
    DeleteFailed,
}

impl LifeState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::OnDemand,
        Self::Creating,
        Self::Ready,
        Self::Updating,
        Self::Deleting,
        Self::Failed,
        Self::DeleteFailed,
    ];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnDemand => "on_demand",
            Self::Creating => "creating",
            Self::Ready => "ready",
            Self::Updating => "updating",
            Self::Deleting => "deleting",
            Self::Failed => "failed",
            Self::DeleteFailed => "delete_failed",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether something is under way: worth asking again soon.
    #[must_use]
    pub const fn is_moving(self) -> bool {
        matches!(self, Self::Creating | Self::Updating | Self::Deleting)
    }

    /// Whether it is there and nothing is under way: it can be changed.
    #[must_use]
    pub const fn can_change(self) -> bool {
        matches!(self, Self::Ready)
    }
}

/// Whether something answers, when it was last asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// Whether it answered.
    pub reachable: bool,
    /// When it was asked.
    pub checked_at: Timestamp,
    /// Since when it answers, or does not.
    pub since: Timestamp,
    /// How long it took to answer, in milliseconds.
    pub latency_ms: Option<u32>,
    /// Why it did not answer, as the broker says it, in English.
    pub detail: Option<String>,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// It is made.
    Create,
    /// It is given another size.
    Resize,
    /// It is given other names or certificates.
    Expose,
    /// It is removed.
    Delete,
    /// Credentials are made.
    Bind,
    /// Credentials are removed.
    Unbind,
    /// What a failed attempt may have left is removed.
    CleanUp,
}

impl OperationKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Create, Self::Resize, Self::Expose, Self::Delete, Self::Bind, Self::Unbind, Self::CleanUp];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Resize => "resize",
            Self::Expose => "expose",
            Self::Delete => "delete",
            Self::Bind => "bind",
            Self::Unbind => "unbind",
            Self::CleanUp => "clean_up",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

by_name!(OperationKind);

/// How far an operation, or one of its steps, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Not begun.
    Pending,
    /// Under way.
    Running,
    /// Done.
    Done,
    /// Failed.
    Failed,
}

impl Progress {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Pending, Self::Running, Self::Done, Self::Failed];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|progress| progress.as_str() == name)
    }

    /// Whether nothing more comes.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

by_name!(Progress);

/// A step of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperationStep {
    /// What is done: `create_database`, or a sentence of the broker's where it has no steps of its own.
    pub name: String,
    /// Of which table kind (`primary`, `mart`, `ml`) it is, where it is of one.
    pub of: Option<String>,
    /// How far it is.
    pub state: Progress,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// More of it, as the broker says it, in English.
    pub detail: Option<String>,
}

/// Why an operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The broker refused it.
    Refused,
    /// The broker tried, and failed.
    BrokerFailed,
    /// It is unknown what the broker did: it did not answer, or not so that it could be understood.
    Uncertain,
    /// It took longer than it may.
    TooLong,
    /// The broker offers this no more.
    PlanGone,
    /// Something that it needs could not be made.
    Dependency,
    /// The broker could not be reached at all.
    Unreachable,
}

impl FailureCode {
    /// Every code.
    pub const ALL: [Self; 7] = [
        Self::Refused,
        Self::BrokerFailed,
        Self::Uncertain,
        Self::TooLong,
        Self::PlanGone,
        Self::Dependency,
        Self::Unreachable,
    ];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::BrokerFailed => "broker_failed",
            Self::Uncertain => "uncertain",
            Self::TooLong => "too_long",
            Self::PlanGone => "plan_gone",
            Self::Dependency => "dependency",
            Self::Unreachable => "unreachable",
        }
    }

    /// The code of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == name)
    }
}

/// Why an operation failed, with all that there is to hand on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperationFailure {
    /// Why.
    pub code: FailureCode,
    /// The step that failed or was the last one, where there are steps.
    pub step: Option<String>,
    /// What the broker says, in English: plain text, at most 2,000 characters.
    pub description: Option<String>,
    /// The status of the broker's answer.
    pub status: Option<u16>,
    /// Names the request in the broker's log.
    pub request_id: String,
}

/// Something that HQ has a broker do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrokerOperation {
    /// Which one.
    pub id: OperationId,
    /// What is done.
    pub kind: OperationKind,
    /// How far it is.
    pub state: Progress,
    /// Who had it done; none where HQ did by itself, or the account is gone.
    pub actor: Option<Actor>,
    /// The size before, of a resize.
    pub from_fpu: Option<u32>,
    /// The size afterwards, of a resize.
    pub to_fpu: Option<u32>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// The steps so far, and those to come where they are known.
    pub steps: Vec<OperationStep>,
    /// Why it failed.
    pub failure: Option<OperationFailure>,
    /// Whether the broker cannot be asked at present: the operation waits for it.
    pub waits_for_broker: bool,
}
