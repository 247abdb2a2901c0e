//! Where local dataplants answer.

use crate::embedded::Embedded;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Answers for the dataplants of a broker, until told to stop: TLS and plain HTTP on one port.
pub async fn serve(_listener: TcpListener, _embedded: Embedded, stop: CancellationToken) {
    stop.cancelled().await;
}
