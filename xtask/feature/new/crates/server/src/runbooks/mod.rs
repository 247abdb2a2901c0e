//! Runbooks: members read them, and who may manage them writes, pins, archives and deletes them.

mod archive;
mod create;
mod delete;
mod get;
mod history;
pub mod jobs;
mod list;
mod pin;
pub mod store;
mod update;

use crate::{app::App, http::endpoint::serve};
use hq_contract::runbooks::{
    ArchiveRunbook, CreateRunbook, DeleteRunbook, GetRunbook, ListRunbookChanges, ListRunbooks, PinRunbook,
    RestoreRunbook, UnpinRunbook, UpdateRunbook,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListRunbooks, _>(list::list_runbooks))
        .routes(serve::<CreateRunbook, _>(create::create_runbook))
        .routes(serve::<GetRunbook, _>(get::get_runbook))
        .routes(serve::<UpdateRunbook, _>(update::update_runbook))
        .routes(serve::<DeleteRunbook, _>(delete::delete_runbook))
        .routes(serve::<PinRunbook, _>(pin::pin_runbook))
        .routes(serve::<UnpinRunbook, _>(pin::unpin_runbook))
        .routes(serve::<ArchiveRunbook, _>(archive::archive_runbook))
        .routes(serve::<RestoreRunbook, _>(archive::restore_runbook))
        .routes(serve::<ListRunbookChanges, _>(history::list_runbook_changes))
}
