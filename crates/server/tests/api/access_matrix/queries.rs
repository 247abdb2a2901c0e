//! Queries are as strict as bodies: what an operation does not have, and what is not of its type, is refused by its name.

use super::{
    nul::parameters,
    request::Request,
    table,
    world::{Kind, World},
};
use crate::{on_both, support::Hq};
use serde_json::{Value, json};

on_both!(crate::support::Hq::selling => what_a_query_has_is_known_and_of_its_type, a_list_is_as_long_as_asked_for);

/// The kinds of a parameter of the query, by the document.
fn is_text(document: &Value, operation: &str, name: &str) -> bool {
    let (method, path) = operation.split_once(' ').unwrap();
    let all = document["paths"][path][method.to_lowercase()]["parameters"].as_array().unwrap();
    let found = all.iter().find(|it| it["in"] == "query" && it["name"] == name).unwrap();
    let schema = &found["schema"];
    let kind = &schema["type"];
    (*kind == json!("string") || *kind == json!(["string", "null"]))
        && schema["enum"].is_null()
        && schema["format"].is_null()
}

/// Texts of which the server knows more than the document can say.
const CHECKED: [&str; 4] = ["page_token", "actor", "action", "resource"];

async fn what_a_query_has_is_known_and_of_its_type(hq: Hq) {
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let untouched = world.of_victim().await;
    let mut tried = 0;
    for row in table() {
        let request = Request::about(row.operation, &org, &world.victim);
        let mut wrong = vec![("limitt".to_owned(), "unknown_field")];
        for name in parameters(&document, row.operation) {
            if !is_text(&document, row.operation, &name) || CHECKED.contains(&name.as_str()) {
                wrong.push((name, "wrong_type"));
            }
        }
        for (name, code) in wrong {
            let mut request = request.clone();
            // What the request has already is put in its place: a second one would be refused for being that.
            let path = request.path.clone();
            let (path, query) = path.split_once('?').unwrap_or((&path, ""));
            let rest: Vec<&str> = query
                .split('&')
                .filter(|pair| !pair.is_empty() && !pair.starts_with(&format!("{name}=")))
                .collect();
            request.path =
                if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
            let reply = request.with(&name, "%C2%A7").send(admin).await;
            let what = format!("{} {name}: {} {}", row.operation, reply.status, reply.body);
            assert_eq!(reply.status, 400, "{what}");
            let problem = reply.json();
            assert_eq!(
                (&problem["code"], &problem["detail"]),
                (&json!("bad_request"), &Value::Null),
                "{what}"
            );
            assert_eq!(problem["parameters"], json!({&name: code}), "{what}");
            tried += 1;
        }
    }
    assert!(tried > 220, "{tried}");
    assert_eq!(world.of_victim().await, untouched);
}

async fn a_list_is_as_long_as_asked_for(hq: Hq) {
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let mut pages = Vec::new();
    for row in table().filter(|row| is_list(&document, row.operation)) {
        let request = Request::about(row.operation, &org, &world.victim);
        let whole = request.send(admin).await;
        if row.status[Kind::Admin as usize] != 200 {
            assert!(
                parameters(&document, row.operation).iter().any(|name| name == "limit"),
                "{}",
                row.operation
            );
            continue;
        }
        let whole = whole.json();
        let items = whole["items"].as_array().unwrap_or_else(|| panic!("{}: {whole}", row.operation));
        let mut seen = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let mut request = request.clone().with("limit", "1");
            if let Some(token) = &token {
                request = request.with("page_token", token);
            }
            let reply = request.send(admin).await;
            assert_eq!(reply.status, 200, "{} {token:?}: {}", row.operation, reply.body);
            let page = reply.json();
            let some = page["items"].as_array().unwrap();
            assert!(some.len() <= 1, "{}: {page}", row.operation);
            assert_eq!(page["total"], whole["total"], "{}", row.operation);
            seen.extend(some.iter().cloned());
            let Some(next) = page["next_page"].as_str() else { break };
            token = Some(next.to_owned());
            pages.push((row.operation, next.to_owned()));
        }
        assert_eq!(&seen, items, "{}", row.operation);
        for limit in ["0", "101", "-1"] {
            let reply = request.clone().with("limit", limit).send(admin).await;
            assert_eq!(
                (reply.status.as_u16(), &reply.json()["parameters"]["limit"]),
                (400, &json!("out_of_range")),
                "{}",
                row.operation
            );
        }
    }
    // A token is good for its own list, in its own organization, for who got it, with the same filter.
    let other = world.browser(Kind::AdminOfAnother);
    let mut tried = 0;
    for row in
        table().filter(|row| is_list(&document, row.operation) && row.status[Kind::Admin as usize] == 200)
    {
        let request = Request::about(row.operation, &org, &world.victim);
        for (operation, token) in &pages {
            if *operation != row.operation {
                let reply = request.clone().with("page_token", token).send(admin).await;
                assert_eq!(reply.status, 400, "{operation} {}: {}", row.operation, reply.body);
                assert_eq!(reply.json()["parameters"], json!({"page_token": "wrong_type"}));
                tried += 1;
                continue;
            }
            let home = Request::about(row.operation, world.home.organization.slug.as_str(), &world.home);
            let reply = home.with("page_token", token).send(other).await;
            assert_eq!(reply.status, 400, "{operation} of another: {}", reply.body);
            let both = world.browser(Kind::AdminOfBoth);
            let reply = request.clone().with("page_token", token).send(both).await;
            assert_eq!(reply.status, 400, "{operation} for another: {}", reply.body);
            for name in ["q", "state", "sort", "role", "action", "year"] {
                if parameters(&document, row.operation).iter().any(|known| known == name) {
                    let value = match name {
                        "state" if row.operation.ends_with("/invoices") => "paid",
                        "state" => "ready",
                        "sort" if row.operation.ends_with("/members") => "joined",
                        "sort" => "created",
                        "role" => "user",
                        "action" => "members",
                        "year" => "2026",
                        _ => "a",
                    };
                    let reply = request.clone().with("page_token", token).with(name, value).send(admin).await;
                    assert_eq!(reply.status, 400, "{operation} {name}: {}", reply.body);
                }
            }
            // By another name it is the same list.
            let by_id =
                Request::about(row.operation, &world.victim.organization.id.to_string(), &world.victim);
            assert_eq!(by_id.with("page_token", token).send(world.browser(Kind::Admin)).await.status, 200);
        }
    }
    assert!(tried > 100, "{tried}");
}

/// Whether an operation answers a page of a list, by the document.
fn is_list(document: &Value, operation: &str) -> bool {
    let (method, path) = operation.split_once(' ').unwrap();
    let answer = &document["paths"][path][method.to_lowercase()]["responses"]["200"]["content"];
    let schema = &answer["application/json"]["schema"];
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    schema["properties"]["next_page"].is_object()
}
