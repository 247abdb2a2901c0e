//! The audit log of an organization. Its lines are written by the operations themselves (`operation.rs`).

mod export;
mod filter;
mod list;
mod people;
pub mod store;

use crate::{app::App, endpoint::serve};
use hq_contract::audit_log::{ExportAuditCsv, ExportAuditLines, ListAuditLog, ListAuditPeople};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListAuditLog, _>(list::list_audit_log))
        .routes(serve::<ListAuditPeople, _>(people::list_audit_people))
        .routes(serve::<ExportAuditCsv, _>(export::export_audit_csv))
        .routes(serve::<ExportAuditLines, _>(export::export_audit_lines))
}
