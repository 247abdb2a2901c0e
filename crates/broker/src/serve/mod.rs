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
    routing::{get, put},
};
use http::StatusCode;
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
        .layer(middleware::from_fn_with_state(entry, entry::enter))
        .with_state(broker)
}

async fn catalog(State(broker): Served) -> Result<Json<Catalog>, Failure> {
    Ok(Json(broker.catalog().await?))
}
