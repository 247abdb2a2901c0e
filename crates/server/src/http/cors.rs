//! The API for a console that is served from another origin (`--trusted-origin`).

use crate::{app::Settings, http::allowance, operation::REPLAYED};
use axum::{
    http::{HeaderName, HeaderValue, Method, header},
    response::Response,
};
use hq_contract::IDEMPOTENCY_KEY;
use std::time::Duration;
use tower_http::cors::CorsLayer;

/// How long a browser may remember what it asked; Chromium takes two hours at most (Fetch standard, `Access-Control-Max-Age`).
const REMEMBERED: Duration = Duration::from_secs(2 * 3600);

/// Lets the pages of trusted origins read the API's answers, with the session's cookie (Fetch standard, CORS protocol).
/// Who may write is decided by [`crate::http::origin`]. Origins that are not trusted get headers too, which [`quiet`] takes back.
pub fn layer(settings: &Settings) -> CorsLayer {
    let origins = settings.trusted_origins.iter().filter_map(|origin| origin.parse::<HeaderValue>().ok());
    CorsLayer::new()
        .allow_origin(origins.collect::<Vec<_>>())
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::ACCEPT_LANGUAGE,
            HeaderName::from_static(IDEMPOTENCY_KEY),
        ])
        .expose_headers([
            header::ETAG,
            header::RETRY_AFTER,
            header::LOCATION,
            header::CONTENT_DISPOSITION,
            allowance::LIMIT,
            allowance::REMAINING,
            allowance::RESET,
            HeaderName::from_static("x-request-id"),
            REPLAYED,
        ])
        .max_age(REMEMBERED)
}

/// Takes the words about other origins from an answer that allows none: whoever may not read it is told nothing.
pub async fn quiet(mut response: Response) -> Response {
    const ABOUT_ORIGINS: [HeaderName; 5] = [
        header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
        header::ACCESS_CONTROL_ALLOW_METHODS,
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        header::ACCESS_CONTROL_MAX_AGE,
    ];
    let headers = response.headers_mut();
    if !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        for name in ABOUT_ORIGINS {
            headers.remove(name);
        }
    }
    response
}
