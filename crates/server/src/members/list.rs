//! `GET /organizations/{org}/members`

use super::{
    get::viewer,
    store::{self, Wanted},
};
use crate::{
    access::{OrgAccess, Query, ReadMembers},
    app::App,
    page_token::{Named, limit},
    problem::Failure,
};
use axum::{Json, extract::State};
use hq_contract::{
    Page, PageToken, Permission, Problem, Role,
    members::{Member, MemberOrder},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose name (or address, for who may read members' details) contains this, without case and accents.
    q: Option<String>,
    /// Only those of this role.
    #[param(inline)]
    role: Option<Role>,
    /// Only those who have multi-factor authentication, or have none: for who may read members' details.
    mfa: Option<bool>,
    /// By what they are ordered; by name where absent.
    #[param(inline)]
    sort: Option<MemberOrder>,
    /// How many items, 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_page` of the page before.
    #[param(value_type = Option<String>)]
    page_token: Option<PageToken>,
    /// How many to pass over, from the start or behind `page_token`: to turn to a page by its number.
    #[param(minimum = 0)]
    offset: Option<u32>,
}

/// Who belongs to an organization
///
/// Addresses, the number of rules, and who has multi-factor authentication are for who may read members' details, and for
/// everybody their own.
#[utoipa::path(
    get, path = "/organizations/{org}/members", tag = "members",
    params(("org" = String, Path, description = "Id or slug"), Parameters),
    responses((status = 200, description = "A page of members", body = Page<Member>))
)]
pub async fn list_members(
    State(app): State<App>,
    access: OrgAccess<ReadMembers>,
    Query(page): Query<Parameters>,
) -> Result<Json<Page<Member>>, Failure> {
    let viewer = viewer(&access);
    if page.mfa.is_some() && !viewer.details {
        return Err(Problem::lacks(Permission::ReadMemberDetails).into());
    }
    let wanted = Wanted {
        q: page.q,
        role: page.role,
        mfa: page.mfa,
        sort: page.sort.unwrap_or_default(),
        limit: limit(page.limit)?,
        after: page.page_token.as_ref().map(Named::parse).transpose()?,
        offset: page.offset.unwrap_or_default(),
    };
    Ok(Json(store::list(&app.db().quick(), viewer, access.organization.id, &wanted).await?))
}
