//! Who has a place where all are taken: the house full of one client's connections is still open to others.

use crate::support::Raw;
use crate::support::site::{GET, SHORT, Served, start};
use axum::{Router, routing::get};
use hq_server::http::serve::{ForwardedHeader, Limits, TrustedProxies};
use std::future::pending;
use tokio::time::{Duration, Instant};

fn small(connections: usize, per_network: usize) -> Limits {
    Limits { connections, per_network, patience: Duration::from_secs(60), ..Limits::default() }
}

/// A connection whose request was answered and which waits for the next one.
async fn idle(served: &Served, from: &str) -> Raw {
    let mut raw = Raw::connect_from(from, served.address).await;
    raw.send(GET).await;
    assert_eq!(raw.reply().await.status, 200);
    raw
}

/// A connection that the server knows to be in the middle of a request's body: it asked for it.
async fn sending(served: &Served, from: &str) -> Raw {
    let mut raw = Raw::connect_from(from, served.address).await;
    raw.send("POST / HTTP/1.1\r\nHost: hq\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n").await;
    raw.expect_continue().await;
    raw
}

/// Whether it is served still.
async fn is_open(raw: &mut Raw) -> bool {
    raw.send(GET).await;
    raw.try_reply().await.is_some_and(|reply| reply.status == 200)
}

#[tokio::test]
async fn where_all_places_are_taken_the_longest_idle_one_is_closed() {
    let served = start(small(3, 3), Router::new()).await;
    let mut first = idle(&served, "127.0.0.2").await;
    // Told apart by the clock, which counts in milliseconds.
    let mut second = later(&served, "127.0.0.3").await;
    let mut third = later(&served, "127.0.0.4").await;
    assert!(is_open(&mut first).await, "and so it is the second that has been idle longest");
    let mut newcomer = idle(&served, "127.0.0.9").await;
    assert_eq!(second.rest().await, "");
    assert!(is_open(&mut first).await && is_open(&mut third).await && is_open(&mut newcomer).await);
}

/// The same as `idle`, some milliseconds later than what was before.
async fn later(served: &Served, from: &str) -> Raw {
    let now = Instant::now();
    while now.elapsed() < Duration::from_millis(5) {
        tokio::task::yield_now().await;
    }
    idle(served, from).await
}

#[tokio::test]
async fn a_silent_connection_is_idle_too() {
    let served = start(small(1, 1), Router::new()).await;
    let mut silent = Raw::connect_from("127.0.0.2", served.address).await;
    let _honest = idle(&served, "127.0.0.9").await;
    assert_eq!(silent.rest().await, "");
}

#[tokio::test]
async fn slow_bodies_of_one_client_leave_others_in_at_once() {
    let served = start(small(6, 6), Router::new()).await;
    let mut other = sending(&served, "127.0.0.3").await;
    let mut slow = Vec::new();
    for _ in 0..5 {
        slow.push(sending(&served, "127.0.0.2").await);
    }
    let began = Instant::now();
    let mut honest = idle(&served, "127.0.0.9").await;
    assert!(began.elapsed() < SHORT, "the newcomer waited");
    assert_eq!(slow[0].rest().await, "", "the first of who holds most");
    // Who holds no more than others is left to finish.
    other.send("123456789").await;
    assert_eq!(other.reply().await.body, "9");
    assert!(is_open(&mut honest).await);
}

#[tokio::test]
async fn half_a_head_keeps_no_place_either() {
    let served = start(small(3, 3), Router::new()).await;
    let mut slow = Vec::new();
    for _ in 0..3 {
        // After an answer the server has certainly begun to read.
        let mut raw = idle(&served, "127.0.0.2").await;
        raw.send([GET, "GET / HTTP/1.1\r\nHos"].concat()).await;
        assert_eq!(raw.reply().await.status, 200);
        slow.push(raw);
    }
    let mut honest = idle(&served, "127.0.0.9").await;
    assert_eq!(slow[0].rest().await, "");
    assert!(is_open(&mut honest).await);
}

