//! A member of the organization in the path, with the right that the operation needs.

use super::Caller;
use crate::{
    app::App,
    db::entity::organization,
    organizations::store::{self, Seen},
    problem::Failure,
};
use axum::{
    extract::{FromRequestParts, OriginalUri, Path},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::IntoResponse as _,
};
use hq_contract::{OrganizationRef, Permission, ProblemCode, Role};
use std::{collections::HashMap, marker::PhantomData};

/// A permission as a type.
pub trait Permitted: Send + Sync {
    /// The permission.
    const PERMISSION: Permission;
    /// Whether it is only for who has multi-factor authentication where the organization forces it.
    const BEHIND_MFA: bool = true;
}

macro_rules! permissions {
    ($($name:ident)*) => {
        $(
            #[doc = concat!("[`Permission::", stringify!($name), "`]")]
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl Permitted for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )*
    };
}

/// Being a member, even one whom the organization keeps out until they have multi-factor authentication.
#[derive(Clone, Copy, Debug)]
pub struct BelongToOrganization;

impl Permitted for BelongToOrganization {
    const PERMISSION: Permission = Permission::ReadOrganization;
    const BEHIND_MFA: bool = false;
}

permissions! { ReadOrganization UpdateOrganization ReadMembers InviteMembers ManageMembers ManageAuthentication }

/// A member of the organization in the path (`{org}`, by id or slug) who has the permission `P`. For everybody else
/// the organization does not exist; for a member without `P` the answer is 403, and for one without multi-factor
/// authentication where the organization forces it, 403 `mfa_missing`. A former slug answers 308.
#[derive(Debug)]
pub struct OrgAccess<P> {
    /// Who calls.
    pub caller: Caller,
    /// Their role.
    pub role: Role,
    /// The organization as it stood when the request came.
    pub organization: organization::Model,
    permission: PhantomData<P>,
}

impl<P: Permitted> FromRequestParts<App> for OrgAccess<P> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let not_found = || Failure::from(ProblemCode::NotFound);
        let Path(path) =
            Path::<HashMap<String, String>>::from_request_parts(parts, app).await.map_err(|_| not_found())?;
        let name = path.get("org").ok_or_else(not_found)?;
        let reference: OrganizationRef = name.parse().map_err(|_| not_found())?;
        let Seen { organization, role, mfa_missing } =
            store::seen_by(app.db().read(), caller.user, &reference).await?.ok_or_else(not_found)?;
        if matches!(&reference, OrganizationRef::Slug(slug) if slug.as_str() != organization.slug) {
            return Err(moved(parts, name, &organization.slug));
        }
        if mfa_missing && P::BEHIND_MFA {
            return Err(ProblemCode::MfaMissing.into());
        }
        if !role.may(P::PERMISSION) {
            return Err(ProblemCode::Forbidden.into());
        }
        Ok(Self { caller, role, organization, permission: PhantomData })
    }
}

/// 308 to the same path under the current slug.
fn moved(parts: &Parts, former: &str, current: &str) -> Failure {
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    let path = uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let path = path.replacen(&format!("/organizations/{former}"), &format!("/organizations/{current}"), 1);
    let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
    match HeaderValue::from_str(&path) {
        Ok(location) => {
            response.headers_mut().insert(header::LOCATION, location);
            Failure::Answered(Box::new(response))
        }
        Err(_) => ProblemCode::NotFound.into(),
    }
}
