//! One question to one server.

use super::Unreachable;
use hickory_resolver::{
    net::{
        DnsHandle as _, NetError,
        runtime::TokioRuntimeProvider,
        tcp::TcpClientStream,
        udp::UdpClientStream,
        xfer::{DnsExchange, FirstAnswer as _},
    },
    proto::op::{DnsRequest, DnsRequestOptions, Message, Query, ResponseCode},
};
use std::{net::SocketAddr, time::Duration};
use tokio::time::timeout;

/// How long a server may take for one answer.
const ANSWER: Duration = Duration::from_secs(2);
/// After which time a packet that may be lost is sent again.
const AGAIN: Duration = Duration::from_millis(800);

/// Asks by UDP, and by TCP where the answer is too long for a packet: that has at most 64 KiB (RFC 1035, 4.2.2), and so does
/// what is read. The server is to ask others where `recursion` is.
///
/// # Errors
/// Where there is no answer in time, or it is none.
pub async fn ask(server: SocketAddr, query: &Query, recursion: bool) -> Result<Message, Unreachable> {
    let mut options = DnsRequestOptions::default();
    (options.recursion_desired, options.retry_interval) = (recursion, AGAIN);
    let answer = exchange(server, query, options).await?;
    if !matches!(answer.metadata.response_code, ResponseCode::FormErr | ResponseCode::NotImp) {
        return Ok(answer);
    }
    // A server from before EDNS (RFC 6891, 7).
    options.use_edns = false;
    exchange(server, query, options).await
}

async fn exchange(
    server: SocketAddr,
    query: &Query,
    options: DnsRequestOptions,
) -> Result<Message, Unreachable> {
    let asked = async {
        let provider = TokioRuntimeProvider::default();
        let udp = UdpClientStream::builder(server, provider.clone()).with_timeout(Some(ANSWER)).exchange();
        let answer = send(&udp, query, options).await?;
        if !answer.metadata.truncation {
            return Ok(answer);
        }
        let tcp = TcpClientStream::exchange(server, None, ANSWER, None, provider).await?;
        send(&tcp, query, options).await
    };
    let answer = timeout(2 * ANSWER, asked).await.map_err(|_| Unreachable)?;
    let answer = answer.map_err(|_: NetError| Unreachable)?;
    let whole = !answer.metadata.truncation && answer.queries.iter().eq([query]);
    if whole { Ok(answer) } else { Err(Unreachable) }
}

async fn send(
    exchange: &DnsExchange<TokioRuntimeProvider>,
    query: &Query,
    options: DnsRequestOptions,
) -> Result<Message, NetError> {
    let request = DnsRequest::from_query(query.clone(), options);
    exchange.send(request).first_answer().await.map(|answer| answer.into_message())
}
