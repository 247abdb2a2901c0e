//! One connection, from its first byte to its last.

use crate::serve::{
    Site,
    guard::TwoLengths,
    stream::{Watch, Watched},
};
use axum::extract::Request;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::{
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::Service as _;

/// Serves a connection until the client leaves, a deadline passes, or the server stops. A stopping server finishes the
/// request in flight.
pub async fn run(site: Arc<Site>, stream: TcpStream, peer: SocketAddr, stop: CancellationToken) {
    // Answers are written in one go; waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let watch = Arc::new(Watch::default());
    let stream = TokioIo::new(Watched::new(stream, site.limits, watch.clone()));
    let served = AtomicU64::new(0);
    let service = service_fn(|request: http::Request<Incoming>| {
        let number = served.fetch_add(1, Ordering::AcqRel) + 1;
        let mut request: Request = request.map(axum::body::Body::new);
        let (address, loopback) = site.trusted.client(peer.ip(), request.headers());
        request.extensions_mut().insert(address);
        request.extensions_mut().insert(loopback);
        if watch.ambiguous.load(Ordering::Acquire) == number {
            request.extensions_mut().insert(TwoLengths);
        }
        let mut router = site.router.clone();
        let watch = watch.clone();
        async move {
            watch.in_flight.fetch_add(1, Ordering::AcqRel);
            let response = router.call(request).await;
            watch.in_flight.fetch_sub(1, Ordering::AcqRel);
            response
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .max_buf_size(crate::serve::framing::MAX_HEAD)
            // The deadlines are the stream's.
            .header_read_timeout(None)
            .serve_connection(stream, service)
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(peer = %peer.ip(), cause = %error, "connection ended");
    }
}
