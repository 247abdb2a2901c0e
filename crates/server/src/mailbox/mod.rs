//! `/mailbox`: mails of a server that sends none, for the person in front of the machine and for nobody else.

mod gate;
mod page;

use crate::{
    app::App,
    db::entity::outbox::MailId,
    http::{preferred_language::PreferredLanguage, problem::Failure},
    mail::outbox,
};
use axum::{
    Router,
    extract::{Path, State},
    middleware::from_fn_with_state,
    response::{Html, IntoResponse},
    routing::get,
};
use hq_contract::ProblemCode;
use hq_text::Texts;
use http::header::{CONTENT_TYPE, HeaderName};

/// The console's tokens and pieces, so that the mailbox looks like a part of it, and its own layout.
const STYLE: &str = concat!(
    include_str!("../../../../style/tokens.css"),
    include_str!("../../../../style/reset.css"),
    include_str!("../../../../style/base.css"),
    include_str!("../../../../style/ui/button.css"),
    include_str!("../../../../style/ui/card.css"),
    include_str!("../../../../style/ui/illustration.css"),
    include_str!("../../../../style/ui/loaded.css"),
    include_str!("../../../../style/ui/logo.css"),
    include_str!("mailbox.css"),
);
/// Mails in the list.
const NEWEST: u64 = 50;

/// The list, a mail, and their style sheet.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/mailbox", get(list))
        .route("/mailbox/{id}", get(one))
        .route("/mailbox/style.css", get(style))
        .route_layer(from_fn_with_state(app.clone(), gate::guard))
        .with_state(app)
}

async fn list(
    State(app): State<App>,
    PreferredLanguage(language): PreferredLanguage,
) -> Result<Html<String>, Failure> {
    let mails = outbox::local(&app, NEWEST).await?;
    Ok(Html(page::list(&Texts::of(language), &mails).into_string()))
}

async fn one(
    State(app): State<App>,
    PreferredLanguage(language): PreferredLanguage,
    Path(id): Path<String>,
) -> Result<Html<String>, Failure> {
    let id: MailId = id.parse().map_err(|_| ProblemCode::NotFound)?;
    let mail = outbox::local_one(&app, id).await?.ok_or(ProblemCode::NotFound)?;
    Ok(Html(page::one(&Texts::of(language), &mail).into_string()))
}

async fn style() -> impl IntoResponse {
    const KIND: [(HeaderName, &str); 1] = [(CONTENT_TYPE, "text/css; charset=utf-8")];
    (KIND, STYLE)
}
