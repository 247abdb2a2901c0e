//! What every request has to be before a handler sees it.

use crate::{problem::Failure, serve::limits::Limits};
use axum::{
    body::Body,
    extract::Request,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures::FutureExt as _;
use hq_contract::{Problem, ProblemCode};
use http::{
    HeaderMap, HeaderValue, Version,
    header::{CONNECTION, CONTENT_LENGTH, EXPECT, HOST, RETRY_AFTER},
    uri::Authority,
};
use http_body_util::BodyExt as _;
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio::time::timeout;

/// Marks a request with two lengths. An extension of the request.
#[derive(Clone, Copy, Debug)]
pub struct TwoLengths;

/// How long a client should wait before it tries again what took too long, in seconds.
const RETRY_SLOW: u32 = 5;

/// Memory that a body gets for being announced; more of it for coming.
const FIRST_PIECE: usize = 16 * 1024;
/// How long a body that is too large is read on.
const LINGER: Duration = Duration::from_secs(1);

/// Answers a request, or refuses it. The body is read here, whole, so that no handler waits for a slow client.
pub async fn answer(limits: Limits, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(detail) = malformed(&parts) {
        return last(Problem::new(ProblemCode::BadRequest).detail(detail));
    }
    if head_bytes(&parts) > limits.head_bytes {
        return last(Problem::new(ProblemCode::HeaderTooLarge));
    }
    let body = match whole(body, &parts.headers, limits).await {
        Ok(body) => body,
        Err(problem) => return last(problem),
    };
    let request = Request::from_parts(parts, body);
    match timeout(limits.request, AssertUnwindSafe(next.run(request)).catch_unwind()).await {
        Ok(Ok(response)) => response,
        // What happened stands in the log already: see log::panics.
        Ok(Err(_)) => Failure::from(ProblemCode::Internal).into_response(),
        Err(_) => {
            tracing::error!("a request took longer than {} s and was given up", limits.request.as_secs());
            let mut response = Failure::from(ProblemCode::Unavailable).into_response();
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(RETRY_SLOW));
            response
        }
    }
}

/// A refusal after which the connection is closed, as it is not known where the next request begins.
fn last(problem: Problem) -> Response {
    let mut response = Failure::from(problem).into_response();
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

fn malformed(parts: &http::request::Parts) -> Option<&'static str> {
    if parts.extensions.get::<TwoLengths>().is_some() {
        return Some("Content-Length and Transfer-Encoding exclude each other");
    }
    let mut hosts = parts.headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) if parts.version == Version::HTTP_11 => Some("the Host header is missing"),
        (None, _) => None,
        (Some(_), Some(_)) => Some("there are several Host headers"),
        (Some(host), None) if is_host(host) => None,
        (Some(_), None) => Some("the Host header is not a host"),
    }
}

fn is_host(value: &HeaderValue) -> bool {
    value
        .to_str()
        .ok()
        .and_then(|host| host.parse::<Authority>().ok())
        .is_some_and(|authority| !authority.host().is_empty() && !authority.as_str().contains('@'))
}

/// The head's length as it was sent, give or take white space.
fn head_bytes(parts: &http::request::Parts) -> usize {
    let fields: usize = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    let target = parts.uri.path_and_query().map_or(0, |target| target.as_str().len());
    fields + target + parts.method.as_str().len() + " HTTP/1.1\r\n\r\n".len()
}

async fn whole(mut body: Body, headers: &HeaderMap, limits: Limits) -> Result<Body, Problem> {
    use http_body::Body as _;
    if body.is_end_stream() {
        return Ok(Body::empty());
    }
    let announced =
        headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limits.body_bytes) {
        // Who asked first has not begun to send.
        if !headers.contains_key(EXPECT) {
            pass_over(body);
        }
        return Err(Problem::new(ProblemCode::TooLarge));
    }
    match timeout(limits.body, gather(&mut body, announced, limits.body_bytes)).await {
        Ok(Ok(bytes)) => Ok(Body::from(bytes)),
        Ok(Err(code)) => {
            if code == ProblemCode::TooLarge {
                pass_over(body);
            }
            Err(Problem::new(code))
        }
        Err(_) => Err(Problem::new(ProblemCode::RequestTimeout)),
    }
}

/// Copies a body into one piece. Kept as they come, the pieces of a client that sends single bytes would hold on to a
/// whole buffer of the connection each.
async fn gather(body: &mut Body, announced: Option<usize>, most: usize) -> Result<Vec<u8>, ProblemCode> {
    let mut bytes = Vec::with_capacity(announced.unwrap_or_default().min(FIRST_PIECE));
    while let Some(frame) = body.frame().await {
        // It broke off, or its chunks are none.
        let frame = frame.map_err(|_| ProblemCode::BadRequest)?;
        if let Some(piece) = frame.data_ref() {
            if bytes.len() + piece.len() > most {
                return Err(ProblemCode::TooLarge);
            }
            bytes.extend_from_slice(piece);
        }
    }
    Ok(bytes)
}

/// Reads what is still on its way, for a moment: closing a connection with unread bytes resets it, and the client
/// would never see the refusal.
fn pass_over(mut body: Body) {
    tokio::spawn(timeout(LINGER, async move { while let Some(Ok(_)) = body.frame().await {} }));
}