#[tokio::test]
async fn one_network_cannot_take_all_places() {
    let served = start(small(4, 2), Router::new()).await;
    let mut other = idle(&served, "127.0.0.3").await;
    let mut first = later(&served, "127.0.0.2").await;
    let mut second = later(&served, "127.0.0.2").await;
    let mut third = later(&served, "127.0.0.2").await;
    assert_eq!(first.rest().await, "", "its own longest idle one, though another's is older");
    assert!(is_open(&mut second).await && is_open(&mut third).await && is_open(&mut other).await);
}

#[tokio::test]
async fn who_is_being_answered_keeps_the_place() {
    let (entered, mut is_in) = tokio::sync::mpsc::channel(1);
    let (release, gate) = tokio::sync::watch::channel(false);
    let held = get(async move || {
        entered.send(()).await.unwrap();
        gate.clone().wait_for(|open| *open).await.unwrap();
        "done"
    });
    let served = start(small(1, 1), Router::new().route("/held", held)).await;
    let mut busy = Raw::connect_from("127.0.0.2", served.address).await;
    busy.send("GET /held HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    is_in.recv().await.unwrap();
    let mut newcomer = Raw::connect_from("127.0.0.9", served.address).await;
    assert_eq!(newcomer.rest().await, "", "refused at once, instead of waiting");
    release.send(true).unwrap();
    assert_eq!(busy.reply().await.body, "done");
}

#[tokio::test]
async fn an_answer_that_nobody_takes_keeps_no_place() {
    let endless = get(async || {
        axum::body::Body::from_stream(futures::stream::repeat_with(|| {
            Ok::<_, std::convert::Infallible>(axum::body::Bytes::from_static(&[0; 65536]))
        }))
    });
    let limits = Limits { patience: Duration::ZERO, ..small(1, 1) };
    let served = start(limits, Router::new().route("/endless", endless)).await;
    let mut greedy = Raw::connect_from("127.0.0.2", served.address).await;
    greedy.send("GET /endless HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    let began = Instant::now();
    // Until the system's buffers are full, the server is at work.
    loop {
        assert!(began.elapsed() < Duration::from_secs(5), "nobody gets in");
        let mut honest = Raw::connect_from("127.0.0.9", served.address).await;
        if is_open(&mut honest).await {
            break;
        }
    }
}

fn behind_a_proxy() -> TrustedProxies {
    TrustedProxies { networks: vec!["127.0.0.0/8".parse().unwrap()], header: ForwardedHeader::XForwardedFor }
}

#[tokio::test]
async fn behind_a_proxy_a_network_has_a_share_of_the_requests_under_way() {
    let (entered, mut is_in) = tokio::sync::mpsc::channel(2);
    let held = get(async move || {
        entered.send(()).await.unwrap();
        pending::<()>().await;
    });
    let served = Served::behind(behind_a_proxy(), small(64, 2), Router::new().route("/held", held)).await;
    let ask = |path: &str, client: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: hq\r\nX-Forwarded-For: {client}\r\n\r\n")
    };
    let mut held = Vec::new();
    for last in ["1", "2"] {
        let mut raw = Raw::connect_from("127.0.0.1", served.address).await;
        raw.send(ask("/held", &format!("2001:db8:1:2::{last}"))).await;
        is_in.recv().await.unwrap();
        held.push(raw);
    }
    let mut raw = Raw::connect_from("127.0.0.1", served.address).await;
    raw.send(ask("/", "2001:db8:1:2:ffff::3")).await;
    let reply = raw.reply().await;
    assert_eq!((reply.status, reply.code().as_str()), (429, "too_many_requests"));
    for told in ["retry-after: 1", "ratelimit-limit: 2", "ratelimit-remaining: 0", "ratelimit-reset: 1"] {
        assert!(reply.head.contains(&format!("\r\n{told}\r\n")), "{told}: {}", reply.head);
    }
    // The next network, and the proxy's other connections, are not concerned.
    raw.send(ask("/", "2001:db8:1:3::1")).await;
    assert_eq!(raw.reply().await.status, 200);
    for _ in 0..8 {
        held.push(idle(&served, "127.0.0.1").await);
    }
    // Places are given back: with the two gone, their network is served again.
    held.clear();
    let began = Instant::now();
    loop {
        raw.send(ask("/", "2001:db8:1:2::1")).await;
        if raw.reply().await.status == 200 {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(5), "its places are never given back");
    }
}
