//! Where local dataplants answer: one port, TLS and plain HTTP. Under its names by SNI with its certificate, and on this machine
//! under an address of its own, `http://<32 hexadecimal digits>.localhost:PORT/`.

mod answer;
pub(crate) mod ask;
mod page;
mod table;
mod tls;

use crate::{embedded::Embedded, net};
pub use page::{PageWords, Words};

use answer::{Asker, answer};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use table::Doors;
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

/// How many connections at once.
const MOST: usize = 512;
/// How long one lasts at most.
const LIFE: Duration = Duration::from_secs(60);
/// The first byte of a TLS record that begins a handshake (RFC 8446, 5.1). No method of HTTP begins with it.
const HANDSHAKE: u8 = 22;

/// Answers for the dataplants of a broker, until told to stop. The listener's address is the configuration's
/// [`FrontDoor`](crate::embedded::FrontDoor).
pub async fn serve(listener: TcpListener, embedded: Embedded, stop: CancellationToken) {
    let doors = Arc::new(Doors::new(embedded));
    let tls = match tls::acceptor(doors.clone()) {
        Ok(tls) => tls,
        Err(error) => {
            tracing::error!(%error, "the front door cannot do TLS");
            return;
        }
    };
    let serve = |stream: TcpStream, peer: SocketAddr| {
        let (doors, tls, stop) = (doors.clone(), tls.clone(), stop.clone());
        async move {
            // Before the handshake, which chooses the certificate without waiting.
            doors.refresh().await;
            let mut first = [0; 1];
            match timeout(net::HEAD, stream.peek(&mut first)).await {
                Ok(Ok(1)) => {}
                _ => return,
            }
            if first == [HANDSHAKE] {
                // Who asks for a name that nobody here has gets no certificate, and so no connection.
                let Ok(Ok(stream)) = timeout(net::HEAD, tls.accept(stream)).await else { return };
                let name = stream.get_ref().1.server_name().map(str::to_ascii_lowercase);
                let asker = Asker { peer, name };
                net::answer(stream, LIFE, stop, |request| answer(&doors, &asker, request)).await;
            } else {
                let asker = Asker { peer, name: None };
                net::answer(stream, LIFE, stop, |request| answer(&doors, &asker, request)).await;
            }
        }
    };
    net::accept(listener, MOST, stop.clone(), serve).await;
}
