//! Who may see the mailbox.

use crate::{
    app::App,
    http::{origin::is_loopback, problem::Failure, serve::Loopback},
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use hq_contract::ProblemCode;
use http::{HeaderMap, Uri, header::HOST, uri::Authority};

/// Lets through only who sits at this machine and typed one of its own names: a site elsewhere whose name was made to
/// lead here (DNS rebinding) comes with that name. Where people reach the server under another name, whoever asks from
/// this machine may be a proxy that speaks for anybody, so nobody sees it then.
///
/// # Errors
/// 404, as for any path that leads nowhere
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Result<Response, Failure> {
    let near = request.extensions().get::<Loopback>().is_some_and(|Loopback(near)| *near);
    let at_home =
        app.settings().public_url.parse::<Uri>().is_ok_and(|url| url.host().is_some_and(is_loopback));
    if app.settings().local_mailbox && at_home && near && is_own_name(request.headers()) {
        Ok(next.run(request).await)
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

fn is_own_name(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    host.is_some_and(|authority| is_loopback(authority.host()))
}
