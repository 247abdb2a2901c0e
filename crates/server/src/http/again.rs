//! Tries again, as a whole, what the database could not do just now: a failover, or two transactions in each other's way, shows
//! as a slower answer where it is over soon, and as 503 with `Retry-After` where it is not.

use crate::{
    app::App,
    db::{Fault, Patience},
    http::serve::body::Arriving,
    platform::random,
};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use std::time::Duration;
use tokio::time::sleep;

/// So often a request is tried at most.
pub const TRIES: u32 = 5;
/// The pause after the first try; each later one is twice as long.
const PAUSE: Duration = Duration::from_millis(20);

/// Answers a request by as many tries as it takes, and as its time and its body allow. A try that may have committed something is
/// the last. Everything of a try is done again: session and permission are looked at anew, and limits count it as another.
pub async fn pass(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let again = parts.clone();
    let mut patience = Patience::begin(app.db().patience());
    let mut response = patience.run(next.clone().run(Request::from_parts(parts, body))).await;
    for number in 1..TRIES {
        let failed = response.extensions().get::<Fault>().is_some();
        let sent = again.extensions.get::<Arriving>().is_none_or(Arriving::is_repeatable);
        if !failed || !sent || !patience.is_repeatable() {
            break;
        }
        let pause = pause(&app, number);
        let Some(more) = patience.again(pause) else { break };
        sleep(pause).await;
        patience = more;
        // A body of a request lies in `Arriving`.
        let request = Request::from_parts(again.clone(), Body::empty());
        response = patience.run(next.clone().run(request)).await;
    }
    response
}

/// The pause after so many tries: between half and one and a half of what it would be, so that two that were in each other's way do
/// not meet again.
pub fn pause(app: &App, number: u32) -> Duration {
    let [chance] = random::bytes::<1>(app.random().as_ref());
    let whole = PAUSE * 2_u32.saturating_pow(number - 1);
    whole / 2 + whole * u32::from(chance) / u32::from(u8::MAX)
}
