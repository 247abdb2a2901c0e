//! What a client has already (RFC 9110, 13.1.2): an answer that it names by its tag is not sent again.

use crate::http::compressed::ENDINGS;
use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use headers::{ETag, HeaderMapExt as _, IfNoneMatch};

/// Answers 304 to a GET whose `If-None-Match` names what would be answered.
pub async fn pass(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let had = reads.then(|| request.headers().typed_get::<IfNoneMatch>()).flatten();
    let mut response = next.run(request).await;
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    if response.status() == StatusCode::OK && tag.is_some_and(|tag| has(had.as_ref(), tag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for about_the_body in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_DISPOSITION] {
            response.headers_mut().remove(about_the_body);
        }
    }
    response
}

/// Whether a client has what this tag names, as it is or compressed; caches may have made its tag weak.
#[must_use]
pub fn has(had: Option<&IfNoneMatch>, tag: &str) -> bool {
    let Some(had) = had else { return false };
    let compressed =
        ENDINGS.iter().filter_map(|ending| Some(format!("{}{ending}\"", tag.strip_suffix('"')?)));
    let mut forms = std::iter::once(tag.to_owned()).chain(compressed);
    forms.any(|form| form.parse::<ETag>().is_ok_and(|form| !had.precondition_passes(&form)))
}
