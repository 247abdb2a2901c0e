//! The headers of every kind of answer.

use crate::support::{Backend, Hq, Raw, RawReply, Setup};
use hq_server::{assets::Assets, headers::CONTENT_SECURITY};

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types default";

async fn start(https: bool) -> Hq {
    let assets = Assets::new([("index.html".to_owned(), b"<!doctype html>".as_slice().into(), [7; 32])]);
    Hq::start_with(Backend::Sqlite, Setup { assets, https, ..Setup::default() }).await
}

async fn get(hq: &Hq, path: &str) -> RawReply {
    let mut raw = Raw::connect(hq.address).await;
    raw.send(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", hq.address)).await;
    raw.reply().await
}

#[tokio::test]
async fn every_answer_says_what_browsers_may_not_do() {
    let hq = start(false).await;
    for (path, status) in [
        ("/", 200),
        ("/organizations/acme", 200),
        ("/missing.js", 404),
        ("/livez", 200),
        ("/readyz", 200),
        ("/mailbox", 200),
        ("/mailbox/style.css", 200),
        ("/api/docs", 200),
        ("/api/openapi.json", 200),
        ("/api/v1/about", 200),
        ("/api/v1/me", 401),
        ("/api/nothing", 404),
    ] {
        let reply = get(&hq, path).await;
        assert_eq!(reply.status, status, "{path}");
        for header in [
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-embedder-policy: require-corp",
            "cross-origin-resource-policy: same-origin",
            "permissions-policy: accelerometer=()",
            "x-request-id: ",
            "cache-control: ",
        ] {
            assert!(reply.head.contains(&format!("\r\n{header}")), "{path} lacks {header}: {}", reply.head);
        }
        assert!(!reply.head.contains("strict-transport-security"));
        assert_eq!(reply.head.contains(&CSP.to_lowercase()), reply.head.contains("text/html"), "{path}");
        if path.starts_with("/api/") {
            assert!(reply.head.contains("cache-control: no-store"), "{path}");
        }
    }
}

#[tokio::test]
async fn https_is_asked_for_where_it_is_there() {
    let reply = get(&start(true).await, "/api/v1/about").await;
    assert!(reply.head.contains("strict-transport-security: max-age=63072000"));
}

#[tokio::test]
async fn each_answer_has_a_name_of_its_own() {
    let hq = start(false).await;
    let mut raw = Raw::connect(hq.address).await;
    let mut names = Vec::new();
    for _ in 0..2 {
        raw.send("GET /livez HTTP/1.1\r\nHost: hq\r\nX-Request-Id: mine\r\n\r\n").await;
        let head = raw.reply().await.head;
        names.push(head.split("x-request-id: ").nth(1).unwrap().lines().next().unwrap().to_owned());
    }
    assert!(names[0] != names[1] && !names.contains(&"mine".to_owned()));
    assert!(names.iter().all(|name| name.len() == 36 && name.as_bytes()[14] == b'7'), "{names:?}");
}

#[test]
fn the_policy_is_the_one_that_the_console_was_made_for() {
    assert_eq!(CONTENT_SECURITY, CSP);
}

/// A console that is served from another origin reads the API; a page of anybody else's does not.
#[tokio::test]
async fn trusted_origins_may_read_the_api() {
    let trusted = "https://console.example.org";
    let setup = Setup { trusted_origins: vec![trusted.to_owned()], ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    let url = format!("http://{}/api/v1/about", hq.address);
    let client = reqwest::Client::new();
    for (origin, allowed) in [(trusted, Some(trusted)), ("https://evil.example", None)] {
        let preflight = client
            .request(reqwest::Method::OPTIONS, &url)
            .header("origin", origin)
            .header("access-control-request-method", "PATCH")
            .header("access-control-request-headers", "if-match,idempotency-key,content-type");
        let answer = client.get(&url).header("origin", origin).send().await.unwrap();
        for answer in [preflight.send().await.unwrap(), answer] {
            let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
            assert_eq!(header("access-control-allow-origin"), allowed, "{origin}");
            if allowed.is_some() {
                assert_eq!(header("access-control-allow-credentials"), Some("true"));
            }
        }
    }
}
