//! A broker as others see it: the Open Service Broker API 2.17 by HTTP.

mod answer;
mod bindings;
mod entry;
mod instances;
mod listen;

pub use entry::Credentials;
pub use listen::serve;

use crate::{Broker, osb::Catalog};
use answer::Failure;
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    middleware,
    response::Response,
    routing::{get, put},
};
use http::{HeaderValue, StatusCode, header::CONNECTION};
use std::sync::Arc;

/// The longest body: certificates of a dataplant are in some.
const MOST_BYTES: usize = 512 * 1024;

/// The broker that is served.
type Served = State<Arc<dyn Broker>>;

/// The API of a broker: who has the credentials may ask, with a version of the protocol that it speaks.
pub fn router(broker: Arc<dyn Broker>, credentials: Credentials) -> Router {
    let instance = put(instances::provision)
        .patch(instances::update)
        .delete(instances::deprovision)
        .get(instances::fetch);
    let binding = put(bindings::bind).delete(bindings::unbind).get(bindings::fetch);
    let entry = Arc::new(entry::Entry::new(&credentials));
    Router::new()
        .route("/v2/catalog", get(catalog))
        .route("/v2/service_instances/{instance}", instance)
        .route("/v2/service_instances/{instance}/last_operation", get(instances::last_operation))
        .route("/v2/service_instances/{instance}/service_bindings/{binding}", binding)
        .route(
            "/v2/service_instances/{instance}/service_bindings/{binding}/last_operation",
            get(bindings::last_operation),
        )
        .fallback(|| async { Failure::new(StatusCode::NOT_FOUND, "There is no such address.") })
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::map_response(close_where_too_long))
        .layer(middleware::from_fn_with_state(entry, entry::enter))
        .with_state(broker)
}

/// The rest of a body that is too long is never read, and so its connection carries nothing more: the client is told, and sends
/// its next request by another.
async fn close_where_too_long(mut answer: Response) -> Response {
    if answer.status() == StatusCode::PAYLOAD_TOO_LARGE {
        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

async fn catalog(State(broker): Served) -> Result<Json<Catalog>, Failure> {
    Ok(Json(broker.catalog().await?))
}
