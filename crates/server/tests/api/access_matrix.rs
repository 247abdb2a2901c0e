//! Every endpoint × every kind of caller. An endpoint without its row fails.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD, Reply},
};
use hq_contract::{SessionId, organizations::Organization, session::GetSession};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use std::collections::BTreeSet;

on_both!(every_endpoint_answers_every_kind_of_caller_as_the_table_says);

/// Kinds of callers, in the order of a row's columns.
const CALLERS: [&str; 5] =
    ["anonymous", "without organization", "user", "admin", "admin of another organization"];

/// An endpoint and the status that each kind of caller gets for the first organization's things.
struct Row {
    operation: &'static str,
    status: [u16; 5],
}

const fn row(operation: &'static str, status: [u16; 5]) -> Row {
    Row { operation, status }
}

/// Open to everybody: the same for all.
const fn open(operation: &'static str, status: u16) -> Row {
    row(operation, [status; 5])
}

/// For who is signed in.
const fn signed_in(operation: &'static str, status: u16) -> Row {
    row(operation, [401, status, status, status, status])
}

/// For members; to others the organization does not exist.
const fn member(operation: &'static str, status: u16) -> Row {
    row(operation, [401, 404, status, status, 404])
}

const TABLE: [Row; 19] = [
    open("GET /api/v1/about", 200),
    open("POST /api/v1/accounts", 202),
    open("POST /api/v1/accounts/verify", 404),
    open("POST /api/v1/session", 401),
    signed_in("GET /api/v1/session", 200),
    signed_in("DELETE /api/v1/session", 204),
    open("POST /api/v1/password-resets", 202),
    open("POST /api/v1/password-resets/confirm", 404),
    signed_in("GET /api/v1/me", 200),
    signed_in("PATCH /api/v1/me", 200),
    signed_in("PUT /api/v1/me/password", 204),
    signed_in("GET /api/v1/me/sessions", 200),
    // Somebody else's session, for every caller.
    signed_in("DELETE /api/v1/me/sessions/{id}", 404),
    signed_in("GET /api/v1/me/organizations", 200),
    signed_in("POST /api/v1/organizations", 201),
    member("GET /api/v1/organizations/{org}", 200),
    row("PATCH /api/v1/organizations/{org}", [401, 404, 403, 200, 404]),
    member("POST /api/v1/organizations/{org}/visits", 204),
    signed_in("GET /api/v1/organization-slugs/{slug}", 200),
];

