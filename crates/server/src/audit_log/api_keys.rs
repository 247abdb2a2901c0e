//! `GET /organizations/{org}/audit-log/api-keys`

use crate::{
    access::{OrgAccess, ReadAuditLog},
    api_keys::store,
    app::App,
    http::{extract::List, page_token::Named, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Page, audit_log::LoggedActor};

/// Serves [`ListAuditApiKeys`](hq_contract::audit_log::ListAuditApiKeys).
pub async fn list_audit_api_keys(
    State(app): State<App>,
    access: OrgAccess<ReadAuditLog>,
    list: List<Named>,
) -> Result<Json<Page<LoggedActor>>, Failure> {
    let items = store::in_audit_log(app.db().read(), access.organization.id).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, LoggedActor::as_filter))
}
