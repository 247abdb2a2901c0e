//! Against requests that another site makes a browser send: unsafe methods need the console's own origin.

pub use super::origins::{Origins, is_loopback};

use crate::{access::bearer, app::App, http::problem::Failure};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap,
        header::{COOKIE, ORIGIN},
    },
    middleware::Next,
    response::Response,
};
use hq_contract::ProblemCode;

/// Refuses unsafe methods without a matching `Origin` or, where a client sends none, `Sec-Fetch-Site`. What carries an API key
/// needs neither: no browser sends one by itself, and another site's page would have to ask first ([`crate::http::cors`]). Its cookies
/// are taken off, so that nothing can be done with both.
///
/// # Errors
/// 403 `foreign_origin`
pub async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Result<Response, Failure> {
    if bearer::is_sent(request.headers()) {
        request.headers_mut().remove(COOKIE);
        return Ok(next.run(request).await);
    }
    if request.method().is_safe() || own(app.origins(), request.headers()) {
        Ok(next.run(request).await)
    } else {
        Err(ProblemCode::ForeignOrigin.into())
    }
}

fn own(origins: &Origins, headers: &HeaderMap) -> bool {
    if let Some(origin) = headers.get(ORIGIN) {
        return origin.to_str().is_ok_and(|origin| origins.contains(origin));
    }
    headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}
