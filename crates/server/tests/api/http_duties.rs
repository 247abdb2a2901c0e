//! What HTTP asks of answers: how to sign in, where what was created is, which bodies are taken; and long
//! answers made shorter.

use crate::{
    on_both,
    support::{Hq, Reply},
};
use flate2::read::GzDecoder;
use serde_json::json;
use std::{collections::BTreeSet, io::Read as _};

on_both!(
    who_is_not_signed_in_is_told_how,
    what_was_created_says_where_it_is,
    what_is_listed_is_read_by_its_id,
    another_kind_of_body_is_told_which_is_taken,
    long_answers_come_compressed_and_secrets_do_not,
);

async fn who_is_not_signed_in_is_told_how(hq: Hq) {
    let browser = hq.browser();
    let wrong = json!({"email": "ada@example.org", "password": "wrong"});
    for reply in [browser.get("/me").await, browser.post("/session", &wrong).await] {
        assert_eq!(reply.status, 401, "{}", reply.body);
        assert_eq!(reply.header("www-authenticate"), Some("Session realm=\"HQ\""));
    }
    assert_eq!(browser.get("/nothing").await.header("www-authenticate"), None);
}

async fn what_was_created_says_where_it_is(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let there = async |reply: &Reply| {
        let location = reply.header("location").unwrap_or_else(|| panic!("{} {}", reply.status, reply.body));
        let path = location.strip_prefix("/api/v1").unwrap();
        assert!(path.ends_with(reply.json()["id"].as_str().unwrap()), "{path}");
        path.to_owned()
    };
    let create = || {
        ada.request("POST", "/organizations").header("idempotency-key", "k").json(&json!({"name": "Acme"}))
    };
    for _ in 0..2 {
        let created = ada.send(create()).await;
        let path = there(&created).await;
        assert_eq!(ada.get(&path).await.json(), created.json());
    }
    let claimed = ada.post("/organizations/acme/domains", &json!({"name": "acme-labs.example"})).await;
    let path = there(&claimed).await;
    assert!(path.starts_with("/organizations/acme/domains/"), "{path}");
    assert_eq!(ada.get(&path).await.json(), claimed.json());
    assert_eq!(ada.send(ada.request("DELETE", &path)).await.status, 204);
    // What has no path of its own, and what was refused.
    let invited = json!({"emails": ["bob@example.net"], "role": "user"});
    assert_eq!(ada.post("/organizations/acme/invitations", &invited).await.header("location"), None);
    assert_eq!(ada.post("/organizations", &json!({})).await.header("location"), None);
}

/// Requests, cards and credentials: in tests of their own.
async fn what_is_listed_is_read_by_its_id(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    ada.create("Acme").await;
    let eve = hq.person("eve@example.net").await;
    eve.create("Eve").await;
    ada.post("/organizations/acme/domains", &json!({"name": "acme-labs.example"})).await;
    ada.post("/organizations/acme/invitations", &json!({"emails": ["bob@example.net"], "role": "user"}))
        .await;
    for list in ["/organizations/acme/domains", "/organizations/acme/invitations", "/me/sessions"] {
        let listed = ada.get(list).await.json();
        let first = &listed["items"][0];
        let id = first["id"].as_str().unwrap();
        assert_eq!(ada.get(&format!("{list}/{id}")).await.json(), *first, "{list}");
        let elsewhere = list.replace("acme", "eve");
        for (who, path) in [(&eve, list), (&eve, &*elsewhere)] {
            assert_eq!(who.get(&format!("{path}/{id}")).await.status, 404, "{path}");
        }
    }
}

async fn another_kind_of_body_is_told_which_is_taken(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    ada.create("Acme").await;
    let json = "application/json, application/merge-patch+json";
    for (method, path, also, taken) in [
        ("POST", "/organizations", Some("accept-post"), json),
        ("PATCH", "/me", Some("accept-patch"), json),
        ("PUT", "/me/password", None, json),
        ("PUT", "/me/picture", None, "image/png, image/jpeg, image/webp"),
        ("PUT", "/organizations/acme/logo", None, "image/png, image/jpeg, image/webp"),
    ] {
        let sent = ada.request(method, path).header("if-match", "*").header("content-type", "text/plain");
        let reply = ada.send(sent.body("name")).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("accept")),
            (415, Some(taken)),
            "{method} {path}: {}",
            reply.body
        );
        assert!(also.is_none_or(|name| reply.header(name) == Some(taken)), "{method} {path}");
    }
}

/// Brotli where the client takes it, and does not like gzip better.
async fn long_answers_come_compressed_and_secrets_do_not(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let asked = |method: &str, path: &str| ada.request(method, path).header("accept-encoding", "br, gzip");
    let short = ada.send(asked("GET", "/me")).await;
    assert_eq!(
        (short.header("content-encoding"), short.header("vary").is_some_and(|it| it.contains("encoding"))),
        (None, false)
    );
    let acme = ada.create("Acme").await;
    let path = format!("/organizations/{}", acme.id);
    let description = "長".repeat(400);
    let patch =
        ada.request("PATCH", &path).header("if-match", "*").json(&json!({"description": description}));
    assert_eq!(ada.send(patch).await.status, 200);

    let plain = ada.get(&path).await;
    assert_eq!(plain.header("content-encoding"), None);
    let mut tags = vec![plain.header("etag").unwrap().to_owned()];
    for (accepted, encoding) in
        [("br, gzip", "br"), ("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("br;q=0.5, gzip", "gzip")]
    {
        let asked = ada.request("GET", &path).header("accept-encoding", accepted);
        let reply = asked.send().await.unwrap();
        let header = |name: &str| reply.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-encoding"), encoding, "{accepted}");
        let vary: Vec<_> =
            reply.headers().get_all("vary").iter().map(|it| it.to_str().unwrap().to_owned()).collect();
        assert!(vary.join(",").contains("accept-encoding"), "{vary:?}");
        tags.push(header("etag"));
        let short = reply.bytes().await.unwrap();
        assert!(short.len() * 2 < plain.body.len());
        assert_eq!(unpacked(encoding, &short), plain.body);
    }
    // Each form has a tag of its own, and each is as good.
    assert!(tags[1] == tags[2] && tags[3] == tags[4], "{tags:?}");
    assert_eq!(BTreeSet::from_iter(&tags).len(), 3, "{tags:?}");
    for had in &tags {
        for accepted in ["br", "gzip", "identity"] {
            let asked = ada.request("GET", &path).header("accept-encoding", accepted);
            let reply = ada.send(asked.header("if-none-match", had)).await;
            assert_eq!(reply.status, 304, "{had} {accepted}");
        }
    }
    for (had, name) in [(&tags[1], "Acme Labs"), (&tags[3], "Acme Works")] {
        // The version is that of any form; after a change it is another.
        let patch = ada.request("PATCH", &path).header("if-match", had);
        let patch = patch.header("accept-encoding", "br, gzip").json(&json!({"name": name}));
        let written = ada.send(patch).await;
        assert_eq!(written.header("content-encoding"), None, "what is written is not compressed");
        assert_eq!(written.status, if name == "Acme Labs" { 200 } else { 412 }, "{}", written.body);
    }
}

fn unpacked(encoding: &str, mut short: &[u8]) -> String {
    let mut whole = Vec::new();
    if encoding == "br" {
        brotli::BrotliDecompress(&mut short, &mut whole).unwrap();
    } else {
        GzDecoder::new(short).read_to_end(&mut whole).unwrap();
    }
    String::from_utf8(whole).unwrap()
}
