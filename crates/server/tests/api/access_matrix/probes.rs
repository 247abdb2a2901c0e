//! Requests that name something foreign, each with its twin that names something that does not exist.

use super::{
    Place,
    request::Request,
    table,
    world::{Kind, World},
};
use crate::support::{Backend, Hq};
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(Debug)]
pub struct Probe {
    pub place: Place,
    pub foreign: Request,
    pub missing: Request,
    /// What is named, for answers that repeat it: the foreign, and what does not exist.
    pub names: (String, String),
    /// Whether the victim's members have a right to another answer.
    pub outside_only: bool,
}

const ORG: &str = "/api/v1/organizations/{org}";

/// Every request that can name something of the victim's.
pub fn all(world: &World) -> Vec<Probe> {
    let mut probes = Vec::new();
    for row in table() {
        if row.is_of_organization() {
            probes.extend(organizations(world, row.operation));
        }
        if ["{user}", "{id}"].iter().any(|id| row.operation.contains(id)) {
            probes.push(child(world, row.operation));
        }
        probes.extend(row.names.iter().map(|(place, at)| naming(world, *place, row.operation, at)));
    }
    probes
}

/// An id that nothing has, and beside which nothing could sort.
fn twin(id: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ 1)
}

fn organizations(world: &World, operation: &'static str) -> impl Iterator<Item = Probe> {
    let victim = &world.victim;
    let (slug, id) = (victim.organization.slug.to_string(), victim.organization.id.0);
    let names = [(slug, "no-such-place".to_owned()), (id.to_string(), twin(id).to_string())];
    names.into_iter().map(move |names| Probe {
        place: Place::Path,
        foreign: Request::about(operation, &names.0, victim),
        missing: Request::about(operation, &names.1, victim),
        names,
        outside_only: true,
    })
}

fn child(world: &World, operation: &'static str) -> Probe {
    let (home, victim) = (&world.home, &world.victim);
    let (user, id) = (victim.user.0, victim.id(operation));
    let org = home.organization.slug.as_str();
    let about =
        |user: Uuid, id: Uuid| Request::naming(operation, org, &user.to_string(), &id.to_string(), home);
    let named = if operation.contains("{user}") { user } else { id };
    Probe {
        place: Place::Child,
        foreign: about(user, id),
        missing: about(twin(user), twin(id)),
        names: (named.to_string(), twin(named).to_string()),
        outside_only: false,
    }
}

fn naming(world: &World, place: Place, operation: &'static str, at: &str) -> Probe {
    let names = names(world, operation, at);
    let about = |name: &str| {
        let request = Request::about(operation, world.home.organization.slug.as_str(), &world.home);
        if place == Place::Query { request.with(at, name) } else { request.with_field(at, name) }
    };
    let (foreign, missing) = (about(&names.0), about(&names.1));
    let outside_only = at == "/instead_of" || operation.contains("/me/");
    Probe { place, foreign, missing, names, outside_only }
}

/// What to name: something of the victim's, and something like it that does not exist.
fn names(world: &World, operation: &str, at: &str) -> (String, String) {
    let victim = &world.victim;
    let org = victim.organization.id.0;
    let ids = |id: Uuid| (id.to_string(), twin(id).to_string());
    let path = operation.split(' ').nth(1).unwrap_or_default();
    match (path.strip_prefix(ORG).unwrap_or(path), at) {
        (_, "/user" | "/members/0" | "actor" | "id") => ids(victim.user.0),
        (_, "/instead_of") => ids(org),
        (_, "/rules/0/resource" | "resource") => (format!("id:{org}"), format!("id:{}", twin(org))),
        (_, "/billing_account") => ids(victim.account.0),
        (_, "/primary" | "/mart" | "/ml") => ids(victim.engine.0),
        ("/api/v1/me/organizations", "q") => ("acme".into(), "axme".into()),
        (_, "q" | "/emails/0") => ("member@example.org".into(), "memver@example.org".into()),
        other => panic!("nothing to name: {other:?}"),
    }
}

impl Probe {
    /// Whether what is named is foreign to them, in that place.
    pub fn is_for(&self, kind: Kind) -> bool {
        let may_ask = matches!(kind, Kind::Requested | Kind::Removed)
            && self.place == Place::Path
            && self.foreign.operation.ends_with("{org}/join-requests");
        !may_ask && (kind.is_outside() || !self.outside_only)
    }
}

#[tokio::test]
async fn every_name_in_a_body_or_query_has_its_probe() {
    let hq = Hq::start(Backend::Sqlite).await;
    let (_, document) = hq_server::router::api(hq.app.clone());
    let document = serde_json::to_value(document).unwrap();
    let mut found = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let operation_name = format!("{} {path}", method.to_uppercase());
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query") {
                let name = parameter["name"].as_str().unwrap();
                if ["q", "resource"].contains(&name) || is_id(&document, &parameter["schema"]) {
                    found.insert((operation_name.clone(), name.to_owned()));
                }
            }
            let body = &operation["requestBody"]["content"]["application/json"]["schema"];
            let mut pointers = Vec::new();
            ids_in(&document, body, "", &mut pointers);
            found.extend(pointers.into_iter().map(|pointer| (operation_name.clone(), pointer)));
        }
    }
    let probed: BTreeSet<(String, String)> = table()
        .flat_map(|row| row.names.iter().map(|(_, at)| (row.operation.to_owned(), (*at).to_owned())))
        .collect();
    let missing: Vec<_> = found.difference(&probed).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(found.len() > 14, "the document was understood: {found:?}");
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

fn is_id(document: &Value, schema: &Value) -> bool {
    resolved(document, schema)["format"] == "uuid"
}

/// The places of ids in a body.
fn ids_in(document: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    let schema = resolved(document, schema);
    if is_id(document, schema) {
        found.push(at.to_owned());
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        ids_in(document, property, &format!("{at}/{name}"), found);
    }
    for choice in ["oneOf", "anyOf", "allOf"].iter().filter_map(|name| schema[*name].as_array()).flatten() {
        ids_in(document, choice, at, found);
    }
    if schema["items"].is_object() {
        ids_in(document, &schema["items"], &format!("{at}/0"), found);
    }
}
