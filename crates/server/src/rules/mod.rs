//! Rules: what members who are no admins may do.

mod get;
mod history;
pub mod jobs;
mod preview;
mod put;
mod put_many;
pub mod store;

use crate::{
    app::App,
    http::{endpoint::serve, serve::body},
};
use hq_contract::rules::{GetRules, ListRulesChanges, PreviewRules, PutRules, PutRulesOfMembers};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<GetRules, _>(get::get_rules))
        .routes(serve::<PutRules, _>(put::put_rules))
        .routes(serve::<PreviewRules, _>(preview::preview_rules))
        .routes(serve::<PutRulesOfMembers, _>(put_many::put_rules_of_members))
        .layer(body::large())
        .routes(serve::<ListRulesChanges, _>(history::list_rules_changes))
}
