//! What clients send takes memory only where somebody wants it, and never more than there is for it.

use crate::{
    on_both,
    support::{
        Browser, Hq, Raw,
        site::{GET, start},
    },
};
use axum::{Router, extract::Request, routing::post};
use hq_contract::Role;
use hq_server::http::{
    problem::Failure,
    serve::{Limits, body},
};
use reqwest::StatusCode;
use serde_json::json;

on_both!(
    a_stranger_is_refused_before_the_body_is_read,
    most_routes_take_64_kb_and_those_with_lists_or_files_a_mebibyte,
);

/// A request that announces a body of a mebibyte and sends none of it.
fn announced(hq: &Hq, request: &str, origin: &str) -> String {
    format!(
        "{request} HTTP/1.1\r\nHost: {}\r\nOrigin: {origin}\r\nContent-Type: application/json\r\n\
        Content-Length: 1048576\r\n\r\n",
        hq.address
    )
}

async fn a_stranger_is_refused_before_the_body_is_read(hq: Hq) {
    let own = format!("http://{}", hq.address);
    let own = own.as_str();
    for (request, origin, status, code) in [
        ("POST /api/v1/organizations", own, 401, "not_signed_in"),
        ("POST /api/v1/organizations/acme/certificates", own, 401, "not_signed_in"),
        ("POST /api/v1/organizations/acme/members/rules", own, 401, "not_signed_in"),
        ("POST /api/v1/nowhere", own, 404, "not_found"),
        ("PUT /api/v1/organizations", own, 405, "method_not_allowed"),
        ("POST /api/v1/organizations", "http://elsewhere.example", 403, "foreign_origin"),
        ("POST /api/v1/session", own, 413, "too_large"),
    ] {
        let mut raw = Raw::connect(hq.address).await;
        raw.send(announced(&hq, request, origin)).await;
        let reply = raw.reply().await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{request}");
        assert!(reply.head.contains("connection: close"), "the rest of it is not waited for: {request}");
        assert_eq!(raw.rest().await, "", "{request}");
    }
    // Somebody who is signed in learns no more of an organization that is not theirs.
    let ada = hq.person("ada@example.org").await;
    let own = announced(&hq, "POST /api/v1/organizations/acme/certificates", own);
    let signed_in = own.replacen("\r\n", &format!("\r\nCookie: {}\r\n", ada.cookie().unwrap()), 1);
    let mut raw = Raw::connect(hq.address).await;
    raw.send(signed_in).await;
    assert_eq!(raw.reply().await.code(), "not_found");
}

/// Sends a body with so many blanks after it.
async fn padded(
    browser: &Browser,
    method: &str,
    path: &str,
    body: &serde_json::Value,
    blanks: usize,
) -> StatusCode {
    let body = format!("{body}{}", " ".repeat(blanks));
    let request =
        browser.request(method, path).header("content-type", "application/json").header("if-match", "*");
    browser.send(request.body(body)).await.status
}

async fn most_routes_take_64_kb_and_those_with_lists_or_files_a_mebibyte(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let org = format!("/organizations/{}", acme.id);
    let user = ada.session().await.user.id;
    let invite = json!({"emails": ["grace@example.org"], "role": Role::User, "rules": []});
    let rules = json!({"rules": []});
    for (method, path, body) in [
        ("POST", "/organizations".to_owned(), json!({"name": "Another"})),
        ("PATCH", org.clone(), json!({})),
        ("POST", format!("{org}/domains"), json!({"name": "acme.example"})),
    ] {
        assert!(padded(&ada, method, &path, &body, 60_000).await.is_success(), "{method} {path}");
        assert_eq!(padded(&ada, method, &path, &body, 65_536).await, 413, "{method} {path}");
    }
    for (method, path, body) in [
        ("POST", format!("{org}/invitations"), invite),
        ("PUT", format!("{org}/members/{user}/rules"), rules.clone()),
        ("POST", format!("{org}/members/{user}/rules/preview"), rules),
        ("POST", format!("{org}/certificates"), json!({"chain": "", "private_key": ""})),
    ] {
        assert_ne!(padded(&ada, method, &path, &body, 500_000).await, 413, "{method} {path}");
        assert_eq!(padded(&ada, method, &path, &body, 1_048_576).await, 413, "{method} {path}");
    }
}

