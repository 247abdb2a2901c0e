//! Everything that the server answers, under one roof.

use crate::{
    app::App,
    http::{
        assets::Assets,
        docs_page,
        edge::{self, Edge},
        health,
        problem::Failure,
    },
    mailbox, router,
};
use axum::Router;
use hq_contract::ProblemCode;

/// The API, its documentation, the local mailbox, health, and the console.
pub fn router(app: App, assets: Assets, edge: Edge) -> Router {
    let (api, document) = router::api(app.clone());
    let whole = api
        .merge(docs_page::router(&document, assets.has(docs_page::SCRIPT)))
        .merge(health::router().with_state(app.clone()))
        .merge(mailbox::router(app))
        .merge(assets.router())
        .method_not_allowed_fallback(|| async { Failure::from(ProblemCode::MethodNotAllowed) });
    edge::around(whole, edge)
}
