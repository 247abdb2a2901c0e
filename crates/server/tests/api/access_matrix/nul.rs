//! Characters that are none: a NUL, halves of a surrogate pair, bytes that are no UTF-8. In every parameter and every text
//! of every operation they are the client's mistake, on both databases, and never the server's.

use super::{
    request::Request,
    table,
    world::{Kind, World},
};
use crate::{
    on_both,
    support::{Browser, Hq, Reply},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::Value;

on_both!(crate::support::Hq::selling => no_parameter_takes_a_nul, no_path_takes_a_nul, no_text_takes_a_nul);

/// The query's parameters of an operation, by the document.
pub fn parameters(document: &Value, operation: &str) -> Vec<String> {
    let (method, path) = operation.split_once(' ').unwrap();
    let all = document["paths"][path][method.to_lowercase()]["parameters"].as_array();
    let of_query = |it: &&Value| it["in"] == "query";
    let name = |it: &Value| it["name"].as_str().unwrap().to_owned();
    all.map(|all| all.iter().filter(of_query).map(name).collect()).unwrap_or_default()
}

async fn no_parameter_takes_a_nul(hq: Hq) {
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    // A place in a list by name, whose name has a NUL.
    let token = BASE64_URL_SAFE_NO_PAD.encode([&[7; 16][..], b"a\0"].concat());
    let mut tried = 0;
    for row in table() {
        for name in parameters(&document, row.operation) {
            for value in ["%00", "a%00b", "a+%00"] {
                let reply =
                    Request::about(row.operation, &org, &world.victim).with(&name, value).send(admin).await;
                assert_eq!(reply.status, 400, "{} {name}={value}: {}", row.operation, reply.body);
                let refused = &reply.json()["parameters"];
                assert_eq!(refused[&name], "bad_character", "{} {name}: {refused}", row.operation);
                tried += 1;
            }
            // Overlong, cut off, half of a pair: what is no UTF-8 is no text, but no NUL either. Only where nothing is done.
            for value in ["%C0%80", "%E0%80%80", "%ff", "%ED%A0%80", "%0", "%", &token] {
                let request = Request::about(row.operation, &org, &world.victim).with(&name, value);
                if request.is_read() {
                    let reply = request.send(admin).await;
                    assert!(reply.status.as_u16() < 500, "{} {name}={value}: {}", row.operation, reply.body);
                }
            }
        }
    }
    assert!(tried > 60, "{tried}");
}

async fn no_path_takes_a_nul(hq: Hq) {
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let mut tried = 0;
    for row in table().filter(|row| row.operation.contains('{')) {
        for value in ["%00", "a%00b", "%C0%80", "%ff", "%ED%A0%80"] {
            let mut places = Vec::new();
            if row.is_of_organization() {
                places.push(Request::naming(row.operation, value, value, value, &world.victim));
            }
            if ["{user}", "{id}"].iter().any(|place| row.operation.contains(place)) {
                places.push(Request::naming(row.operation, &org, value, value, &world.victim));
            }
            if row.operation.contains("{token}") || row.operation.contains("{slug}") {
                let mut request = Request::about(row.operation, &org, &world.victim);
                request.path = request.path.replace("unknown", value).replace("free-one", value);
                places.push(request);
            }
            for request in places {
                let reply = request.send(admin).await;
                assert_eq!(reply.status, 404, "{} {}: {}", row.operation, request.path, reply.body);
                tried += 1;
            }
        }
    }
    assert!(tried > 250, "{tried}");
}

async fn no_text_takes_a_nul(hq: Hq) {
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let mut tried = 0;
    for row in table() {
        let request = Request::about(row.operation, &org, &world.victim);
        for pointer in texts(&request.body) {
            let reply = request.clone().with_field(&pointer, "a\0b").send(admin).await;
            assert_eq!(reply.status, 422, "{} {pointer}: {}", row.operation, reply.body);
            // Certificates are read with a NUL before each letter, and this is none.
            let code =
                if ["/chain", "/private_key"].contains(&&*pointer) { "unusable" } else { "bad_character" };
            assert_eq!(reply.json()["fields"][&pointer], code, "{} {pointer}", row.operation);
            for wrong in ["\\ud800", "\\udc00\\ud800", "\\ud800x", "\\u00", "\u{1}"] {
                let body = request.clone().with_field(&pointer, "WRONG").body.to_string();
                let reply = raw(admin, &request, body.replace("WRONG", wrong).into_bytes()).await;
                assert_eq!(reply.status, 400, "{} {pointer} {wrong}: {}", row.operation, reply.body);
            }
            let body = request.clone().with_field(&pointer, "WRONG").body.to_string();
            let (before, after) = body.split_once("WRONG").unwrap();
            for wrong in [&b"\xc0\x80"[..], b"\xed\xa0\x80", b"\xff", b"\0"] {
                let body = [before.as_bytes(), wrong, after.as_bytes()].concat();
                let reply = raw(admin, &request, body).await;
                assert_eq!(reply.status, 400, "{} {pointer} {wrong:?}: {}", row.operation, reply.body);
            }
            tried += 1;
        }
    }
    assert!(tried > 30, "{tried}");
}

/// Where the texts of a body are (RFC 6901).
fn texts(body: &Value) -> Vec<String> {
    let below = |name: String, value: &Value| {
        texts(value).into_iter().map(move |rest| format!("/{name}{rest}")).collect::<Vec<_>>()
    };
    match body {
        Value::String(_) => vec![String::new()],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(at, item)| below(at.to_string(), item)).collect()
        }
        Value::Object(fields) => fields.iter().flat_map(|(name, value)| below(name.clone(), value)).collect(),
        _ => Vec::new(),
    }
}

async fn raw(browser: &Browser, request: &Request, body: Vec<u8>) -> Reply {
    let (method, _) = request.operation.split_once(' ').unwrap();
    let sent = browser
        .request(method, &request.path)
        .header("if-match", "*")
        .header("content-type", "application/json")
        .body(body);
    browser.send(sent).await
}
