//! The audit log of an organization. Its lines are written by the operations themselves (`operation/`).

mod api_keys;
mod export;
mod filter;
mod list;
mod people;
pub mod store;

use crate::{app::App, http::endpoint::serve};
use hq_contract::audit_log::{
    ExportAuditCsv, ExportAuditLines, ListAuditApiKeys, ListAuditLog, ListAuditPeople,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListAuditLog, _>(list::list_audit_log))
        .routes(serve::<ListAuditPeople, _>(people::list_audit_people))
        .routes(serve::<ListAuditApiKeys, _>(api_keys::list_audit_api_keys))
        .routes(serve::<ExportAuditCsv, _>(export::export_audit_csv))
        .routes(serve::<ExportAuditLines, _>(export::export_audit_lines))
}
