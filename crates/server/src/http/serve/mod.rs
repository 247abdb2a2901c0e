//! The accept loop: hyper under an own one, since `axum::serve` lets slow clients stay for ever.

pub mod address;
pub mod body;
mod budget;
mod connection;
mod framing;
pub mod guard;
pub mod limits;
pub mod network;
mod seats;
mod stream;
pub mod system;

pub use address::{ClientAddress, ForwardedHeader, Loopback, TrustedProxies};
pub use limits::Limits;
pub use network::Network;

use axum::Router;
use budget::Budget;
use seats::Seats;
use std::{sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
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

/// A site with what all its connections share.
#[derive(Debug)]
struct House {
    site: Site,
    seats: Seats,
    budget: Budget,
}

/// How long to wait when the machine has no more sockets to give.
const NO_SOCKETS: Duration = Duration::from_millis(50);

/// Accepts connections until told to stop, then finishes what is in flight, for [`Limits::drain`] at most. Nobody waits for
/// being accepted: where the house is full, somebody has to go, the newcomer only if all others are being answered.
pub async fn serve(listener: TcpListener, site: Site, stop: CancellationToken) {
    let limits = site.limits;
    let (seats, budget) = (Seats::new(limits), Budget::new(limits.unanswered_bytes));
    let house = Arc::new(House { site, seats, budget });
    let tasks = TaskTracker::new();
    let cut = CancellationToken::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Most often too many open files; without a pause this loop would take a whole core until some close.
                tracing::warn!(cause = %error, "a connection could not be accepted");
                sleep(NO_SOCKETS).await;
                continue;
            }
        };
        let Some(seated) = house.seats.enter(house.site.trusted.stranger(peer.ip())) else {
            tracing::debug!(peer = %peer.ip(), "there was no place for a connection");
            continue;
        };
        let run = connection::run(house.clone(), stream, peer, seated, stop.clone());
        let cut = cut.clone();
        tasks.spawn(async move {
            tokio::select! { () = run => {}, () = cut.cancelled() => {} }
        });
    }
    drop(listener);
    tasks.close();
    if timeout(limits.drain, tasks.wait()).await.is_err() {
        tracing::warn!(connections = tasks.len(), "requests were still in flight and were cut off");
        cut.cancel();
        tasks.wait().await;
    }
}
