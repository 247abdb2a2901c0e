//! Who acts in an organization: a member who is signed in, or one of its API keys.

use super::{Caller, bearer};
use crate::{
    api_keys,
    app::App,
    db::{Transaction, entity::broker_operation::OrdererId},
    http::problem::Failure,
    session,
};
use axum::{extract::FromRequestParts, http::request::Parts};
use hq_contract::{ApiKeyId, Permission, ProblemCode, Role, UserId, rules::Rule};
use std::fmt;

/// Who acts in an organization.
#[derive(Clone, Debug)]
pub enum Actor {
    /// A member.
    Person(Caller),
    /// An API key.
    Key(Key),
}

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

/// An API key behind a request.
#[derive(Clone)]
pub struct Key {
    /// Which one.
    pub id: ApiKeyId,
    /// The hash of the secret that the request carries.
    pub secret_hash: Vec<u8>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Actor {
    /// The account, or the key: what tells whoever acts from others.
    #[must_use]
    pub const fn id(&self) -> ActorId {
        match self {
            Self::Person(caller) => ActorId::Person(caller.user),
            Self::Key(key) => ActorId::Key(key.id),
        }
    }

    /// The person; for the part of an operation that is for people.
    ///
    /// # Errors
    /// 403 `people_only`
    pub fn person(&self) -> Result<&Caller, Failure> {
        match self {
            Self::Person(caller) => Ok(caller),
            Self::Key(_) => Err(ProblemCode::PeopleOnly.into()),
        }
    }

    /// What they can do where they have a role and rules: of a key, without what is for people.
    #[must_use]
    pub fn permissions(&self, role: Role, rules: &[Rule]) -> Vec<Permission> {
        let can = |permission: &Permission| match self {
            Self::Person(_) => permission.held_by(role, rules),
            Self::Key(_) => permission.held_by_key(role, rules),
        };
        Permission::ALL.into_iter().filter(can).collect()
    }

    /// Keeps what they showed, the session or the secret of the key, from being ended until the transaction is.
    ///
    /// # Errors
    /// 401 where it has ended.
    pub async fn hold(&self, app: &App, tx: &Transaction) -> Result<(), Failure> {
        match self {
            Self::Person(caller) => session::store::hold(tx, caller).await,
            Self::Key(key) => api_keys::store::hold(tx, key, app.now()).await,
        }
    }
}

impl FromRequestParts<App> for Actor {
    type Rejection = Failure;

    /// For what is the same for everybody who is known, as what can be ordered.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match bearer::authenticate(parts, app, None).await? {
            Some((key, _)) => Ok(Self::Key(key)),
            None => Caller::from_request_parts(parts, app).await.map(Self::Person),
        }
    }
}

impl From<&Caller> for Actor {
    fn from(caller: &Caller) -> Self {
        Self::Person(caller.clone())
    }
}

impl From<&Self> for Actor {
    fn from(actor: &Self) -> Self {
        actor.clone()
    }
}
