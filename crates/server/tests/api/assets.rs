//! The console's files.

use crate::support::{Backend, Hq, Raw, RawReply, Setup};
use hq_server::http::assets::Assets;
use hq_text::Language;
use std::borrow::Cow;

const WASM: &str = "hq-console-0123456789abcdef_bg.wasm";

async fn start() -> Hq {
    let files = [
        ("index.html", "<!doctype html>plain"),
        ("index.html.br", "BROTLI"),
        ("index.html.gz", "GZIP"),
        (WASM, "wasm"),
        ("boot.js", "boot"),
    ];
    let file = |(index, (path, content)): (u8, &(&str, &'static str))| {
        ((*path).to_owned(), Cow::Borrowed(content.as_bytes()), [index; 32])
    };
    let assets = Assets::new((0..).zip(&files).map(file));
    Hq::start_with(Backend::Sqlite, Setup { assets, ..Setup::default() }).await
}

async fn request(hq: &Hq, method: &str, path: &str, headers: &str) -> RawReply {
    let mut raw = Raw::connect(hq.address).await;
    raw.send(format!("{method} {path} HTTP/1.1\r\nHost: hq\r\nConnection: close\r\n{headers}\r\n")).await;
    let all = raw.rest().await;
    let (head, body) = all.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    RawReply { status, head: format!("{}\r\n", head.to_lowercase()), body: body.to_owned() }
}

fn header<'a>(reply: &'a RawReply, name: &str) -> &'a str {
    reply.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
}

#[tokio::test]
async fn every_page_of_the_console_starts_with_the_same_file() {
    let hq = start().await;
    for path in
        ["/", "/index.html", "/organizations/acme", "/join/dG9rZW4-_", "/sign-in?return_to=%2F", "/apiary"]
    {
        let reply = request(&hq, "GET", path, "").await;
        assert_eq!((reply.status, reply.body.as_str()), (200, "<!doctype html>plain"), "{path}");
        assert_eq!(header(&reply, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&reply, "cache-control"), "no-cache");
    }
}

#[tokio::test]
async fn what_is_no_page_is_not_found() {
    let hq = start().await;
    for path in [
        "/missing.js",
        "/organizations/x.css",
        "/api",
        "/api/v2/me",
        "/texts",
        "/texts/en-0.json",
        "/mailbox/x/y",
        "/boot.js.br",
    ] {
        let reply = request(&hq, "GET", path, "").await;
        assert_eq!((reply.status, reply.code().as_str()), (404, "not_found"), "{path}");
    }
    let reply = request(&hq, "POST", "/organizations", "Content-Length: 0\r\n").await;
    assert_eq!((reply.status, header(&reply, "allow")), (405, "get, head"));
}

#[tokio::test]
async fn a_browser_that_opens_a_page_gets_one_whatever_stands_in_its_address() {
    let hq = start().await;
    let browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
    for path in ["/join/dG9rZW4-_.", "/organizations/x.css", "/organizations/..%2f..%2f", "/missing.js"] {
        let reply = request(&hq, "GET", path, browser).await;
        assert_eq!((reply.status, reply.body.as_str()), (404, "<!doctype html>plain"), "{path}");
        assert!(reply.head.contains("\r\nvary: accept\r\n"), "{path}: {}", reply.head);
        let script = request(&hq, "GET", path, "Accept: */*\r\n").await;
        assert_eq!((script.status, script.code().as_str()), (404, "not_found"), "{path}");
    }
    for path in ["/api/v1/nothing", "/texts/en-0.json", "/mailbox/x/y"] {
        assert_eq!(request(&hq, "GET", path, browser).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn files_named_by_their_content_are_kept_for_ever() {
    let hq = start().await;
    let reply = request(&hq, "GET", &format!("/{WASM}"), "").await;
    assert_eq!(header(&reply, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&reply, "content-type"), "application/wasm");
    let reply = request(&hq, "GET", "/boot.js", "").await;
    assert_eq!(header(&reply, "cache-control"), "no-cache");
    assert_eq!(header(&reply, "content-type"), "text/javascript; charset=utf-8");
}

#[tokio::test]
async fn the_client_chooses_the_encoding() {
    let hq = start().await;
    for (accept, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "BROTLI"),
        ("gzip", "gzip", "GZIP"),
        ("br;q=0.1, gzip;q=0.9", "gzip", "GZIP"),
        ("br;q=0, *;q=0.5", "gzip", "GZIP"),
        ("identity", "", "<!doctype html>plain"),
    ] {
        let reply = request(&hq, "GET", "/", &format!("Accept-Encoding: {accept}\r\n")).await;
        assert_eq!((header(&reply, "content-encoding"), reply.body.as_str()), (encoding, body), "{accept}");
        assert_eq!(header(&reply, "vary"), "accept-encoding");
    }
    let reply = request(&hq, "GET", "/boot.js", "Accept-Encoding: br\r\n").await;
    assert_eq!((header(&reply, "content-encoding"), reply.body.as_str()), ("", "boot"));
}

#[tokio::test]
async fn what_a_client_has_is_not_sent_again() {
    let hq = start().await;
    let plain = header(&request(&hq, "GET", "/", "").await, "etag").to_owned();
    let brotli = header(&request(&hq, "GET", "/", "Accept-Encoding: br\r\n").await, "etag").to_owned();
    assert!(plain.starts_with('"') && plain != brotli);
    for known in [plain.clone(), format!("\"other\", W/{plain}"), "*".to_owned()] {
        let reply = request(&hq, "GET", "/", &format!("If-None-Match: {known}\r\n")).await;
        assert_eq!((reply.status, reply.body.as_str(), header(&reply, "etag")), (304, "", plain.as_str()));
        assert_eq!(header(&reply, "cache-control"), "no-cache");
    }
    let other = format!("If-None-Match: {plain}\r\nAccept-Encoding: br\r\n");
    assert_eq!(request(&hq, "GET", "/", &other).await.status, 200);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let hq = start().await;
    let reply = request(&hq, "HEAD", "/", "").await;
    assert_eq!((reply.status, header(&reply, "content-length"), reply.body.as_str()), (200, "20", ""));
}

#[tokio::test]
async fn the_texts_of_each_language_are_files_too() {
    let hq = start().await;
    for language in Language::ALL {
        let reply = request(&hq, "GET", &language.path(), "").await;
        assert_eq!((reply.status, header(&reply, "content-type")), (200, "application/json"));
        let lines = serde_json::from_str(&reply.body).unwrap();
        assert!(hq_text::Texts::from_lines(language, lines).is_ok());
        assert_eq!(header(&reply, "cache-control"), "public, max-age=31536000, immutable");
        let small = request(&hq, "GET", &language.path(), "Accept-Encoding: gzip\r\n").await;
        assert_eq!(header(&small, "content-encoding"), "gzip");
    }
}

#[tokio::test]
async fn a_server_without_the_console_says_how_to_get_it() {
    let hq = Hq::start(Backend::Sqlite).await;
    let reply = request(&hq, "GET", "/sign-in", "Accept-Language: fr\r\n").await;
    assert_eq!(reply.status, 503);
    assert!(reply.body.contains("cargo xtask run") && reply.body.contains("lang=\"fr\""), "{}", reply.body);
}
