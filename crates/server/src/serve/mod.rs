//! The accept loop: hyper under an own one, since `axum::serve` lets slow clients stay for ever.

pub mod address;
mod connection;
mod framing;
pub mod guard;
pub mod limits;
pub mod network;
mod stream;
pub mod system;

pub use address::{ClientAddress, ForwardedHeader, Loopback, TrustedProxies};
pub use limits::Limits;
pub use network::Network;

use axum::Router;
use std::{io, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What is served, and how.
#[derive(Clone, Debug)]
pub struct Site {
    /// Answers the requests.
    pub router: Router,
    /// Proxies to believe.
    pub trusted: TrustedProxies,
    /// How long and how large things may be.
    pub limits: Limits,
}

/// How long to wait when the machine has no more sockets to give.
const NO_SOCKETS: Duration = Duration::from_millis(50);

/// Accepts connections until told to stop, then finishes what is in flight, for [`Limits::drain`] at most.
pub async fn serve(listener: TcpListener, site: Site, stop: CancellationToken) {
    let drain = site.limits.drain;
    let slots = Arc::new(Semaphore::new(site.limits.connections));
    let site = Arc::new(site);
    let tasks = TaskTracker::new();
    let cut = CancellationToken::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &slots) => accepted,
            () = stop.cancelled() => break,
        };
        let (stream, peer, slot) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Most often too many open files; without a pause this loop would take a whole core until some close.
                tracing::warn!(cause = %error, "a connection could not be accepted");
                sleep(NO_SOCKETS).await;
                continue;
            }
        };
        let run = connection::run(site.clone(), stream, peer, stop.clone());
        let cut = cut.clone();
        tasks.spawn(async move {
            tokio::select! { () = run => {}, () = cut.cancelled() => {} }
            drop(slot);
        });
    }
    drop(listener);
    tasks.close();
    if timeout(drain, tasks.wait()).await.is_err() {
        tracing::warn!(connections = tasks.len(), "requests were still in flight and were cut off");
        cut.cancel();
        tasks.wait().await;
    }
}

/// Takes the next connection once there is a slot for it; until then the others wait in the system's queue.
async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
) -> io::Result<(TcpStream, std::net::SocketAddr, tokio::sync::OwnedSemaphorePermit)> {
    let slot = slots.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, slot))
}
