//! A member of the organization in the path, or one of its API keys, with the right that the operation needs.

use super::{Actor, Caller, bearer};
use crate::{
    app::App,
    db::entity::organization,
    http::{extract::Whose, problem::Failure},
    organizations::store::{self, Seen},
};
use axum::{
    extract::{FromRequestParts, OriginalUri, Path},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::IntoResponse as _,
};
use hq_contract::{
    Endpoint as _, IsPermission, OrganizationRef, Permission, Problem, ProblemCode, Role, UserId,
    organizations::GetOrganization, rules::Rule,
};
use std::{collections::HashMap, marker::PhantomData};

/// A permission as a type, and of whom it is asked.
pub trait Permitted: Send + Sync {
    /// The permission.
    const PERMISSION: Permission;
    /// Whether it is only for who has multi-factor authentication where the organization forces it.
    const BEHIND_MFA: bool = true;
    /// Whether it is only for people.
    const PEOPLE_ONLY: bool = false;
}

impl<P: IsPermission> Permitted for P {
    const PERMISSION: Permission = <P as IsPermission>::PERMISSION;
}

/// Being a member, even one whom the organization keeps out until they have multi-factor authentication.
#[derive(Clone, Copy, Debug)]
pub struct BelongToOrganization;

impl Permitted for BelongToOrganization {
    const PERMISSION: Permission = Permission::ReadOrganization;
    const BEHIND_MFA: bool = false;
}

/// A permission that no API key has, whatever its role: for what is done in a person's name, or would let a key outlive itself.
#[derive(Clone, Copy, Debug)]
pub struct ByPerson<P>(PhantomData<P>);

impl<P: Permitted> Permitted for ByPerson<P> {
    const PERMISSION: Permission = P::PERMISSION;
    const BEHIND_MFA: bool = P::BEHIND_MFA;
    const PEOPLE_ONLY: bool = true;
}

/// A member of the organization in the path (`{org}`, by id or slug), or one of its API keys, who has the permission `P`. For
/// everybody else the organization does not exist; for a member or a key without `P` the answer is 403, for a key where `P` is
/// for people ([`ByPerson`]) 403 `people_only`, and for a member without multi-factor authentication where the organization
/// forces it, 403 `mfa_missing`. A former slug answers 308, and so does the current one
/// in capitals.
#[derive(Debug)]
pub struct OrgAccess<P> {
    /// Who calls.
    pub caller: Actor,
    /// Their role.
    pub role: Role,
    /// Their rules.
    pub rules: Vec<Rule>,
    /// The organization as it stood when the request came.
    pub organization: organization::Model,
    /// Whether they have not opened it since they joined.
    pub first_visit: bool,
    permission: PhantomData<P>,
}

impl<P: Permitted> FromRequestParts<App> for OrgAccess<P> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let not_found = || Failure::from(ProblemCode::NotFound);
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, app).await.ok();
        let name = path.and_then(|Path(mut path)| path.remove("org"));
        let reference = name.as_ref().and_then(|name| name.parse::<OrganizationRef>().ok());
        let (Some(name), Some(reference)) = (name, reference) else {
            // Who is not signed in is told so first.
            if bearer::authenticate(parts, app, None).await?.is_none() {
                Caller::from_request_parts(parts, app).await?;
            }
            return Err(not_found());
        };
        let (caller, seen) = match bearer::authenticate(parts, app, Some(&reference)).await? {
            Some((key, seen)) => (Actor::Key(key), seen),
            None => {
                let person = Caller::with(parts, app, store::seen(&reference), store::read_seen);
                let (caller, seen) = person.await?;
                (Actor::Person(caller), seen)
            }
        };
        let Seen { organization, role, rules, mfa_missing, first_visit } = seen.ok_or_else(not_found)?;
        if matches!(reference, OrganizationRef::Slug(_)) && name != organization.slug {
            return Err(moved(parts, &organization.slug));
        }
        if mfa_missing && P::BEHIND_MFA {
            return Err(ProblemCode::MfaMissing.into());
        }
        if P::PEOPLE_ONLY {
            caller.person()?;
        }
        parts.extensions.insert(Whose { caller: caller.id(), organization: Some(organization.id) });
        let access = Self { caller, role, rules, organization, first_visit, permission: PhantomData };
        access.require(P::PERMISSION)?;
        Ok(access)
    }
}

impl<P: Permitted> OrgAccess<P> {
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

    /// Refuses to look at somebody else's rules and address without the right to.
    ///
    /// # Errors
    /// 403 with the permission
    pub fn require_details_of(&self, user: UserId) -> Result<(), Failure> {
        if self.caller.id().is_named_by(user) { Ok(()) } else { self.require(Permission::ReadMemberDetails) }
    }
}

/// 308 to the same path under the current slug, however the path of the request is encoded.
fn moved(parts: &Parts, current: &str) -> Failure {
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    let path = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let at = |org: &str| GetOrganization(org.to_owned()).path();
    let location = path.split_once(&at("")).and_then(|(base, rest)| {
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let path = [base, &at(current), rest.get(end..)?].concat();
        HeaderValue::from_str(&path).ok()
    });
    let Some(location) = location else { return ProblemCode::NotFound.into() };
    let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
    response.headers_mut().insert(header::LOCATION, location);
    Failure::Answered(Box::new(response))
}
