//! `GET /providers`

use crate::{access::Actor, app::App, brokers::catalogs, http::problem::Failure};
use axum::{Json, extract::State};
use hq_contract::providers::Providers;

/// Serves [`GetProviders`](hq_contract::providers::GetProviders).
pub async fn get_providers(State(app): State<App>, _: Actor) -> Result<Json<Providers>, Failure> {
    Ok(Json(catalogs::offers(&app, app.db().read()).await?.providers()))
}
