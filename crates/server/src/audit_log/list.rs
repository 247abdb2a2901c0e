//! `GET /organizations/{org}/audit-log`

use super::{filter::Filter, store};
use crate::{
    access::{OrgAccess, ReadAuditLog},
    app::App,
    http::{
        extract::{List, Query},
        page_token::Place,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{Page, audit_log::AuditEntry};

/// Serves [`ListAuditLog`](hq_contract::audit_log::ListAuditLog).
pub async fn list_audit_log(
    State(app): State<App>,
    access: OrgAccess<ReadAuditLog>,
    Query(filter): Query<Filter>,
    list: List<Place>,
) -> Result<Json<Page<AuditEntry>>, Failure> {
    let wanted = filter.wanted()?;
    let (db, organization) = (app.db().read(), &access.organization);
    let mut page = store::list(&app.db().quick(), organization.id, &wanted, list.after, list.limit).await?;
    store::name_subjects(db, organization, &mut page.items).await?;
    Ok(list.page(page))
}
