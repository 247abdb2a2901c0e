//! `GET /organizations/{org}/members`

use super::{
    get::viewer,
    store::{self, Wanted},
};
use crate::{
    access::{OrgAccess, ReadMembers},
    app::App,
    http::{
        extract::{Direction, List, Query},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{
    Page, Permission, Problem, Role,
    members::{Member, MemberOrder},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
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
    /// Which way; names from the first and everything else from the greatest or newest where absent.
    #[param(inline)]
    order: Option<Direction>,
    /// How many to pass over, from the start or behind `page_token`: to turn to a page by its number.
    #[param(minimum = 0)]
    offset: Option<u32>,
}

/// Serves [`ListMembers`](hq_contract::members::ListMembers).
pub async fn list_members(
    State(app): State<App>,
    access: OrgAccess<ReadMembers>,
    Query(asked): Query<Parameters>,
    list: List<Named>,
) -> Result<Json<Page<Member>>, Failure> {
    let viewer = viewer(&access);
    if asked.mfa.is_some() && !viewer.details {
        return Err(Problem::lacks(Permission::ReadMemberDetails).into());
    }
    let sort = asked.sort.unwrap_or_default();
    let usual = if sort == MemberOrder::Name { Direction::Asc } else { Direction::Desc };
    let wanted = Wanted {
        q: asked.q,
        role: asked.role,
        mfa: asked.mfa,
        sort,
        reversed: Direction::reverses(asked.order, usual),
        limit: list.limit,
        after: list.after.clone(),
        offset: asked.offset.unwrap_or_default(),
    };
    Ok(list.page(store::list(&app.db().quick(), viewer, access.organization.id, &wanted).await?))
}
