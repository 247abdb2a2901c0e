//! What a feature's tests say of its endpoints: who may call each, and what a request of it is like.

use super::world::{Kind, Things};
use crate::support::{Browser, Hq};
use hq_contract::OrganizationId;
use serde_json::Value;
use std::pin::Pin;
use uuid::Uuid;

/// The endpoints of a feature. It stands beside the feature's tests, and in the list of them in `main.rs`.
pub struct Matrix {
    pub rows: &'static [Row],
    pub thing: Thing,
}

/// What `{id}` names in the paths of a feature.
pub enum Thing {
    /// Nothing that there is.
    Nothing,
    /// One of the things that an organization of the matrix has for several features; some operations are about another one.
    Known(fn(&Things, &str) -> Uuid),
    /// What the feature makes for itself in an organization.
    Made(Make),
}

/// Makes the feature's thing in an organization, by its admin.
pub type Make = for<'a> fn(&'a Hq, &'a Browser, OrganizationId) -> Pin<Box<dyn Future<Output = Uuid> + 'a>>;

impl Matrix {
    pub const fn of(rows: &'static [Row]) -> Self {
        Self { rows, thing: Thing::Nothing }
    }

    /// The same, whose operations are about this.
    pub const fn about(mut self, thing: fn(&Things, &str) -> Uuid) -> Self {
        self.thing = Thing::Known(thing);
        self
    }

    /// The same, whose operations are about what this makes.
    pub const fn making(mut self, make: Make) -> Self {
        self.thing = Thing::Made(make);
        self
    }
}

/// Where a foreign thing is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `/organizations/{foreign}/…`
    Path,
    /// The foreign organization's member, invitation … under one's own organization or account.
    Child,
    Body,
    Query,
    /// One of many in a body.
    BulkList,
}

/// An endpoint, and the status that each kind of caller gets for the victim's things.
pub struct Row {
    pub operation: &'static str,
    /// What the operation needs of a user: `category action`.
    pub rule: Option<&'static str>,
    pub status: [u16; Kind::ALL.len()],
    /// A body that is fine in every respect; none where it takes none, and nothing to change in a PATCH.
    pub body: Option<Body>,
    /// Where a body or a query can name something, apart from `{org}`: the field or parameter. Tokens of pages name nothing that they
    /// were not made for (`queries.rs`).
    pub names: &'static [(Place, &'static str)],
}

/// A body about the things of an organization.
pub type Body = fn(&Things) -> Value;

impl Row {
    const fn new(operation: &'static str, status: u16) -> Self {
        Self { operation, rule: None, status: [status; Kind::ALL.len()], body: None, names: &[] }
    }

    /// The same, but for one kind of caller.
    pub const fn but(mut self, kind: Kind, status: u16) -> Self {
        self.status[kind as usize] = status;
        self
    }

    /// The same, sent this.
    pub const fn body(mut self, body: Body) -> Self {
        self.body = Some(body);
        self
    }

    /// The same, which can name something in these places.
    pub const fn naming(mut self, names: &'static [(Place, &'static str)]) -> Self {
        self.names = names;
        self
    }

    pub fn is_of_organization(&self) -> bool {
        self.operation.contains("{org}")
    }
}

/// Open to everybody: the same for all.
pub const fn open(operation: &'static str, status: u16) -> Row {
    Row::new(operation, status)
}

/// Open to everybody, and another for who is signed in: a script is neither.
pub const fn seen(operation: &'static str, status: u16) -> Row {
    keys(open(operation, status), 403, 403)
}

/// For who is signed in.
pub const fn signed_in(operation: &'static str, status: u16) -> Row {
    seen(operation, status).but(Kind::Anonymous, 401).but(Kind::Unverified, 401)
}

/// For who is known, a script too.
pub const fn known(operation: &'static str, status: u16) -> Row {
    keys(signed_in(operation, status), status, status)
}

/// The same with these for the victim's API keys, and that for another's. One that was revoked is none.
pub const fn keys(row: Row, status: u16, foreign: u16) -> Row {
    row.but(Kind::Key, status)
        .but(Kind::RuledKey, status)
        .but(Kind::AdminKey, status)
        .but(Kind::KeyOfAnother, foreign)
        .but(Kind::RevokedKey, 401)
}

/// For people: no API key may do it, whatever its role and rules.
pub const fn people(row: Row) -> Row {
    keys(row, 403, 404)
}

/// For members; to others the organization does not exist, and it keeps members out who lack what it forces.
pub const fn member(operation: &'static str, status: u16) -> Row {
    keys(signed_in(operation, status), status, 404)
        .but(Kind::WithoutOrganization, 404)
        .but(Kind::Invited, 404)
        .but(Kind::Requested, 404)
        .but(Kind::Removed, 404)
        .but(Kind::AdminOfAnother, 404)
        .but(Kind::KeptOut, 403)
}

/// For admins, and users whose rules allow it.
pub const fn ruled(operation: &'static str, rule: &'static str, status: u16) -> Row {
    let row = member(operation, status).but(Kind::User, 403).but(Kind::Unruled, 403).but(Kind::Key, 403);
    Row { rule: Some(rule), ..row }
}

/// For admins, and users whose rules allow it for the one thing that it is about; to others it does not exist.
pub const fn ruled_thing(operation: &'static str, rule: &'static str, status: u16) -> Row {
    ruled(operation, rule, status).but(Kind::User, 404).but(Kind::Unruled, 404).but(Kind::Key, 404)
}

/// For admins; no rules give it.
pub const fn admin(operation: &'static str, status: u16) -> Row {
    member(operation, status)
        .but(Kind::User, 403)
        .but(Kind::Unruled, 403)
        .but(Kind::Ruled, 403)
        .but(Kind::Key, 403)
        .but(Kind::RuledKey, 403)
}