#[tokio::test]
async fn a_body_over_the_routes_limit_is_refused_however_it_comes() {
    let served = start(Limits::default(), Router::new()).await;
    let mut raw = Raw::connect(served.address).await;
    raw.send("POST /ordinary HTTP/1.1\r\nHost: hq\r\nContent-Length: 65536\r\n\r\n").await;
    raw.send(vec![b'a'; 65_536]).await;
    assert_eq!(raw.reply().await.body, "65536");
    raw.send("POST /ordinary HTTP/1.1\r\nHost: hq\r\nContent-Length: 65537\r\n\r\n").await;
    assert_eq!(raw.reply().await.code(), "too_large");

    let mut raw = Raw::connect(served.address).await;
    raw.send("POST /ordinary HTTP/1.1\r\nHost: hq\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n").await;
    raw.send(vec![b'a'; 0x10001]).await;
    assert_eq!(raw.reply().await.code(), "too_large");

    // Who asks before sending is told without `100 Continue`.
    let mut raw = Raw::connect(served.address).await;
    raw.send("POST /ordinary HTTP/1.1\r\nHost: hq\r\nContent-Length: 65537\r\nExpect: 100-continue\r\n\r\n")
        .await;
    let reply = raw.reply().await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "too_large"));
}

#[tokio::test]
async fn a_small_body_that_nobody_wants_does_not_end_the_connection() {
    let served = start(Limits::default(), Router::new()).await;
    let mut raw = Raw::connect(served.address).await;
    for body in ["", "hello", "{\"name\": \"Acme\"}"] {
        raw.send(format!(
            "POST /nowhere HTTP/1.1\r\nHost: hq\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
        .await;
        let reply = raw.reply().await;
        assert_eq!(reply.status, 404);
        assert!(!reply.head.contains("connection: close"));
    }
    raw.send(GET).await;
    assert_eq!(raw.reply().await.status, 200);
}

/// A body of so many bytes, all of it.
fn whole(path: &str, bytes: usize) -> Vec<u8> {
    let head = format!("POST {path} HTTP/1.1\r\nHost: hq\r\nContent-Length: {bytes}\r\n\r\n");
    [head.into_bytes(), vec![b'a'; bytes]].concat()
}

#[tokio::test]
async fn bodies_share_one_budget_until_they_are_answered() {
    let (entered, mut is_in) = tokio::sync::mpsc::channel(1);
    let (release, gate) = tokio::sync::watch::channel(false);
    let held = post(async move |request: Request| {
        let (parts, _) = request.into_parts();
        let body = body::whole(&parts).await?;
        entered.send(()).await.unwrap();
        gate.clone().wait_for(|open| *open).await.unwrap();
        Ok::<_, Failure>(body.len().to_string())
    });
    let limits = Limits { unanswered_bytes: 100 * 1024, ..Limits::default() };
    let served = start(limits, Router::new().route("/held", held)).await;
    let mut first = Raw::connect(served.address).await;
    first.send(whole("/held", 64 * 1024)).await;
    is_in.recv().await.unwrap();

    let mut second = Raw::connect(served.address).await;
    second.send(whole("/", 64 * 1024)).await;
    let reply = second.reply().await;
    assert_eq!((reply.status, reply.code().as_str()), (503, "unavailable"));
    assert!(reply.head.contains("retry-after: 2") && reply.head.contains("connection: close"), "{reply:?}");
    // A request of the usual size is served all the same.
    let mut usual = Raw::connect(served.address).await;
    usual.send(whole("/", 4096)).await;
    assert_eq!(usual.reply().await.body, "4096");

    release.send(true).unwrap();
    assert_eq!(first.reply().await.body, "65536");
    let mut third = Raw::connect(served.address).await;
    third.send(whole("/", 64 * 1024)).await;
    assert_eq!(third.reply().await.body, "65536");
}

#[tokio::test]
async fn unfinished_heads_take_from_the_same_budget() {
    let limits = Limits { unanswered_bytes: 40 * 1024, ..Limits::default() };
    let served = start(limits, Router::new()).await;
    let half = |bytes: usize| format!("GET / HTTP/1.1\r\nHost: hq\r\nX-Large: {}", "a".repeat(bytes));
    let mut first = Raw::connect(served.address).await;
    first.send(half(12 * 1024)).await;
    for _ in 0..4 {
        let mut other = Raw::connect(served.address).await;
        other.send(GET).await;
        assert_eq!(other.reply().await.status, 200);
    }
    let mut second = Raw::connect(served.address).await;
    second.send(half(12 * 1024)).await;
    assert_eq!(second.rest().await, "", "there is no memory for it");
    let mut usual = Raw::connect(served.address).await;
    usual.send(half(3000)).await;
    for raw in [&mut first, &mut usual] {
        raw.send("\r\n\r\n").await;
        assert_eq!(raw.reply().await.status, 200);
    }
    // What the first one took is given back.
    let mut third = Raw::connect(served.address).await;
    third.send(half(12 * 1024) + "\r\n\r\n").await;
    assert_eq!(third.reply().await.status, 200);
}

#[tokio::test]
async fn a_head_is_refused_at_32_kb_before_it_ends() {
    let served = start(Limits::default(), Router::new()).await;
    let mut raw = Raw::connect(served.address).await;
    raw.send(format!("GET / HTTP/1.1\r\nHost: hq\r\nX-Large: {}", "a".repeat(57 * 1024))).await;
    assert_eq!(raw.reply().await.status, 431);
    assert_eq!(raw.rest().await, "");
}
