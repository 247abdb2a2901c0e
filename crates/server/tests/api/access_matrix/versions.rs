//! Versions of what is read: of a change of nothing nothing comes, what cannot be cleared is not, and what a client has already
//! is not sent again.

use super::{
    request::Request,
    table,
    world::{Kind, World},
};
use crate::{on_both, support::Hq};
use serde_json::{Map, Value, json};

on_both!(crate::support::Hq::selling => a_change_of_nothing_changes_nothing, what_cannot_be_cleared_stays, what_a_client_has_is_not_sent_again);

/// What an operation is sent, by the document.
fn schema<'a>(document: &'a Value, operation: &str) -> Option<&'a Value> {
    let (method, path) = operation.split_once(' ').unwrap();
    let body = &document["paths"][path][method.to_lowercase()]["requestBody"]["content"]["application/json"];
    let schema = &body["schema"];
    let reference = schema["$ref"].as_str()?;
    document.pointer(reference.trim_start_matches('#'))
}

async fn a_change_of_nothing_changes_nothing(hq: Hq) {
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let mut tried = Vec::new();
    for row in table().filter(|row| row.operation.starts_with("PATCH") && !row.operation.contains("billing"))
    {
        let request = Request::about(row.operation, &org, &world.victim);
        let read = admin.get(&request.path).await;
        assert_eq!(read.status, 200, "{}: {}", row.operation, read.body);
        // What can be changed, as it is.
        let fields = schema(&document, row.operation).unwrap()["properties"].as_object().unwrap();
        let whole: Map<String, Value> = fields
            .keys()
            .filter_map(|name| read.json().get(name).map(|value| (name.clone(), value.clone())))
            .filter(|(name, _)| name != "join_requests")
            .collect();
        let before = (world.of_victim().await, lines(&world).await);
        for body in [json!({}), Value::Object(whole)] {
            let sent = admin.request("PATCH", &request.path).header("if-match", read.header("etag").unwrap());
            let reply = admin.send(sent.json(&body)).await;
            let what = format!("{} {body}: {} {}", row.operation, reply.status, reply.body);
            assert_eq!((reply.status.as_u16(), reply.header("etag")), (200, read.header("etag")), "{what}");
            assert!((world.of_victim().await, lines(&world).await) == before, "{what}");
        }
        tried.push(row.operation);
    }
    assert!(tried.len() >= 7, "{tried:?}");
    // What is put whole.
    for operation in ["PUT /api/v1/organizations/{org}/logo", "PUT /api/v1/me/picture"] {
        let request = Request::about(operation, &org, &world.victim);
        let first = request.send(admin).await;
        let before = (world.of_victim().await, lines(&world).await);
        let again = request.send(admin).await;
        assert_eq!(
            (again.status, &again.body, again.header("etag")),
            (first.status, &first.body, first.header("etag"))
        );
        assert!((world.of_victim().await, lines(&world).await) == before, "{operation}");
    }
}

/// How many lines the audit log has, of everybody.
async fn lines(world: &World) -> u64 {
    use sea_orm::{EntityTrait as _, PaginatorTrait as _};
    hq_server::db::entity::audit_log::Entity::find().count(world.hq.app.db().read()).await.unwrap()
}

async fn what_cannot_be_cleared_stays(hq: Hq) {
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let untouched = world.of_victim().await;
    let (mut kept, mut cleared) = (Vec::new(), Vec::new());
    for row in table().filter(|row| row.operation.starts_with("PATCH")) {
        let mut places = Vec::new();
        fields(&document, schema(&document, row.operation).unwrap(), "", &mut places);
        for (pointer, can_be_cleared) in places {
            let body = pointer
                .rsplit('/')
                .filter(|name| !name.is_empty())
                .fold(Value::Null, |inner, name| json!({name: inner}));
            if can_be_cleared {
                cleared.push(pointer);
                continue;
            }
            let request = Request { body, ..Request::about(row.operation, &org, &world.victim) };
            let reply = request.send(admin).await;
            let what = format!("{} {}: {} {}", row.operation, request.body, reply.status, reply.body);
            assert_eq!(
                (reply.status.as_u16(), &reply.json()["fields"]),
                (422, &json!({&pointer: "wrong_type"})),
                "{what}"
            );
            kept.push(pointer);
        }
    }
    assert!(kept.len() > 20, "{kept:?}");
    cleared.sort_unstable();
    cleared.dedup();
    assert_eq!(cleared, ["/contact", "/description", "/phone", "/reference", "/siren", "/vat_id"]);
    assert_eq!(world.of_victim().await, untouched);
}

/// The fields of a patch, those in its objects that are patches too among them, and whether `null` clears them.
fn fields(document: &Value, schema: &Value, at: &str, found: &mut Vec<(String, bool)>) {
    for (name, property) in schema["properties"].as_object().unwrap() {
        let place = format!("{at}/{name}");
        let has_null = |kind: &Value| *kind == json!("null");
        let choices = property["oneOf"].as_array().into_iter().flatten();
        let nullable = has_null(&property["type"])
            || property["type"].as_array().is_some_and(|kinds| kinds.iter().any(has_null))
            || choices.clone().any(|choice| has_null(&choice["type"]));
        found.push((place.clone(), nullable));
        let reference = property["$ref"].as_str().or_else(|| property["allOf"][0]["$ref"].as_str());
        let Some(reference) = reference.filter(|reference| reference.ends_with("Patch")) else { continue };
        fields(document, document.pointer(reference.trim_start_matches('#')).unwrap(), &place, found);
    }
}

async fn what_a_client_has_is_not_sent_again(hq: Hq) {
    let world = World::new(hq).await;
    let (admin, org) = (world.browser(Kind::Admin), world.victim.organization.slug.to_string());
    let mut tagged = Vec::new();
    for row in
        table().filter(|row| row.operation.starts_with("GET") && row.status[Kind::Admin as usize] == 200)
    {
        let request = Request::about(row.operation, &org, &world.victim);
        let first = request.send(admin).await;
        let Some(tag) = first.header("etag") else { continue };
        for (had, status) in [(tag, 304), ("\"other\"", 200), ("*", 304), (&format!("\"x\", W/{tag}"), 304)] {
            let reply = admin.send(admin.request("GET", &request.path).header("if-none-match", had)).await;
            assert_eq!(
                (reply.status.as_u16(), reply.header("etag")),
                (status, Some(tag)),
                "{} {had}",
                row.operation
            );
            assert_eq!(reply.body.is_empty(), status == 304, "{} {had}", row.operation);
            assert_eq!(
                reply.header("cache-control"),
                first.header("cache-control"),
                "{} {had}",
                row.operation
            );
        }
        tagged.push(row.operation);
    }
    for path in ["GET /api/v1/me", "GET /api/v1/organizations/{org}", "GET /api/v1/organizations/{org}/logo"]
    {
        assert!(tagged.contains(&path), "{tagged:?}");
    }
    assert!(tagged.len() > 8, "{tagged:?}");
}
