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
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::io::{self, Write as _};

/// Shorter answers fit into a packet as they are.
const LEAST: u64 = 1024;
/// Longer ones would keep everybody else waiting.
const MOST: u64 = 1 << 20;

/// How hard brotli tries, and how far it looks back (2^18 bytes): no harder than what costs gzip's time, and not so far that the memory
/// for it costs more than the work (docs/decisions/0054-compressed-answers.md).
const BROTLI: (i32, i32) = (3, 18);

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
    let encoding = Encoding::choose(&accepted, |_| true);
    let Some(ending) = ending(encoding) else { return response };
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let Ok(shorter) = shorter(encoding, &body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.token()));
    // A strong tag is about the bytes: each form has its own.
    let tag = parts
        .headers
        .get(header::ETAG)
        .and_then(|tag| tag.to_str().ok())
        .and_then(|tag| tag.strip_suffix('"'));
    if let Some(tag) = tag.and_then(|tag| HeaderValue::try_from(format!("{tag}{ending}\"")).ok()) {
        parts.headers.insert(header::ETAG, tag);
    }
    Response::from_parts(parts, Body::from(shorter))
}

const BY_BROTLI: &str = "-br";
const BY_GZIP: &str = "-gzip";
/// What the tags of compressed answers end with.
pub const ENDINGS: [&str; 2] = [BY_BROTLI, BY_GZIP];

const fn ending(encoding: Encoding) -> Option<&'static str> {
    match encoding {
        Encoding::Brotli => Some(BY_BROTLI),
        Encoding::Gzip => Some(BY_GZIP),
        Encoding::Identity => None,
    }
}

fn shorter(encoding: Encoding, body: &[u8]) -> io::Result<Vec<u8>> {
    let mut shorter = Vec::with_capacity(body.len() / 4);
    if encoding == Encoding::Brotli {
        let (quality, lgwin) = BROTLI;
        let parameters =
            BrotliEncoderParams { quality, lgwin, size_hint: body.len(), ..BrotliEncoderParams::default() };
        let mut rest = body;
        brotli::BrotliCompress(&mut rest, &mut shorter, &parameters)?;
        return Ok(shorter);
    }
    let mut gzip = GzEncoder::new(shorter, Compression::fast());
    gzip.write_all(body)?;
    gzip.finish()
}

fn accepted(headers: &HeaderMap) -> String {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().map(HeaderValue::to_str);
    values.flatten().collect::<Vec<_>>().join(",")
}

fn is_json(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json")
}
