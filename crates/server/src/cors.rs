//! The API for a console that is served from another origin (`--trusted-origin`).

use crate::app::Settings;
use axum::http::{HeaderName, HeaderValue, Method, header};
use hq_contract::IDEMPOTENCY_KEY;
use tower_http::cors::CorsLayer;

/// Lets the pages of trusted origins read the API's answers, with the session's cookie (Fetch standard, CORS protocol).
/// Who may write is decided by [`crate::origin`].
pub fn layer(settings: &Settings) -> CorsLayer {
    let origins = settings.trusted_origins.iter().filter_map(|origin| origin.parse::<HeaderValue>().ok());
    CorsLayer::new()
        .allow_origin(origins.collect::<Vec<_>>())
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::ACCEPT_LANGUAGE,
            HeaderName::from_static(IDEMPOTENCY_KEY),
        ])
        .expose_headers([
            header::ETAG,
            header::RETRY_AFTER,
            header::LOCATION,
            HeaderName::from_static("x-request-id"),
        ])
}
