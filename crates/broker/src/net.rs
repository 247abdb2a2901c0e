//! A listener with limits: so many connections at once, each with a deadline for its head and for its whole life.

use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long a client has for the head of a request, and for the handshake of TLS.
pub const HEAD: Duration = Duration::from_secs(10);
/// How many bytes the head of a request has at most.
const HEAD_BYTES: usize = 16 * 1024;
/// How long a stopping listener waits for requests in flight.
const LAST_REQUESTS: Duration = Duration::from_secs(10);
/// How long after a failure to accept the next one is tried: there may be no more files.
const RECOVER: Duration = Duration::from_millis(100);

/// Accepts connections until told to stop, at most so many at once: the others wait in the system's queue.
pub async fn accept<S>(
    listener: TcpListener,
    most: usize,
    stop: CancellationToken,
    serve: impl Fn(TcpStream, SocketAddr) -> S,
) where
    S: Future<Output = ()> + Send + 'static,
{
    let seats = Arc::new(Semaphore::new(most));
    let tasks = TaskTracker::new();
    loop {
        let seat = tokio::select! {
            () = stop.cancelled() => break,
            seat = seats.clone().acquire_owned() => seat,
        };
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let _ = stream.set_nodelay(true);
                let served = serve(stream, peer);
                tasks.spawn(async move {
                    served.await;
                    drop(seat);
                });
            }
            Err(_) => sleep(RECOVER).await,
        }
    }
    tasks.close();
    let _ = timeout(LAST_REQUESTS, tasks.wait()).await;
}

/// Answers the requests of one connection: until the client leaves, its time is over, or the listener stops; then the request in
/// flight is finished.
pub async fn answer<B, A>(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    life: Duration,
    stop: CancellationToken,
    answer: impl Fn(Request<Incoming>) -> A,
) where
    B: Body<Data = Bytes> + 'static,
    B::Error: std::error::Error + Send + Sync,
    A: Future<Output = Response<B>>,
{
    let service = service_fn(|request| {
        let answered = answer(request);
        async move { Ok::<_, Infallible>(answered.await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let over = sleep(life);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = over => {}
        () = stop.cancelled() => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(LAST_REQUESTS, connection).await;
}
