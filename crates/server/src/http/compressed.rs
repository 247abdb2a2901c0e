//! Long answers, made shorter on their way.
//!
//! Only what is read, and never what is answered to a POST: secrets are told once, to who asks for them so, and the length of
//! a compressed answer with a secret and with words of a stranger tells of the secret (BREACH).

use crate::http::assets::Encoding;
use axum::{
    body::{Body, HttpBody as _, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

/// Shorter answers fit into a packet as they are.
const LEAST: u64 = 1024;
/// Longer ones would keep everybody else waiting.
const MOST: u64 = 1 << 20;

/// Compresses the answer of a GET where the client takes that.
pub async fn pass(request: Request, next: Next) -> Response {
    let reads = request.method() == Method::GET;
    let accepted = accepted(request.headers());
    let mut response = next.run(request).await;
    let length = response.body().size_hint().exact().unwrap_or_default();
    if !reads
        || response.status() != StatusCode::OK
        || !is_json(&response)
        || !(LEAST..=MOST).contains(&length)
    {
        return response;
    }
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if Encoding::choose(&accepted, |encoding| encoding != Encoding::Brotli) != Encoding::Gzip {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let mut gzip = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::fast());
    let Ok(shorter) = gzip.write_all(&body).and_then(|()| gzip.finish()) else {
        return Response::from_parts(parts, Body::from(body));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    // A strong tag is about the bytes: this form has its own.
    let tag = parts
        .headers
        .get(header::ETAG)
        .and_then(|tag| tag.to_str().ok())
        .and_then(|tag| tag.strip_suffix('"'));
    if let Some(tag) = tag.and_then(|tag| HeaderValue::try_from(format!("{tag}{GZIPPED}\"")).ok()) {
        parts.headers.insert(header::ETAG, tag);
    }
    Response::from_parts(parts, Body::from(shorter))
}

/// What the tag of a compressed answer ends with.
pub const GZIPPED: &str = "-gzip";

fn accepted(headers: &HeaderMap) -> String {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().map(HeaderValue::to_str);
    values.flatten().collect::<Vec<_>>().join(",")
}

fn is_json(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json")
}
