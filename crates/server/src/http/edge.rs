//! What stands around every route: the request's name, its line in the log, the limits, the headers.

use crate::{
    http::{
        headers, problem,
        request_id::{self, RequestId},
        serve::{Limits, guard},
    },
    platform::{
        clock::SharedClock,
        log::{self, Answered},
        metrics,
        random::SharedRandom,
    },
};
use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use hq_contract::Problem;
use tokio::time::Instant;
use tracing::Instrument as _;

/// What the edge works with.
#[derive(Clone)]
pub struct Edge {
    /// Gives names to requests.
    pub clock: SharedClock,
    /// Gives names to requests.
    pub random: SharedRandom,
    /// How long and how large things may be.
    pub limits: Limits,
    /// Whether people come by https.
    pub https: bool,
}

/// How the log and the metrics call what no route knows: the console's files and pages.
const NO_ROUTE: &str = "*";

/// Puts the edge around a router, fallbacks included.
pub fn around(router: Router, edge: Edge) -> Router {
    router.layer(from_fn_with_state(edge, pass))
}

async fn pass(State(edge): State<Edge>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::new(edge.clock.as_ref(), edge.random.as_ref());
    let who = log::Who::default();
    request.extensions_mut().insert(id);
    request.extensions_mut().insert(who.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let path = request.uri().path().to_owned();

    let answer = guard::answer(edge.limits, request, next).instrument(tracing::error_span!("request", %id));
    let answer = answer.await;
    let problem = answer.extensions().get::<Problem>().map(|problem| problem.code);
    let mut response = problem::render(answer, &id.to_string());

    headers::put(&mut response, &path, edge.https);
    response.headers_mut().insert(request_id::HEADER, id.header());
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let (status, took) = (response.status().as_u16(), started.elapsed());
    log::request(id, Answered { method: method.as_str(), route, status, problem, took }, &who);
    metrics::request(&method, route, status, took);
    response
}
