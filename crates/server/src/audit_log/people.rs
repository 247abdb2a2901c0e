//! `GET /organizations/{org}/audit-log/people`

use super::store::people::{self, Wanted};
use crate::{
    access::{OrgAccess, ReadAuditLog},
    app::App,
    http::{
        extract::{List, Query},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{Page, Permission, UserId, audit_log::LoggedActor};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose name (or address, for who may read members' details) contains this, without case and accents, or
    /// whose id ends so: at least four digits.
    q: Option<String>,
    /// What you call deleted accounts, for `q` to find them by it and the last eight digits of their id: `Compte supprimé
    /// 099a8057`. `Deleted account` where absent.
    deleted_name: Option<String>,
    /// Only this one.
    id: Option<UserId>,
}

/// Serves [`ListAuditPeople`](hq_contract::audit_log::ListAuditPeople).
pub async fn list_audit_people(
    State(app): State<App>,
    access: OrgAccess<ReadAuditLog>,
    Query(asked): Query<Parameters>,
    list: List<Named>,
) -> Result<Json<Page<LoggedActor>>, Failure> {
    let wanted = Wanted {
        q: asked.q,
        deleted_name: asked.deleted_name,
        id: asked.id,
        details: access.may(Permission::ReadMemberDetails),
        limit: list.limit,
        after: list.after.clone(),
    };
    Ok(list.page(people::list(app.db().read(), access.organization.id, &wanted).await?))
}
