//! `POST /webhooks/stripe`: Stripe tells that something happened. What it says is not believed: its id is noted, and the thing that it
//! is about is read from Stripe.

use super::events;
use crate::{
    app::App,
    http::{problem::Failure, serve::body},
};
use axum::{
    Router,
    extract::{Request, State},
    http::StatusCode,
    routing::post,
};
use hq_contract::{BASE, Problem, ProblemCode};
use serde::Deserialize;

/// The one operation that no person and no program of a customer's calls: it stands beside the API, and is not described with it.
pub fn routes() -> Router<App> {
    Router::new().route(&format!("{BASE}/webhooks/stripe"), post(stripe_webhook))
}

/// What of an event is read.
#[derive(Debug, Deserialize)]
struct Told {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: Data,
}

#[derive(Debug, Deserialize)]
struct Data {
    object: Object,
}

#[derive(Debug, Deserialize)]
struct Object {
    id: String,
}

/// 200 once the event is done with, now or before; 400 where it is not Stripe's; 503 where it has to be told again.
async fn stripe_webhook(State(app): State<App>, request: Request) -> Result<StatusCode, Failure> {
    let stripe = app.stripe().ok_or(ProblemCode::NotFound)?;
    let (parts, _) = request.into_parts();
    let header = parts.headers.get("stripe-signature").and_then(|value| value.to_str().ok());
    let header = header.ok_or_else(|| refused("the signature is missing"))?.to_owned();
    let body = body::whole(&parts).await?;
    let now = app.clock().now().unix_timestamp();
    if let Err(error) = stripe.verify(&header, &body, now) {
        tracing::warn!(%error, "a webhook of Stripe's was refused");
        return Err(refused(&error.to_string()));
    }
    let told: Told = serde_json::from_slice(&body).map_err(|_| refused("the event is not understood"))?;
    events::take(
        &app,
        stripe,
        &events::Event { id: &told.id, kind: &told.kind, object: &told.data.object.id },
    )
    .await?;
    Ok(StatusCode::OK)
}

fn refused(why: &str) -> Failure {
    Problem::new(ProblemCode::BadRequest).detail(why).into()
}
