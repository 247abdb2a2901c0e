//! Rows of the journal.

use super::super::settings::Settings;
use crate::osb::extension::StepState;
use sea_orm::{DbErr, QueryResult};
use uuid::Uuid;

/// A closed list of words that a column holds.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$word_doc])* $variant,)+ }

        impl $name {
            /// The word in the column.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What the word in the column means.
            pub fn from_word(word: &str) -> Result<Self, DbErr> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    other => Err(DbErr::Type(format!("{other:?} is no {}", stringify!($name)))),
                }
            }
        }
    };
}

words! {
    /// What an instance is.
    Kind {
        /// A database on the PostgreSQL server.
        Postgresql = "postgresql",
        /// A file, or a small database on the PostgreSQL server where one is named.
        Sandbox = "sandbox",
        /// A local dataplant.
        Dataplant = "dataplant",
    }
}

words! {
    /// How an instance is.
    InstanceState {
        /// Ordered, not there yet.
        Making = "making",
        /// There.
        Ready = "ready",
        /// Being removed.
        Removing = "removing",
        /// Could not be made or removed: only removing it is left.
        Failed = "failed",
        /// Removed. Kept for a while, so that polls are answered and its id is not taken again.
        Gone = "gone",
    }
}

words! {
    /// What an operation does.
    OperationWord {
        /// Makes an instance.
        Provision = "provision",
        /// Changes it.
        Update = "update",
        /// Removes it.
        Deprovision = "deprovision",
    }
}

words! {
    /// How far an operation is.
    OperationRowState {
        /// Under way, or waiting for somebody to take it up.
        Running = "running",
        /// Done.
        Succeeded = "succeeded",
        /// Failed.
        Failed = "failed",
    }
}

words! {
    /// How a binding is.
    BindingState {
        /// Its role is being made or given a new password.
        Making = "making",
        /// Its credentials were told.
        Ready = "ready",
        /// Being removed.
        Removing = "removing",
    }
}

/// An instance.
#[derive(Clone, Debug)]
pub struct InstanceRow {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub kind: Kind,
    /// The id of the organization.
    pub organization: String,
    /// What people call it.
    pub name: String,
    /// Its settings.
    pub settings: Settings,
    /// Its secrets, sealed, base64.
    pub sealed: Option<String>,
    /// How it is.
    pub state: InstanceState,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct OperationRow {
    /// Its id.
    pub id: Uuid,
    /// On which instance.
    pub instance: Uuid,
    /// What it does.
    pub word: OperationWord,
    /// The settings that it leads to.
    pub settings: Settings,
    /// The secrets that it leads to, sealed, base64.
    pub sealed: Option<String>,
    /// How far it is.
    pub state: OperationRowState,
    /// Why it failed, or what it waits for.
    pub detail: Option<String>,
    /// How often somebody has begun with it.
    pub attempts: i64,
    /// From when on a step that does not succeed is not tried again.
    pub deadline: i64,
}

/// A step.
#[derive(Clone, Debug)]
pub struct StepRow {
    /// The how-many-eth.
    pub position: i64,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: StepState,
    /// When it began.
    pub started_at: Option<i64>,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// More of it.
    pub detail: Option<String>,
}

/// A binding.
#[derive(Clone, Debug)]
pub struct BindingRow {
    /// Its id.
    pub id: Uuid,
    /// Of which instance.
    pub instance: Uuid,
    /// The role's name.
    pub role: String,
    /// In which schema its sessions begin.
    pub schema: Option<String>,
    /// How it is.
    pub state: BindingState,
}

pub(super) const INSTANCE: &str = "id, kind, organization, name, settings, sealed, state";
pub(super) const OPERATION: &str = "id, instance, word, settings, sealed, state, detail, attempts, deadline";
pub(super) const STEP: &str = "position, name, state, started_at, ended_at, detail";
pub(super) const BINDING: &str = "id, instance, role, in_schema, state";

impl InstanceRow {
    pub(super) fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            id: id(row, "id")?,
            kind: Kind::from_word(&text(row, "kind")?)?,
            organization: text(row, "organization")?,
            name: text(row, "name")?,
            settings: json(&text(row, "settings")?)?,
            sealed: row.try_get("", "sealed")?,
            state: InstanceState::from_word(&text(row, "state")?)?,
        })
    }
}

impl OperationRow {
    /// Whether it is under way.
    pub fn is_running(&self) -> bool {
        self.state == OperationRowState::Running
    }

    /// Whether it ended without success.
    pub fn has_failed(&self) -> bool {
        self.state == OperationRowState::Failed
    }

    pub(super) fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            id: id(row, "id")?,
            instance: id(row, "instance")?,
            word: OperationWord::from_word(&text(row, "word")?)?,
            settings: json(&text(row, "settings")?)?,
            sealed: row.try_get("", "sealed")?,
            state: OperationRowState::from_word(&text(row, "state")?)?,
            detail: row.try_get("", "detail")?,
            attempts: row.try_get("", "attempts")?,
            deadline: row.try_get("", "deadline")?,
        })
    }
}

impl StepRow {
    pub(super) fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            position: row.try_get("", "position")?,
            name: text(row, "name")?,
            state: step_state(&text(row, "state")?)?,
            started_at: row.try_get("", "started_at")?,
            ended_at: row.try_get("", "ended_at")?,
            detail: row.try_get("", "detail")?,
        })
    }
}

impl BindingRow {
    pub(super) fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self {
            id: id(row, "id")?,
            instance: id(row, "instance")?,
            role: text(row, "role")?,
            schema: row.try_get("", "in_schema")?,
            state: BindingState::from_word(&text(row, "state")?)?,
        })
    }
}

fn text(row: &QueryResult, column: &str) -> Result<String, DbErr> {
    row.try_get("", column)
}

fn id(row: &QueryResult, column: &str) -> Result<Uuid, DbErr> {
    Uuid::parse_str(&text(row, column)?).map_err(|error| DbErr::Type(error.to_string()))
}

fn json(text: &str) -> Result<Settings, DbErr> {
    serde_json::from_str(text).map_err(|error| DbErr::Json(error.to_string()))
}

/// The word in the column.
pub(super) const fn step_word(state: StepState) -> &'static str {
    match state {
        StepState::Pending => "pending",
        StepState::Running => "running",
        StepState::Done => "done",
        StepState::Failed => "failed",
    }
}

fn step_state(word: &str) -> Result<StepState, DbErr> {
    match word {
        "pending" => Ok(StepState::Pending),
        "running" => Ok(StepState::Running),
        "done" => Ok(StepState::Done),
        "failed" => Ok(StepState::Failed),
        other => Err(DbErr::Type(format!("{other:?} is no state of a step"))),
    }
}
