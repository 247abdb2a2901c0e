//! One connection, from its first byte to its last.

use crate::http::serve::{
    ClientAddress, House, Network, Site,
    body::Arriving,
    framing::MAX_HEAD,
    guard::{TooMany, TwoLengths},
    seats::{Seated, Visit},
    stream::{Watch, Watched},
};
use axum::{body::Body, extract::Request};
use http_body::Body as _;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::{
    net::SocketAddr,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::Service as _;

/// Serves a connection until the client leaves, a deadline passes, its seat is needed, or the server stops. A stopping server
/// finishes the request in flight.
pub async fn run(
    house: Arc<House>,
    stream: TcpStream,
    peer: SocketAddr,
    seated: Seated,
    stop: CancellationToken,
) {
    // Answers are written in one go; waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let site = &house.site;
    let watch = Arc::new(Watch::default());
    let seat = seated.seat().clone();
    let stream = TokioIo::new(Watched::new(stream, site.limits, watch.clone(), seat, house.budget.part()));
    let served = AtomicU64::new(0);
    let service = service_fn(|request: http::Request<Incoming>| {
        let number = served.fetch_add(1, Ordering::AcqRel) + 1;
        let mut request = received(&house, request, peer);
        if watch.ambiguous.load(Ordering::Acquire) == number {
            request.extensions_mut().insert(TwoLengths);
        }
        let visit = carried(site, &request, peer).map(|network| seated.visit(network));
        if let Some(None) = visit {
            request.extensions_mut().insert(TooMany);
        }
        let under_way = UnderWay { watch: watch.clone(), _visit: visit.flatten() };
        let mut router = site.router.clone();
        let watch = watch.clone();
        async move {
            watch.in_flight.fetch_add(1, Ordering::AcqRel);
            let response = router.call(request).await;
            watch.in_flight.fetch_sub(1, Ordering::AcqRel);
            response.map(|response| response.map(|body| Answer { body, _under_way: under_way }))
        }
    });
    let mut connection = pin!(
        http1::Builder::new()
            .max_buf_size(MAX_HEAD)
            // The deadlines are the stream's.
            .header_read_timeout(None)
            .serve_connection(stream, service)
    );
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = seated.asked_to_leave() => Ok(()),
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(peer = %peer.ip(), cause = %error, "connection ended");
    }
}

/// A request with what the connection knows of it. Its body stays on the connection until a handler takes it in.
fn received(house: &House, request: http::Request<Incoming>, peer: SocketAddr) -> Request {
    let (mut parts, body) = request.into_parts();
    let (address, loopback) = house.site.trusted.client(peer.ip(), &parts.headers);
    parts.extensions.insert(address);
    parts.extensions.insert(loopback);
    if !body.is_end_stream() {
        parts.extensions.insert(Arriving::new(Body::new(body), &house.budget, house.site.limits.body));
    }
    Request::from_parts(parts, Body::empty())
}

/// The network of the client whose request a proxy carries.
fn carried(site: &Site, request: &Request, peer: SocketAddr) -> Option<Network> {
    site.trusted.carried(peer.ip(), *request.extensions().get::<ClientAddress>()?)
}

/// A request from its head to the end of its answer.
struct UnderWay {
    watch: Arc<Watch>,
    _visit: Option<Visit>,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.watch.answered.fetch_add(1, Ordering::AcqRel);
    }
}

/// The body of an answer, which ends the request when it is sent.
struct Answer {
    body: Body,
    _under_way: UnderWay,
}

impl http_body::Body for Answer {
    type Data = bytes::Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}
