//! Whether the server lives, and whether it can work.

use crate::app::App;
use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use http::header::RETRY_AFTER;
use std::time::Duration;
use tokio::time::timeout;

/// How long the database may take.
const PATIENCE: Duration = Duration::from_millis(900);

/// `/livez` and `/readyz`, for load balancers.
pub fn router() -> Router<App> {
    Router::new().route("/livez", get(|| async { "ok\n" })).route("/readyz", get(ready))
}

async fn ready(State(app): State<App>) -> impl IntoResponse {
    let unready = |why| (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "2")], why).into_response();
    match timeout(PATIENCE, app.db().takes_writes()).await {
        Ok(Ok(true)) => "ok\n".into_response(),
        Ok(Ok(false)) => unready("the database takes no writes\n"),
        _ => unready("the database does not answer\n"),
    }
}
