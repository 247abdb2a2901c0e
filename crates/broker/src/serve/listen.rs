//! Listening.

use crate::net;
use axum::{Router, body::Body};
use rustls::ServerConfig;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// How many connections at once.
const MOST: usize = 256;
/// How long one lasts at most.
const LIFE: Duration = Duration::from_secs(300);

/// Serves a router until told to stop; requests in flight are finished. With TLS where there is a configuration for it.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    router: Router,
    stop: CancellationToken,
) {
    let tls = tls.map(TlsAcceptor::from);
    let serve = |stream: TcpStream, _peer: SocketAddr| {
        let (tls, router, stop) = (tls.clone(), router.clone(), stop.clone());
        async move {
            match tls {
                None => requests(stream, router, stop).await,
                Some(tls) => {
                    if let Ok(Ok(stream)) = timeout(net::HEAD, tls.accept(stream)).await {
                        requests(stream, router, stop).await;
                    }
                }
            }
        }
    };
    net::accept(listener, MOST, stop.clone(), serve).await;
}

async fn requests(
    stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    router: Router,
    stop: CancellationToken,
) {
    net::answer(stream, LIFE, stop, |request| {
        let answering = router.clone().oneshot(request.map(Body::new));
        async move {
            match answering.await {
                Ok(answer) => answer,
                // A router never fails; what it answers may be a failure.
                Err(never) => match never {},
            }
        }
    })
    .await;
}
