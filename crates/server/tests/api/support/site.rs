//! The accept loop and the edge around a few routes, for clients that mean no good.

use axum::{
    Router,
    body::Body,
    extract::Request,
    routing::{any, get},
};
use futures::{StreamExt as _, stream};
use hq_server::{
    http::{
        edge::{self, Edge},
        problem::Failure,
        serve::{self, Limits, Site, TrustedProxies, body},
    },
    platform::{clock::SystemClock, random::SystemRandom},
};
use std::{convert::Infallible, future::pending, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// Shorter than the limits are in earnest; the attackers' pace is not.
pub const SHORT: Duration = Duration::from_millis(250);

/// A request of `/`.
pub const GET: &str = "GET / HTTP/1.1\r\nHost: hq\r\n\r\n";

/// A running site; it stops when told to.
pub struct Served {
    pub address: SocketAddr,
    pub stop: CancellationToken,
    pub ended: JoinHandle<()>,
}

/// Serves `/` (the body's length, up to a mebibyte), `/ordinary` (the same, up to what is usual), `/for-ever`, `/panic`, `/events`
/// and what a test adds.
pub async fn start(limits: Limits, more: Router) -> Served {
    Served::behind(TrustedProxies::default(), limits, more).await
}

impl Served {
    /// The same behind proxies.
    pub async fn behind(trusted: TrustedProxies, limits: Limits, more: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/", any(length))
            .layer(body::large())
            .route("/ordinary", any(length))
            .route("/for-ever", get(async || pending::<()>().await))
            .route("/panic", get(async || -> () { panic!("as the test asked") }))
            .route("/events", get(async || Body::from_stream(events())))
            .merge(more);
        let edge =
            Edge { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom), limits, https: false };
        let site = Site { router: edge::around(router, edge), trusted, limits };
        let stop = CancellationToken::new();
        let ended = tokio::spawn(serve::serve(listener, site, stop.clone()));
        Self { address, stop, ended }
    }
}

async fn length(request: Request) -> Result<String, Failure> {
    let (parts, _) = request.into_parts();
    body::whole(&parts).await.map(|body| body.len().to_string())
}

/// Twenty events, more slowly than any limit allows for an ordinary answer.
fn events() -> impl futures::Stream<Item = Result<String, Infallible>> {
    stream::iter(0..20).then(async |number| {
        tokio::time::sleep(SHORT / 4).await;
        Ok(format!("data: {number}\n\n"))
    })
}
