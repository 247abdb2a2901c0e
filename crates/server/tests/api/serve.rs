//! Clients that mean no good, and what they get. The limits are shorter than in earnest; the attackers' pace is not.

use crate::support::{
    Backend, Hq, Raw,
    site::{GET, SHORT, Served, start},
};
use axum::{
    Router,
    body::{Body, Bytes},
    routing::get,
};
use futures::{StreamExt as _, stream};
use hq_server::http::serve::Limits;
use std::{convert::Infallible, time::Duration};
use tokio::{sync::mpsc, time::Instant};

const PACE: Duration = Duration::from_millis(40);

fn limits() -> Limits {
    Limits {
        first_byte: SHORT,
        head: SHORT,
        body: SHORT,
        request: SHORT,
        idle: SHORT * 2,
        write: SHORT,
        ..Limits::default()
    }
}

async fn connect(limits: Limits) -> (Raw, Served) {
    let served = start(limits, Router::new()).await;
    (Raw::connect(served.address).await, served)
}

#[tokio::test]
async fn a_silent_connection_is_closed() {
    let (mut raw, _served) = connect(limits()).await;
    let began = Instant::now();
    assert_eq!(raw.rest().await, "");
    assert!(began.elapsed() >= SHORT);
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_cut_off() {
    let (mut raw, _served) = connect(limits()).await;
    raw.send("GET / HTTP/1.1\r\nHost: hq\r\nX-Slow: ").await;
    raw.drip(b"a", PACE).await;
    assert_eq!(raw.rest().await, "");
}

#[tokio::test]
async fn a_slow_head_after_a_good_request_is_cut_off() {
    let (mut raw, _served) = connect(limits()).await;
    raw.send(GET).await;
    assert_eq!(raw.reply().await.status, 200);
    raw.drip(b"G", PACE).await;
    assert!(!raw.rest().await.contains("200 OK"));
}

#[tokio::test]
async fn a_body_that_comes_byte_by_byte_is_refused_and_the_connection_closed() {
    for length in ["Content-Length: 5000", "Transfer-Encoding: chunked"] {
        let (mut raw, _served) = connect(limits()).await;
        raw.send(format!("POST / HTTP/1.1\r\nHost: hq\r\n{length}\r\n\r\n")).await;
        let piece: &[u8] = if length.starts_with('C') { b"a" } else { b"1\r\na\r\n" };
        raw.drip(piece, PACE).await;
        let answer = raw.rest().await;
        assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("request_timeout"), "{answer}");
    }
}

#[tokio::test]
async fn a_body_of_more_than_a_mebibyte_is_refused() {
    let (mut raw, _served) = connect(Limits::default()).await;
    raw.send("POST / HTTP/1.1\r\nHost: hq\r\nContent-Length: 1048577\r\n\r\n").await;
    let reply = raw.reply().await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));
    assert!(reply.head.contains("connection: close"));

    // Also to a client that sends everything before it listens.
    let (mut raw, _served) = connect(Limits::default()).await;
    raw.send("POST / HTTP/1.1\r\nHost: hq\r\nContent-Length: 8388608\r\n\r\n").await;
    raw.send(vec![b'a'; 8_388_608]).await;
    assert_eq!(raw.reply().await.code(), "too_large");

    let (mut raw, _served) = connect(Limits::default()).await;
    raw.send("POST / HTTP/1.1\r\nHost: hq\r\nTransfer-Encoding: chunked\r\n\r\n").await;
    for _ in 0..17 {
        raw.send([b"10000\r\n", [b'a'; 0x10000].as_slice(), b"\r\n"].concat()).await;
    }
    let reply = raw.reply().await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));

    let (mut raw, _served) = connect(Limits::default()).await;
    raw.send("POST / HTTP/1.1\r\nHost: hq\r\nContent-Length: 1048576\r\n\r\n").await;
    raw.send(vec![b'a'; 1_048_576]).await;
    assert_eq!(raw.reply().await.body, "1048576");
}

#[tokio::test]
async fn a_head_of_more_than_32_kb_is_refused() {
    let head = |size: usize| format!("GET / HTTP/1.1\r\nHost: hq\r\nX-Large: {}\r\n\r\n", "a".repeat(size));
    let (mut raw, _served) = connect(Limits::default()).await;
    raw.send(head(31 * 1024)).await;
    assert_eq!(raw.reply().await.status, 200);
    raw.send(head(33 * 1024)).await;
    let reply = raw.reply().await;
    assert_eq!((reply.status, reply.code().as_str()), (431, "header_too_large"));

    let (mut raw, _served) = connect(Limits::default()).await;
    raw.send(head(200 * 1024)).await;
    assert_eq!(raw.reply().await.status, 431);
}

#[tokio::test]
async fn two_lengths_are_refused_and_what_follows_is_not_read() {
    let smuggled = "GET / HTTP/1.1\r\nHost: hq\r\n\r\n";
    for pair in
        ["Content-Length: 4\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 4"]
    {
        let (mut raw, _served) = connect(limits()).await;
        raw.send(GET).await;
        assert_eq!(raw.reply().await.status, 200);
        raw.send(format!("POST / HTTP/1.1\r\nHost: hq\r\n{pair}\r\n\r\n0\r\n\r\n{smuggled}")).await;
        let reply = raw.reply().await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "bad_request"));
        assert_eq!(raw.rest().await, "");
    }
}

