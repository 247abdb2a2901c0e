//! `GET /about`

use crate::{app::App, serve::Loopback};
use axum::{Extension, Json, extract::State};
use hq_contract::{LocalPath, about::About};

/// What this server is
///
/// Open to everybody. Where the server sends no mails, callers on its own machine are told where to read them.
#[utoipa::path(
    get, path = "/about", tag = "about", security(()),
    responses((status = 200, description = "What this server is", body = About))
)]
pub async fn get_about(State(app): State<App>, loopback: Option<Extension<Loopback>>) -> Json<About> {
    let near = loopback.is_some_and(|Extension(Loopback(near))| near);
    let mailbox = (near && app.settings().local_mailbox).then(|| LocalPath::parse("/mailbox").ok()).flatten();
    Json(About { version: env!("CARGO_PKG_VERSION").to_owned(), mailbox })
}
