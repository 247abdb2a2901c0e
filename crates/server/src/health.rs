//! Whether the server lives, and whether it can work.

use crate::app::App;
use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use http::header::RETRY_AFTER;
use sea_orm::ConnectionTrait as _;
use std::time::Duration;
use tokio::time::timeout;

/// How long the database may take.
const PATIENCE: Duration = Duration::from_millis(900);

/// `/livez` and `/readyz`, for load balancers.
pub fn router() -> Router<App> {
    Router::new().route("/livez", get(|| async { "ok\n" })).route("/readyz", get(ready))
}

async fn ready(State(app): State<App>) -> impl IntoResponse {
    match timeout(PATIENCE, app.db().read().execute_unprepared("SELECT 1")).await {
        Ok(Ok(_)) => "ok\n".into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "2")], "the database does not answer\n")
            .into_response(),
    }
}
