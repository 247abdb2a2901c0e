//! The headers of every kind of answer.

use crate::support::{Backend, Hq, Raw, RawReply, Setup};
use hq_server::http::{
    assets::Assets,
    headers::{CONTENT_SECURITY, DRAWS_ITSELF, NOT_A_PAGE},
};
use reqwest::{Client, Method, Response};

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types default";
const STRICT: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
/// The API's documentation alone is drawn by a script that styles what it makes.
const LOOSER: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'";

async fn start(https: bool) -> Hq {
    let file = |path: &str, content: &'static str| (path.to_owned(), content.as_bytes().into(), [7; 32]);
    let assets = Assets::new([
        file("index.html", "<!doctype html>"),
        file("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        file("boot.js", "1"),
        file("api-reference.js", "1"),
    ]);
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
        ("/drawing.svg", 200),
        ("/boot.js", 200),
        ("/livez", 200),
        ("/readyz", 200),
        ("/mailbox", 200),
        ("/mailbox/style.css", 200),
        ("/api/docs", 200),
        ("/api/docs/plain", 200),
        ("/api/docs/viewer.js", 200),
        ("/api/docs/viewer.css", 200),
        ("/api/docs/licence.txt", 200),
        ("/api/docs/nothing", 404),
        ("/api-reference.js", 200),
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
        let policy = match path {
            "/api/docs" => LOOSER,
            _ if reply.head.contains("text/html") => CSP,
            _ => STRICT,
        };
        let header = format!("\r\ncontent-security-policy: {}\r\n", policy.to_lowercase());
        assert!(reply.head.contains(&header), "{path}: {}", reply.head);
        if path.starts_with("/api/") {
            // Whoever has the document asks whether it is the same.
            let kept = if path.ends_with(".json") { "no-cache" } else { "no-store" };
            assert!(reply.head.contains(&format!("cache-control: {kept}")), "{path}");
        }
    }
}

#[tokio::test]
async fn a_server_without_the_viewer_shows_the_plain_page_under_the_strict_policy() {
    let hq = Hq::start(Backend::Sqlite).await;
    let [drawn, plain] = [get(&hq, "/api/docs").await, get(&hq, "/api/docs/plain").await];
    assert!(drawn.body.contains("<main") && !drawn.body.contains("<script"), "{}", drawn.body);
    assert_eq!(drawn.body, plain.body);
    let header = format!("\r\ncontent-security-policy: {}\r\n", CSP.to_lowercase());
    assert!(drawn.head.contains(&header), "{}", drawn.head);
}

#[tokio::test]
async fn https_is_asked_for_where_it_is_there() {
    let reply = get(&start(true).await, "/api/v1/about").await;
    let header = "\r\nstrict-transport-security: max-age=63072000; includesubdomains\r\n";
    assert!(reply.head.contains(header), "{}", reply.head);
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

/// What a browser has of a page keeps its policy: the headers of "not modified" would take its place.
#[tokio::test]
async fn a_page_that_is_kept_keeps_its_policy() {
    let hq = start(false).await;
    let page = get(&hq, "/").await;
    let tag = page.head.split("\r\netag: ").nth(1).unwrap().lines().next().unwrap();
    let mut raw = Raw::connect(hq.address).await;
    raw.send(format!("GET / HTTP/1.1\r\nHost: hq\r\nIf-None-Match: {tag}\r\n\r\n")).await;
    let reply = raw.reply().await;
    assert_eq!(reply.status, 304);
    assert!(!reply.head.contains("content-security-policy"), "{}", reply.head);
}

#[test]
fn the_policy_is_the_one_that_the_console_was_made_for() {
    assert_eq!((CONTENT_SECURITY, NOT_A_PAGE, DRAWS_ITSELF), (CSP, STRICT, LOOSER));
}

const TRUSTED: &str = "https://console.example.org";

fn header<'a>(answer: &'a Response, name: &str) -> Option<&'a str> {
    answer.headers().get(name).and_then(|value| value.to_str().ok())
}

/// What a browser asks before it sends a change, and the answer to a read, from this origin.
async fn from_origin(hq: &Hq, origin: &str, method: &str) -> [Response; 2] {
    let url = format!("http://{}/api/v1/about", hq.address);
    let client = Client::new();
    let preflight = client
        .request(Method::OPTIONS, &url)
        .header("origin", origin)
        .header("access-control-request-method", method)
        .header("access-control-request-headers", "if-match,idempotency-key,content-type,accept-language");
    let answer = client.get(&url).header("origin", origin);
    [preflight.send().await.unwrap(), answer.send().await.unwrap()]
}

async fn with_another_console() -> Hq {
    let setup = Setup { trusted_origins: vec![TRUSTED.to_owned()], ..Setup::default() };
    Hq::start_with(Backend::Sqlite, setup).await
}

/// A console that is served from another origin reads the API and writes by it, as docs/operations.md says.
#[tokio::test]
async fn trusted_origins_may_use_the_api() {
    let hq = with_another_console().await;
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
        let [preflight, answer] = from_origin(&hq, TRUSTED, method).await;
        for answer in [&preflight, &answer] {
            assert_eq!(header(answer, "access-control-allow-origin"), Some(TRUSTED));
            assert_eq!(header(answer, "access-control-allow-credentials"), Some("true"));
            assert!(header(answer, "vary").is_some_and(|vary| vary.contains("origin")), "{answer:?}");
        }
        assert_eq!(preflight.status(), 200);
        assert_eq!(header(&preflight, "access-control-allow-methods"), Some("GET,POST,PUT,PATCH,DELETE"));
        assert_eq!(
            header(&preflight, "access-control-allow-headers"),
            Some("authorization,content-type,if-match,if-none-match,accept-language,idempotency-key")
        );
        assert_eq!(header(&preflight, "access-control-max-age"), Some("7200"));
        assert_eq!(
            header(&answer, "access-control-expose-headers"),
            Some(
                "etag,retry-after,location,content-disposition,ratelimit-limit,ratelimit-remaining,ratelimit-reset,\
                 x-request-id,idempotency-replayed"
            )
        );
    }
}

/// A page of anybody else's is told nothing at all, not even what others may do.
#[tokio::test]
async fn no_other_origin_is_told_anything() {
    let hq = with_another_console().await;
    let alone = Hq::start(Backend::Sqlite).await;
    let near = ["https://console.example.org.evil.example", "http://console.example.org", "null"];
    for origin in ["https://evil.example", "https://console.example.org:444"].into_iter().chain(near) {
        for hq in [&hq, &alone] {
            for answer in from_origin(hq, origin, "PATCH").await {
                let told: Vec<_> = answer
                    .headers()
                    .keys()
                    .filter(|name| name.as_str().starts_with("access-control"))
                    .collect();
                assert!(told.is_empty(), "{origin}: {told:?}");
            }
        }
    }
    // The mailbox, the files and the pages have no other readers than their own origin.
    for path in ["/", "/mailbox", "/livez", "/api/docs", "/api/openapi.json"] {
        let url = format!("http://{}{path}", hq.address);
        let answer = Client::new().get(url).header("origin", TRUSTED).send().await.unwrap();
        assert_eq!(header(&answer, "access-control-allow-origin"), None, "{path}");
    }
}
