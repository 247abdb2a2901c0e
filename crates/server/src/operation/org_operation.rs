//! What a member or a key does to their organization: under its lock, with the right that they have there.

use super::{Operation, Origin};
use crate::{
    access::{Actor, OrgAccess, Permitted},
    api_keys,
    app::App,
    db::entity::organization,
    http::{endpoint::Done, extract::Posted, problem::Failure},
    members, mfa,
    organizations::store,
    rules,
};
use hq_contract::{Permission, Problem, ProblemCode, Role, rules::Rule};
use std::{
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

/// An operation in the organization of an [`OrgAccess`]: it has the organization's lock, and has looked again under it. A
/// handler that has an [`OrgAccess`] writes through this alone (`cargo xtask tidy`), so that nobody does what they lost the
/// right to while their request waited.
pub struct OrgOperation<P> {
    operation: Operation,
    /// Who calls.
    pub caller: Actor,
    /// Their role, under the lock.
    pub role: Role,
    /// Their rules, under the lock.
    pub rules: Vec<Rule>,
    /// The organization, under the lock.
    pub organization: organization::Model,
    permission: PhantomData<P>,
}

impl<P: Permitted> OrgAccess<P> {
    /// Begins to write: takes the organization's lock and looks again.
    ///
    /// # Errors
    /// 404 where the caller or the organization are gone, 403 where they lost the permission or lack what is forced by now;
    /// see [`Operation::begin_as`].
    pub async fn begin(self, app: &App, origin: &Origin) -> Result<OrgOperation<P>, Failure> {
        let operation = Operation::begin_as(app, origin, &self.caller).await?;
        self.under_lock(operation).await
    }

    /// Begins a POST, once for each `Idempotency-Key`.
    ///
    /// # Errors
    /// As [`OrgAccess::begin`]; see [`Operation::begin_once`].
    pub async fn begin_once<T>(self, app: &App, posted: &Posted<T>) -> Result<OrgOperation<P>, Failure> {
        let operation = posted.begin_as(app, &self.caller).await?;
        self.under_lock(operation).await
    }

    /// Who was removed or lost the right while the request was under way is refused as if it had come later, and so is a key that
    /// was revoked.
    async fn under_lock(self, operation: Operation) -> Result<OrgOperation<P>, Failure> {
        let Self { caller, organization, .. } = self;
        let organization = store::lock(&operation, organization.id).await?.ok_or(ProblemCode::NotFound)?;
        let (role, rules) = match &caller {
            Actor::Person(person) => {
                let member = members::store::find(operation.tx(), organization.id, person.user).await?;
                let member = member.ok_or(ProblemCode::NotFound)?;
                if P::BEHIND_MFA && mfa::store::keeps_out(operation.tx(), &organization, person.user).await? {
                    return Err(ProblemCode::MfaMissing.into());
                }
                (member.role, member.rules)
            }
            Actor::Key(key) => api_keys::store::under_lock(&operation, organization.id, key).await?,
        };
        let rules = rules::store::read(&rules)?;
        let begun = OrgOperation { operation, caller, role, rules, organization, permission: PhantomData };
        begun.require(P::PERMISSION)?;
        Ok(begun)
    }
}

impl<P> OrgOperation<P> {
    /// Whether the caller may do something more than the operation needs of everybody.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        permission.held_by(self.role, &self.rules)
    }

    /// All that the caller may do.
    #[must_use]
    pub fn permissions(&self) -> Vec<Permission> {
        self.caller.permissions(self.role, &self.rules)
    }

    /// Refuses what the caller may not do.
    ///
    /// # Errors
    /// 403 with the permission
    pub fn require(&self, permission: Permission) -> Result<(), Failure> {
        if self.may(permission) { Ok(()) } else { Err(Problem::lacks(permission).into()) }
    }

    /// Commits, and answers what was done.
    ///
    /// # Errors
    /// See [`Operation::finish_with`].
    pub async fn finish_with<E>(self, done: Done<E>) -> Result<Done<E>, Failure> {
        self.operation.finish_with(done).await
    }
}

impl<P> Deref for OrgOperation<P> {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        &self.operation
    }
}

impl<P> DerefMut for OrgOperation<P> {
    fn deref_mut(&mut self) -> &mut Operation {
        &mut self.operation
    }
}
