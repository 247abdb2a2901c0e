//! What a client has already (RFC 9110, 13.1.2): an answer that it names by its tag is not sent again.

use crate::http::compressed::ENDINGS;
use axum::{
    body::Body,
    extract::Request,
    http::{Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderValue};

/// Answers 304 to a GET whose `If-None-Match` names what would be answered.
pub async fn pass(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let had = if reads { names(request.headers()) } else { String::new() };
    let mut response = next.run(request).await;
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    if response.status() == StatusCode::OK && tag.is_some_and(|tag| names_one(&had, tag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        for about_the_body in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_DISPOSITION] {
            response.headers_mut().remove(about_the_body);
        }
    }
    response
}

fn names(headers: &HeaderMap) -> String {
    let values = headers.get_all(header::IF_NONE_MATCH).iter().map(HeaderValue::to_str);
    values.flatten().collect::<Vec<_>>().join(",")
}

/// A tag as it is before anything is compressed.
fn plain(tag: &str) -> String {
    let strong = tag.trim_start_matches("W/");
    let compressed =
        strong.strip_suffix('"').and_then(|tag| ENDINGS.iter().find_map(|ending| tag.strip_suffix(ending)));
    compressed.map_or_else(|| strong.to_owned(), |tag| format!("{tag}\""))
}

/// Whether an `If-None-Match` names this tag; caches may have made it weak.
#[must_use]
pub fn names_one(if_none_match: &str, tag: &str) -> bool {
    if_none_match
        .split(',')
        .map(str::trim)
        .any(|one| one == "*" || one.trim_start_matches("W/") == tag || plain(one) == tag)
}
