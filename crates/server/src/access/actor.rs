//! Who acts in an organization: a member who is signed in, or one of its API keys.

use super::{
    ActorId, Caller, bearer,
    keys::{self, Key},
    sessions,
};
use crate::{app::App, db::Transaction, http::problem::Failure};
use axum::{extract::FromRequestParts, http::request::Parts};
use hq_contract::{Permission, ProblemCode, Role, rules::Rule};

/// Who acts in an organization.
#[derive(Clone, Debug)]
pub enum Actor {
    /// A member.
    Person(Caller),
    /// An API key.
    Key(Key),
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
            Self::Person(caller) => sessions::hold(tx, caller).await,
            Self::Key(key) => keys::hold(tx, key, app.now()).await,
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
