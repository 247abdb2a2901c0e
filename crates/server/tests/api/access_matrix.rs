//! Every endpoint × every kind of caller. An endpoint without its row fails.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD, Reply},
};
use hq_contract::{
    InvitationId, JoinRequestId, Role, SessionId,
    invitations::{Invite, NewInvitations},
    join_requests::{AskToJoin, NewJoinRequest},
    organizations::Organization,
    session::GetSession,
};
use hq_server::db::entity::{join_request, membership};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

on_both!(every_endpoint_answers_every_kind_of_caller_as_the_table_says);

/// An id that nobody has.
const NOBODY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

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

/// For admins; members are refused, and to others the organization does not exist.
const fn admin(operation: &'static str, status: u16) -> Row {
    row(operation, [401, 404, 403, status, 404])
}

const TABLE: [Row; 60] = [
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
    signed_in("GET /api/v1/me/mfa", 200),
    signed_in("POST /api/v1/me/mfa", 201),
    // Nothing was begun, and it is off.
    signed_in("POST /api/v1/me/mfa/confirm", 409),
    signed_in("POST /api/v1/me/mfa/recovery-codes", 409),
    signed_in("POST /api/v1/me/mfa/disable", 409),
    signed_in("POST /api/v1/organizations", 201),
    member("GET /api/v1/organizations/{org}", 200),
    admin("PATCH /api/v1/organizations/{org}", 200),
    member("POST /api/v1/organizations/{org}/visits", 204),
    signed_in("GET /api/v1/organization-slugs/{slug}", 200),
    admin("GET /api/v1/organizations/{org}/authentication", 200),
    admin("PATCH /api/v1/organizations/{org}/authentication", 200),
    member("GET /api/v1/organizations/{org}/members", 200),
    member("GET /api/v1/organizations/{org}/members/{user}", 200),
    admin("PATCH /api/v1/organizations/{org}/members/{user}", 200),
    admin("DELETE /api/v1/organizations/{org}/members/{user}", 204),
    admin("GET /api/v1/organizations/{org}/members/{user}/holdings", 200),
    admin("GET /api/v1/organizations/{org}/members.csv", 200),
    // The user's own.
    member("GET /api/v1/organizations/{org}/members/{user}/access", 200),
    member("GET /api/v1/organizations/{org}/members/{user}/rules", 200),
    admin("PUT /api/v1/organizations/{org}/members/{user}/rules", 200),
    member("POST /api/v1/organizations/{org}/members/{user}/rules/preview", 200),
    member("GET /api/v1/organizations/{org}/members/{user}/rules/history", 200),
    admin("POST /api/v1/organizations/{org}/members/rules", 200),
    // To somebody who is no member.
    row("POST /api/v1/organizations/{org}/transfer", [401, 404, 403, 404, 404]),
    // The only admin cannot.
    row("POST /api/v1/organizations/{org}/leave", [401, 404, 204, 409, 404]),
    admin("GET /api/v1/organizations/{org}/invitations", 200),
    admin("POST /api/v1/organizations/{org}/invitations", 201),
    admin("POST /api/v1/organizations/{org}/invitations/{id}/resend", 200),
    admin("POST /api/v1/organizations/{org}/invitations/{id}/link", 201),
    admin("DELETE /api/v1/organizations/{org}/invitations/{id}", 204),
    // With a link that nobody sent.
    open("GET /api/v1/invitations/{token}", 404),
    signed_in("POST /api/v1/invitations/{token}/accept", 404),
    signed_in("POST /api/v1/invitations/{token}/decline", 404),
    open("POST /api/v1/invitations/{token}/renewal", 404),
    open("POST /api/v1/invitations/{token}/account", 404),
    signed_in("GET /api/v1/me/invitations", 200),
    // Somebody else's, for every caller.
    signed_in("POST /api/v1/me/invitations/{id}/accept", 404),
    signed_in("POST /api/v1/me/invitations/{id}/decline", 404),
    signed_in("GET /api/v1/me/suggestions", 200),
    signed_in("GET /api/v1/me/join-requests", 200),
    admin("GET /api/v1/organizations/{org}/join-requests", 200),
    // Everybody here has an address of the domain that may ask.
    row("POST /api/v1/organizations/{org}/join-requests", [401, 201, 409, 409, 201]),
    signed_in("DELETE /api/v1/organizations/{org}/join-requests/{id}", 404),
    admin("POST /api/v1/organizations/{org}/join-requests/{id}/approve", 204),
    admin("POST /api/v1/organizations/{org}/join-requests/{id}/deny", 204),
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

/// The organization that the matrix is about, and what is in it.
struct Victim {
    organization: Organization,
    session: SessionId,
    /// The member who is no admin.
    user: Uuid,
    invitation: InvitationId,
    request: JoinRequestId,
}

impl Victim {
    async fn new(hq: &Hq) -> Self {
        let admin = hq.person("admin@example.org").await;
        let organization = admin.create("Acme").await;
        let session = admin.call(&GetSession).await.unwrap().id;
        hq.person("user@example.org").await;
        let user = id_of(hq, "user@example.org").await;
        hq.person("colleague@example.org").await;
        // Known once they are made.
        let (invitation, request) = (InvitationId(user), JoinRequestId(user));
        let mut victim = Self { organization, session, user, invitation, request };
        victim.refresh(hq).await;
        victim
    }

    /// Puts back what a call may have used up: the member, a pending invitation, a request that waits.
    async fn refresh(&mut self, hq: &Hq) {
        let (db, org) = (hq.app.db(), self.organization.id);
        // The clock runs on between the cells, and sessions end.
        let (admin, ask) =
            (hq.sign_in("admin@example.org").await.0, hq.sign_in("colleague@example.org").await.0);
        let colleague = id_of(hq, "colleague@example.org").await;
        let _ = membership::Entity::delete_by_id((org.0, colleague)).exec(db.write()).await.unwrap();
        if membership::Entity::find_by_id((org.0, self.user)).one(db.read()).await.unwrap().is_none() {
            join(hq, self).await;
        }
        join_request::Entity::delete_many().exec(db.write()).await.unwrap();
        let invite = NewInvitations {
            emails: vec!["invited@example.net".into()],
            role: Role::User,
            note: None,
            rules: Vec::new(),
        };
        let invited = admin.call(&Invite { org, body: invite }).await.unwrap();
        self.invitation = invited.results[0].invitation.unwrap();
        self.request = ask.call(&AskToJoin { org, body: NewJoinRequest::default() }).await.unwrap().id;
    }
}

async fn id_of(hq: &Hq, email: &str) -> Uuid {
    hq_server::me::store::find_by_email(hq.app.db().read(), email).await.unwrap().unwrap().id
}

async fn every_endpoint_answers_every_kind_of_caller_as_the_table_says(hq: Hq) {
    let mut victim = Victim::new(&hq).await;
    hq.person("nobody@example.org").await;
    let other = hq.person("other@example.org").await;
    other.create("Other").await;

    for row in &TABLE {
        for (kind, expected) in CALLERS.iter().zip(row.status) {
            // A fresh session for each cell: some endpoints end it or change the password.
            let browser = caller(&hq, kind).await;
            victim.refresh(&hq).await;
            let before = rows(&hq).await;
            for named in [victim.organization.slug.to_string(), victim.organization.id.to_string()] {
                let reply = call(&browser, row.operation, &named, &victim).await;
                let what = format!("{} by {kind}: {}", row.operation, reply.body);
                assert_eq!(reply.status.as_u16(), expected, "{what}");
                if !reply.status.is_success() {
                    assert_eq!(before, rows(&hq).await, "a refused call changed something: {what}");
                }
                if is_done_once(row.operation) {
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

/// Whether a second call by the same caller would find it done.
fn is_done_once(operation: &str) -> bool {
    operation.starts_with("DELETE")
        || ["password", "/leave", "/approve", "/deny"].iter().any(|part| operation.contains(part))
}

/// Makes somebody a user of the organization.
async fn join(hq: &Hq, victim: &Victim) {
    let row = membership::Model {
        organization_id: victim.organization.id.0,
        user_id: victim.user,
        role: "user".into(),
        joined_at: hq.app.now(),
        opened_at: hq.app.now(),
        version: 1,
        rules: "[]".into(),
        rules_count: 0,
        rules_version: 1,
    };
    membership::Entity::insert(membership::ActiveModel::from(row))
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
    let invitations = hq_server::db::entity::invitation::Entity::find().all(db).await.unwrap();
    let links = hq_server::db::entity::invitation_link::Entity::find().all(db).await.unwrap();
    let requests = join_request::Entity::find().all(db).await.unwrap();
    format!("{organizations:?}{members:?}{slugs:?}{invitations:?}{links:?}{requests:?}")
}

/// Sends an operation with a body that is fine.
async fn call(browser: &Browser, operation: &str, org: &str, victim: &Victim) -> Reply {
    let (method, template) = operation.split_once(' ').unwrap();
    let id = match operation {
        operation if operation.contains("sessions") => victim.session.to_string(),
        operation if operation.contains("join-requests") => victim.request.to_string(),
        _ => victim.invitation.to_string(),
    };
    let path = template
        .trim_start_matches("/api/v1")
        .replace("{org}", org)
        .replace("{id}", &id)
        .replace("{user}", &victim.user.to_string())
        .replace("{token}", "unknown")
        .replace("{slug}", "free-one");
    let query = if operation.ends_with("/access") { "?category=billing&action=read" } else { "" };
    let mut request = browser.request(method, &format!("{path}{query}")).header("if-match", "*");
    let body = body(operation);
    if body != Value::Null {
        request = request.json(&body);
    }
    if operation == "DELETE /api/v1/me/sessions/{id}" && browser.cookie().is_some() {
        // For its holder too it has to be somebody else's: an id that nobody has.
        let own = browser.call(&GetSession).await.unwrap();
        if own.user.email.as_str() == "admin@example.org" {
            return browser.send(browser.request(method, &format!("/me/sessions/{NOBODY}"))).await;
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
        "POST /api/v1/me/mfa" | "POST /api/v1/me/mfa/recovery-codes" | "POST /api/v1/me/mfa/disable" => {
            json!({"password": PASSWORD})
        }
        "POST /api/v1/me/mfa/confirm" => json!({"code": "123456"}),
        "POST /api/v1/organizations" => json!({"name": "Mine"}),
        "POST /api/v1/organizations/{org}/invitations" => {
            json!({"emails": ["another@example.net"], "role": "user"})
        }
        "PUT /api/v1/organizations/{org}/members/{user}/rules"
        | "POST /api/v1/organizations/{org}/members/{user}/rules/preview" => json!({"rules": []}),
        "POST /api/v1/organizations/{org}/members/rules" => {
            json!({"members": [NOBODY], "mode": "append", "rules": []})
        }
        "POST /api/v1/organizations/{org}/transfer" => json!({"user": NOBODY}),
        "POST /api/v1/invitations/{token}/account" => json!({"full_name": "New", "password": PASSWORD}),
        "PATCH /api/v1/organizations/{org}/authentication"
        | "PATCH /api/v1/organizations/{org}/members/{user}" => json!({}),
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
