//! Where a request comes from.

use crate::{
    http::{
        problem::Failure,
        request_id::RequestId,
        serve::{ClientAddress, body::Arriving},
    },
    operation::{Origin, Repeat},
};
use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderMap, Method, header, request::Parts},
};
use hq_contract::{IDEMPOTENCY_KEY, Problem, ProblemCode};

/// The client's address, as text.
pub fn address(parts: &Parts) -> String {
    parts.extensions.get::<ClientAddress>().map(|address| address.0.to_string()).unwrap_or_default()
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Failure;

    /// 400 where the key of a PUT, PATCH or DELETE is none.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let request_id = parts.extensions.get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        let origin = Self::of(address(parts), request_id);
        if ![Method::PUT, Method::PATCH, Method::DELETE].contains(&parts.method) {
            return Ok(origin);
        }
        let Some(key) = idempotency_key(&parts.headers)? else { return Ok(origin) };
        let version = parts.headers.get(header::IF_MATCH).and_then(|version| version.to_str().ok());
        let target = format!("{} {}", target(parts), version.unwrap_or_default());
        Ok(origin.repeatable(Repeat { key, target, body: parts.extensions.get::<Arriving>().cloned() }))
    }
}

/// Method and path.
pub fn target(parts: &Parts) -> String {
    let path = parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.path(), |uri| uri.path());
    format!("{} {path}", parts.method)
}

/// What names a try, where the client gave it a name.
///
/// # Errors
/// 400 where it is no such name.
pub fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Failure> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    match value.to_str() {
        Ok(key) if (1..=255).contains(&key.len()) => Ok(Some(key.to_owned())),
        _ => Err(Problem::new(ProblemCode::BadRequest)
            .detail("Idempotency-Key: 1 to 255 visible ASCII characters")
            .into()),
    }
}
