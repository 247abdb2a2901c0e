//! What an operation answers.

use crate::platform::token::hash;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hq_contract::ETag;

/// An answer of JSON, or an empty one. The tag of a version also tells how it is shown, which depends on who looks and on other
/// things: a change starts from the version alone, and a copy is only as good as its text.
pub fn answer(status: StatusCode, body: Option<String>, etag: Option<ETag>) -> Response {
    let etag = match (etag, &body) {
        (Some(ETag(version)), Some(body)) => {
            let shown = URL_SAFE_NO_PAD.encode(hash(&[body]).get(..9).unwrap_or_default());
            Some(ETag(format!("{}.{shown}\"", version.trim_end_matches('"'))))
        }
        (etag, _) => etag,
    };
    let mut response = match body {
        Some(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        None => status.into_response(),
    };
    if let Some(value) = etag.and_then(|etag| HeaderValue::from_str(&etag.0).ok()) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}
