//! Who acts, by id alone.

use crate::db::entity::broker_operation::OrdererId;
use hq_contract::{ApiKeyId, UserId};
use std::fmt;

/// Which account or API key acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorId {
    /// An account.
    Person(UserId),
    /// An API key.
    Key(ApiKeyId),
}

impl ActorId {
    /// The account, of a person: for what refers to one.
    #[must_use]
    pub const fn account(self) -> Option<UserId> {
        match self {
            Self::Person(user) => Some(user),
            Self::Key(_) => None,
        }
    }

    /// Whether who is named by the id of an account is whoever acts. A key that names itself so is let by, and finds no such member.
    #[must_use]
    pub fn is_named_by(self, user: UserId) -> bool {
        match self {
            Self::Person(own) => own == user,
            Self::Key(key) => key.as_bytes() == user.as_bytes(),
        }
    }

    /// Which key it is, if it is one.
    #[must_use]
    pub const fn key(self) -> Option<ApiKeyId> {
        match self {
            Self::Person(_) => None,
            Self::Key(key) => Some(key),
        }
    }
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(user) => user.fmt(f),
            Self::Key(key) => key.fmt(f),
        }
    }
}

impl From<ActorId> for OrdererId {
    fn from(actor: ActorId) -> Self {
        match actor {
            ActorId::Person(user) => user.into(),
            ActorId::Key(key) => Self(key.0),
        }
    }
}

impl From<UserId> for ActorId {
    fn from(user: UserId) -> Self {
        Self::Person(user)
    }
}
