//! `GET /about`

use crate::{app::App, http::serve::Loopback};
use axum::{Extension, Json, extract::State};
use hq_contract::{LocalPath, about::About};

/// Serves [`GetAbout`](hq_contract::about::GetAbout).
pub async fn get_about(State(app): State<App>, loopback: Option<Extension<Loopback>>) -> Json<About> {
    let near = loopback.is_some_and(|Extension(Loopback(near))| near);
    let mailbox = (near && app.settings().local_mailbox).then(|| LocalPath::parse("/mailbox").ok()).flatten();
    Json(About { version: env!("CARGO_PKG_VERSION").to_owned(), mailbox })
}
