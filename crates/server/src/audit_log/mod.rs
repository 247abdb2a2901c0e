//! The audit log of an organization. Its lines are written by the operations themselves (`operation.rs`).

mod export;
mod filter;
mod list;
mod people;
pub mod store;

use crate::app::App;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_audit_log))
        .routes(routes!(people::list_audit_people))
        .routes(routes!(export::export_audit_csv))
        .routes(routes!(export::export_audit_lines))
}