/// `METHOD path` of every operation of a document.
pub fn operations(document: &utoipa::openapi::OpenApi) -> BTreeSet<String> {
    let document = serde_json::to_value(document).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let methods = ["get", "post", "put", "patch", "delete"];
    paths
        .iter()
        .flat_map(|(path, item)| {
            methods
                .iter()
                .filter(|method| item.get(**method).is_some())
                .map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect()
}

#[tokio::test]
async fn every_endpoint_has_its_row() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let (_, document) = hq_server::router::api(hq.app.clone());
    let rows: BTreeSet<String> = TABLE.iter().map(|row| row.operation.to_owned()).collect();
    assert_eq!(operations(&document), rows);
}

/// The organization that the matrix is about, and somebody's session.
struct Victim {
    organization: Organization,
    session: SessionId,
}

async fn every_endpoint_answers_every_kind_of_caller_as_the_table_says(hq: Hq) {
    let admin = hq.person("admin@example.org").await;
    let organization = admin.create("Acme").await;
    let victim = Victim { session: admin.call(&GetSession).await.unwrap().id, organization };
    hq.person("nobody@example.org").await;
    hq.person("user@example.org").await;
    let other = hq.person("other@example.org").await;
    other.create("Other").await;
    join(&hq, &victim, "user@example.org").await;

    for row in &TABLE {
        for (kind, expected) in CALLERS.iter().zip(row.status) {
            // A fresh session for each cell: some endpoints end it or change the password.
            let browser = caller(&hq, kind).await;
            let before = rows(&hq).await;
            for named in [victim.organization.slug.to_string(), victim.organization.id.to_string()] {
                let reply = call(&browser, row.operation, &named, &victim).await;
                let what = format!("{} by {kind}: {}", row.operation, reply.body);
                assert_eq!(reply.status.as_u16(), expected, "{what}");
                if !reply.status.is_success() {
                    assert_eq!(before, rows(&hq).await, "a refused call changed something: {what}");
                }
                if row.operation.contains("/session") && row.operation.starts_with("DELETE")
                    || row.operation.contains("password")
                {
                    break;
                }
            }
            restore(&hq, &browser, row.operation, kind).await;
        }
    }
}

async fn caller(hq: &Hq, kind: &str) -> Browser {
    let email = match kind {
        "anonymous" => return hq.browser(),
        "without organization" => "nobody@example.org",
        "user" => "user@example.org",
        "admin" => "admin@example.org",
        _ => "other@example.org",
    };
    hq.advance(time::Duration::hours(2)); // past every limit on tries
    hq.sign_in(email).await.0
}

/// Makes somebody a user of the organization.
async fn join(hq: &Hq, victim: &Victim, email: &str) {
    let user = hq_server::me::store::find_by_email(hq.app.db().read(), email).await.unwrap().unwrap();
    let row = hq_server::db::entity::membership::Model {
        organization_id: victim.organization.id.0,
        user_id: user.id,
        role: "user".into(),
        joined_at: hq.app.now(),
        opened_at: hq.app.now(),
    };
    let row = hq_server::db::entity::membership::ActiveModel::from(row);
    hq_server::db::entity::membership::Entity::insert(row)
        .exec_without_returning(hq.app.db().write())
        .await
        .unwrap();
}

/// Whatever a foreigner must not change.
async fn rows(hq: &Hq) -> String {
    let db = hq.app.db().read();
    let organizations = hq_server::db::entity::organization::Entity::find().all(db).await.unwrap();
    let members = hq_server::db::entity::membership::Entity::find().all(db).await.unwrap();
    let slugs = hq_server::db::entity::organization_slug::Entity::find().all(db).await.unwrap();
    format!("{organizations:?}{members:?}{slugs:?}")
}

/// Sends an operation with a body that is fine.
async fn call(browser: &Browser, operation: &str, org: &str, victim: &Victim) -> Reply {
    let (method, template) = operation.split_once(' ').unwrap();
    let path = template
        .trim_start_matches("/api/v1")
        .replace("{org}", org)
        .replace("{id}", &victim.session.to_string())
        .replace("{slug}", "free-one");
    let mut request = browser.request(method, &path).header("if-match", "*");
    let body = body(operation);
    if body != Value::Null {
        request = request.json(&body);
    }
    if operation == "DELETE /api/v1/me/sessions/{id}" && browser.cookie().is_some() {
        // For its holder too it has to be somebody else's: an id that nobody has.
        let own = browser.call(&GetSession).await.unwrap();
        if own.user.email.as_str() == "admin@example.org" {
            return browser
                .send(browser.request(method, "/me/sessions/01890a5d-ac96-774b-bcce-b302099a8057"))
                .await;
        }
    }
    browser.send(request).await
}

fn body(operation: &str) -> Value {
    match operation {
        "POST /api/v1/accounts" => {
            json!({"full_name": "New", "email": "new@example.org", "password": PASSWORD})
        }
        "POST /api/v1/accounts/verify" => json!({"token": "unknown"}),
        "POST /api/v1/session" => json!({"email": "unknown@example.org", "password": "x"}),
        "POST /api/v1/password-resets" => json!({"email": "unknown@example.org"}),
        "POST /api/v1/password-resets/confirm" => json!({"token": "unknown", "password": PASSWORD}),
        "PUT /api/v1/me/password" => json!({"current": PASSWORD, "new": "another quiet evening"}),
        "POST /api/v1/organizations" => json!({"name": "Mine"}),
        "PATCH /api/v1/me" | "PATCH /api/v1/organizations/{org}" => json!({}),
        _ => Value::Null,
    }
}

/// Undoes what the next cell would stumble over.
async fn restore(hq: &Hq, browser: &Browser, operation: &str, kind: &str) {
    if operation == "PUT /api/v1/me/password" && kind != "anonymous" {
        let back = json!({"current": "another quiet evening", "new": PASSWORD});
        let reply = browser.send(browser.request("PUT", "/me/password").json(&back)).await;
        assert_eq!(reply.status, 204, "{}", reply.body);
    }
    hq.advance(time::Duration::hours(2));
}