#[tokio::test]
async fn a_request_names_one_host() {
    for (host, status) in [
        ("", 400),
        ("Host:\r\n", 400),
        ("Host: a b\r\n", 400),
        ("Host: hq/path\r\n", 400),
        ("Host: me@hq\r\n", 400),
        ("Host: hq\r\nHost: hq\r\n", 400),
        ("Host: hq:8080\r\n", 200),
        ("Host: [::1]:8080\r\n", 200),
    ] {
        let (mut raw, _served) = connect(limits()).await;
        raw.send(format!("GET / HTTP/1.1\r\n{host}\r\n")).await;
        assert_eq!(raw.reply().await.status, status, "{host:?}");
    }
    let (mut raw, _served) = connect(limits()).await;
    raw.send("GET / HTTP/1.0\r\n\r\n").await;
    assert!(raw.rest().await.contains("200 OK"));
}

#[tokio::test]
async fn an_idle_connection_is_kept_for_a_while() {
    let (mut raw, _served) = connect(limits()).await;
    raw.send([GET, GET].concat()).await;
    assert_eq!((raw.reply().await.status, raw.reply().await.status), (200, 200));
    let began = Instant::now();
    assert_eq!(raw.rest().await, "");
    assert!(began.elapsed() >= SHORT, "closed at once");
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let (mut raw, _served) = connect(limits()).await;
    raw.send("GET /for-ever HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    let reply = raw.reply().await;
    assert_eq!((reply.status, reply.code().as_str()), (503, "unavailable"));
    assert!(reply.head.contains("retry-after: "));
}

#[tokio::test]
async fn a_panic_is_an_answer() {
    let (mut raw, _served) = connect(limits()).await;
    raw.send("GET /panic HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    let reply = raw.reply().await;
    assert_eq!((reply.status, reply.code().as_str()), (500, "internal"));
    assert!(!reply.body.contains("as the test asked"));
    raw.send(GET).await;
    assert_eq!(raw.reply().await.status, 200);
}

#[tokio::test]
async fn a_stream_of_events_outlives_the_limits() {
    let (mut raw, _served) = connect(limits()).await;
    raw.send("GET /events HTTP/1.1\r\nHost: hq\r\nConnection: close\r\n\r\n").await;
    let all = raw.rest().await;
    assert!(all.contains("data: 19"), "{all}");
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_cut_off() {
    let (dropped, mut told) = mpsc::channel::<()>(1);
    let endless = get(move || {
        let body =
            stream::repeat(dropped.clone()).map(|_| Ok::<_, Infallible>(Bytes::from_static(&[0; 65536])));
        std::future::ready(Body::from_stream(body))
    });
    let served = start(limits(), Router::new().route("/endless", endless)).await;
    let mut raw = Raw::connect(served.address).await;
    raw.send("GET /endless HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    served.stop.cancel();
    // The stream holds the only senders once the router is gone: the channel ends when the connection does.
    tokio::time::timeout(Duration::from_secs(5), served.ended).await.expect("it ends").unwrap();
    assert!(told.recv().await.is_none());
}

#[tokio::test]
async fn stopping_finishes_what_is_in_flight_and_closes_what_is_idle() {
    let (entered, mut is_in) = mpsc::channel(1);
    let (release, gate) = tokio::sync::watch::channel(false);
    let held = get(async move || {
        entered.send(()).await.unwrap();
        gate.clone().wait_for(|open| *open).await.unwrap();
        "done"
    });
    let long =
        Limits { idle: Duration::from_secs(60), request: Duration::from_secs(60), ..Limits::default() };
    let served = start(long, Router::new().route("/held", held)).await;
    let (mut busy, mut idle) = (Raw::connect(served.address).await, Raw::connect(served.address).await);
    idle.send(GET).await;
    assert_eq!(idle.reply().await.status, 200);
    busy.send("GET /held HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    is_in.recv().await.unwrap();

    served.stop.cancel();
    assert_eq!(idle.rest().await, "");
    assert!(!served.ended.is_finished());
    release.send(true).unwrap();
    assert!(busy.rest().await.ends_with("done"));
    served.ended.await.unwrap();
    assert!(tokio::net::TcpStream::connect(served.address).await.is_err());
}

#[tokio::test]
async fn stopping_does_not_wait_for_ever() {
    let limits = Limits { drain: SHORT, ..Limits::default() };
    let (mut raw, served) = connect(limits).await;
    raw.send(GET).await;
    raw.reply().await;
    raw.send("GET /for-ever HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    // Served before the stop: the answer to a second connection's request came after this one was read.
    let mut other = Raw::connect(served.address).await;
    other.send(GET).await;
    other.reply().await;
    served.stop.cancel();
    tokio::time::timeout(Duration::from_secs(5), served.ended).await.expect("it ends").unwrap();
}

#[tokio::test]
async fn bytes_that_are_no_json_are_bad_requests() {
    let hq = Hq::start(Backend::Sqlite).await;
    let deep = format!("{{\"email\": {}{}}}", "[".repeat(20_000), "]".repeat(20_000));
    for body in [b"{\"email\": \"\xff\xfe\"}".as_slice(), deep.as_bytes(), b"{"] {
        let mut raw = Raw::connect(hq.address).await;
        let origin = format!("http://{}", hq.address);
        let head = format!(
            "POST /api/v1/session HTTP/1.1\r\nHost: hq\r\nOrigin: {origin}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        raw.send([head.as_bytes(), body].concat()).await;
        let reply = raw.reply().await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "bad_request"));
    }
}

#[tokio::test]
async fn bytes_that_are_no_http_are_not_answered_with_more_than_400() {
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00".as_slice(),
        b"GET /\xff HTTP/1.1\r\nHost: hq\r\n\r\n",
        b"GET / HTTP/9\r\n\r\n",
    ] {
        let (mut raw, _served) = connect(limits()).await;
        raw.send(bytes).await;
        let answer = raw.rest().await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
}
