//! What every request has to be before a handler sees it.

use crate::http::{
    allowance::Allowance,
    problem::Failure,
    serve::{body::Arriving, limits::Limits},
};
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use futures::FutureExt as _;
use hq_contract::{Problem, ProblemCode};
use http::{
    HeaderValue, Version,
    header::{CONNECTION, HOST},
    uri::Authority,
};
use std::{panic::AssertUnwindSafe, time::Duration};
use tokio::time::timeout;

/// Marks a request with two lengths. An extension of the request.
#[derive(Clone, Copy, Debug)]
pub struct TwoLengths;

/// Marks a request through a proxy of a network that has too many under way. An extension of the request.
#[derive(Clone, Copy, Debug)]
pub struct TooMany;

/// How long a client should wait before it tries again what took too long, in seconds.
const RETRY_SLOW: u32 = 5;
/// How long a network should wait that has too many requests under way, in seconds.
const RETRY_MANY: i64 = 1;

/// Answers a request, or refuses it. Its body is still on the connection: a handler takes it in, or it is passed over.
pub async fn answer(limits: Limits, request: Request, next: Next) -> Response {
    let arriving = request.extensions().get::<Arriving>().cloned();
    let Some(arriving) = arriving else { return judge(limits, limits.request, request, next).await };
    let headers = request.headers().clone();
    // The time for an answer counts from the whole request.
    let mut response = judge(limits, limits.body + limits.request, request, next).await;
    if arriving.dismiss(&headers) {
        close_after(&mut response);
    }
    response
}

async fn judge(limits: Limits, patience: Duration, request: Request, next: Next) -> Response {
    if let Some(detail) = malformed(&request) {
        return last(Problem::new(ProblemCode::BadRequest).detail(detail));
    }
    if head_bytes(&request) > limits.head_bytes {
        return last(Problem::new(ProblemCode::HeaderTooLarge));
    }
    if request.extensions().get::<TooMany>().is_some() {
        let most = i64::try_from(limits.per_network).unwrap_or(i64::MAX);
        return Failure::too_many(Allowance::spent(most, RETRY_MANY)).into_response();
    }
    match timeout(patience, AssertUnwindSafe(next.run(request)).catch_unwind()).await {
        Ok(Ok(response)) => response,
        // What happened stands in the log already: see log::panics.
        Ok(Err(_)) => Failure::from(ProblemCode::Internal).into_response(),
        Err(_) => {
            tracing::error!("a request took longer than {} s and was given up", patience.as_secs());
            Failure::unavailable(RETRY_SLOW).into_response()
        }
    }
}

/// A refusal after which the connection is closed, as it is not known where the next request begins.
fn last(problem: Problem) -> Response {
    let mut response = Failure::from(problem).into_response();
    close_after(&mut response);
    response
}

fn close_after(response: &mut Response) {
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
}

fn malformed(request: &Request) -> Option<&'static str> {
    if request.extensions().get::<TwoLengths>().is_some() {
        return Some("Content-Length and Transfer-Encoding exclude each other");
    }
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) if request.version() == Version::HTTP_11 => Some("the Host header is missing"),
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
fn head_bytes(request: &Request) -> usize {
    let fields: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    fields + target + request.method().as_str().len() + " HTTP/1.1\r\n\r\n".len()
}
