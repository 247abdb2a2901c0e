//! Every endpoint × every kind of caller, and × every place in which something foreign can be named. An endpoint without
//! its row fails, and so does an id in a body or a query that no probe is about.

mod authority;
mod callers;
mod declared;
mod making;
mod nul;
mod numbers;
mod objects;
mod places;
mod probes;
mod queries;
mod request;
mod rows;
mod versions;
mod world;

use crate::support::Hq;
use std::collections::BTreeSet;
use world::Kind;

/// An endpoint, and the status that each kind of caller gets for the victim's things.
struct Row {
    operation: &'static str,
    /// What the operation needs of a user: `category action`.
    rule: Option<&'static str>,
    status: [u16; Kind::ALL.len()],
}

impl Row {
    const fn new(operation: &'static str, status: u16) -> Self {
        Self { operation, rule: None, status: [status; Kind::ALL.len()] }
    }

    /// The same, but for one kind of caller.
    const fn but(mut self, kind: Kind, status: u16) -> Self {
        self.status[kind as usize] = status;
        self
    }

    fn is_of_organization(&self) -> bool {
        self.operation.contains("{org}")
    }
}

/// Open to everybody: the same for all.
const fn open(operation: &'static str, status: u16) -> Row {
    Row::new(operation, status)
}

/// Open to everybody, and another for who is signed in: a script is neither.
const fn seen(operation: &'static str, status: u16) -> Row {
    keys(open(operation, status), 403, 403)
}

/// For who is signed in.
const fn signed_in(operation: &'static str, status: u16) -> Row {
    seen(operation, status).but(Kind::Anonymous, 401).but(Kind::Unverified, 401)
}

/// For who is known, a script too.
const fn known(operation: &'static str, status: u16) -> Row {
    keys(signed_in(operation, status), status, status)
}

/// The same with these for the victim's API keys, and that for another's. One that was revoked is none.
const fn keys(row: Row, status: u16, foreign: u16) -> Row {
    row.but(Kind::Key, status)
        .but(Kind::RuledKey, status)
        .but(Kind::AdminKey, status)
        .but(Kind::KeyOfAnother, foreign)
        .but(Kind::RevokedKey, 401)
}

/// For people: no API key may do it, whatever its role and rules.
const fn people(row: Row) -> Row {
    keys(row, 403, 404)
}

/// For members; to others the organization does not exist, and it keeps members out who lack what it forces.
const fn member(operation: &'static str, status: u16) -> Row {
    keys(signed_in(operation, status), status, 404)
        .but(Kind::WithoutOrganization, 404)
        .but(Kind::Invited, 404)
        .but(Kind::Requested, 404)
        .but(Kind::Removed, 404)
        .but(Kind::AdminOfAnother, 404)
        .but(Kind::KeptOut, 403)
}

/// For admins, and users whose rules allow it.
const fn ruled(operation: &'static str, rule: &'static str, status: u16) -> Row {
    let row = member(operation, status).but(Kind::User, 403).but(Kind::Unruled, 403).but(Kind::Key, 403);
    Row { rule: Some(rule), ..row }
}

/// For admins, and users whose rules allow it for the one thing that it is about; to others it does not exist.
const fn ruled_thing(operation: &'static str, rule: &'static str, status: u16) -> Row {
    ruled(operation, rule, status).but(Kind::User, 404).but(Kind::Unruled, 404).but(Kind::Key, 404)
}

/// For admins; no rules give it.
const fn admin(operation: &'static str, status: u16) -> Row {
    member(operation, status)
        .but(Kind::User, 403)
        .but(Kind::Unruled, 403)
        .but(Kind::Ruled, 403)
        .but(Kind::Key, 403)
        .but(Kind::RuledKey, 403)
}

const TABLE: [Row; 172] = [
    open("GET /api/v1/about", 200),
    open("POST /api/v1/accounts", 202),
    open("POST /api/v1/accounts/verify", 404),
    open("POST /api/v1/session", 401),
    seen("GET /api/v1/session", 200),
    signed_in("DELETE /api/v1/session", 204),
    open("POST /api/v1/password-resets", 202),
    open("POST /api/v1/password-resets/confirm", 404),
    // With a link that nobody sent.
    open("GET /api/v1/account-alerts/{token}", 404),
    open("POST /api/v1/account-alerts/{token}/secure", 404),
    signed_in("GET /api/v1/me", 200),
    signed_in("PATCH /api/v1/me", 200),
    signed_in("GET /api/v1/me/picture", 404),
    signed_in("PUT /api/v1/me/picture", 200),
    signed_in("DELETE /api/v1/me/picture", 200),
    signed_in("PUT /api/v1/me/password", 204),
    signed_in("GET /api/v1/me/email-change", 200),
    signed_in("POST /api/v1/me/email-change", 202),
    signed_in("DELETE /api/v1/me/email-change", 204),
    // Nothing is under way.
    signed_in("POST /api/v1/me/email-change/resend", 404),
    // With a link that nobody sent.
    seen("GET /api/v1/email-changes/{token}", 404),
    signed_in("POST /api/v1/email-changes/{token}/confirm", 404),
    signed_in("GET /api/v1/me/sessions", 200),
    signed_in("DELETE /api/v1/me/sessions", 204),
    // Somebody else's session, for every caller.
    signed_in("GET /api/v1/me/sessions/{id}", 404),
    signed_in("DELETE /api/v1/me/sessions/{id}", 404),
    signed_in("GET /api/v1/me/organizations", 200),
    signed_in("GET /api/v1/me/deleted-organizations", 200),
    signed_in("GET /api/v1/me/deletion", 200),
    // With a wrong password.
    signed_in("POST /api/v1/me/deletion", 422),
    signed_in("GET /api/v1/me/mfa", 200),
    signed_in("POST /api/v1/me/mfa", 201),
    // Nothing was begun, and it is off.
    signed_in("POST /api/v1/me/mfa/confirm", 409),
    signed_in("POST /api/v1/me/mfa/recovery-codes", 409),
    signed_in("POST /api/v1/me/mfa/disable", 409),
    signed_in("POST /api/v1/organizations", 201),
    member("GET /api/v1/organizations/{org}", 200),
    ruled("PATCH /api/v1/organizations/{org}", "settings update", 200),
    // It has dataplants and storage engines, which are deleted before.
    people(admin("DELETE /api/v1/organizations/{org}", 409)),
    admin("GET /api/v1/organizations/{org}/deletion", 200),
    // It is not deleted: its admins are told so, and nobody else anything.
    keys(admin("POST /api/v1/organizations/{org}/restore", 200), 403, 403)
        .but(Kind::User, 404)
        .but(Kind::Unruled, 404)
        .but(Kind::Ruled, 404)
        .but(Kind::KeptOut, 404),
    member("GET /api/v1/organizations/{org}/logo", 200),
    ruled("PUT /api/v1/organizations/{org}/logo", "settings update", 200),
    ruled("DELETE /api/v1/organizations/{org}/logo", "settings update", 200),
    ruled("GET /api/v1/organizations/{org}/domains", "settings infrastructure", 200),
    ruled("POST /api/v1/organizations/{org}/domains", "settings infrastructure", 201),
    ruled("POST /api/v1/organizations/{org}/domains/{id}/verify", "settings infrastructure", 200),
    ruled("GET /api/v1/organizations/{org}/domains/{id}", "settings infrastructure", 200),
    ruled("DELETE /api/v1/organizations/{org}/domains/{id}", "settings infrastructure", 204),
    ruled("GET /api/v1/organizations/{org}/certificates", "settings infrastructure", 200),
    ruled("POST /api/v1/organizations/{org}/certificates", "settings infrastructure", 201),
    ruled("GET /api/v1/organizations/{org}/certificates/{id}", "settings infrastructure", 200),
    ruled("PUT /api/v1/organizations/{org}/certificates/{id}", "settings infrastructure", 200),
    ruled("DELETE /api/v1/organizations/{org}/certificates/{id}", "settings infrastructure", 204),
    admin("GET /api/v1/organizations/{org}/api-keys", 200),
    people(admin("POST /api/v1/organizations/{org}/api-keys", 201)),
    admin("GET /api/v1/organizations/{org}/api-keys/{id}", 200),
    people(admin("PATCH /api/v1/organizations/{org}/api-keys/{id}", 200)),
    people(admin("DELETE /api/v1/organizations/{org}/api-keys/{id}", 204)),
    people(admin("POST /api/v1/organizations/{org}/api-keys/{id}/rotate", 200)),
    people(member("POST /api/v1/organizations/{org}/visits", 204)),
    signed_in("GET /api/v1/organization-slugs/{slug}", 200),
    ruled("GET /api/v1/organizations/{org}/audit-log", "settings audit", 200),
    ruled("GET /api/v1/organizations/{org}/audit-log/people", "settings audit", 200),
    ruled("GET /api/v1/organizations/{org}/audit-log/api-keys", "settings audit", 200),
    ruled("GET /api/v1/organizations/{org}/audit-log.csv", "settings audit", 200),
    ruled("GET /api/v1/organizations/{org}/audit-log.jsonl", "settings audit", 200),
    ruled("GET /api/v1/organizations/{org}/authentication", "settings authentication", 200),
    ruled("PATCH /api/v1/organizations/{org}/authentication", "settings authentication", 200),
    member("GET /api/v1/organizations/{org}/members", 200),
    member("GET /api/v1/organizations/{org}/members/{user}", 200),
    member("GET /api/v1/organizations/{org}/members/{user}/picture", 200),
    admin("PATCH /api/v1/organizations/{org}/members/{user}", 200),
    ruled("DELETE /api/v1/organizations/{org}/members/{user}", "members remove", 204),
    ruled("GET /api/v1/organizations/{org}/members/{user}/holdings", "members remove", 200),
    ruled("GET /api/v1/organizations/{org}/members.csv", "members read", 200),
    ruled("GET /api/v1/organizations/{org}/members/{user}/access", "members read", 200),
    ruled("GET /api/v1/organizations/{org}/members/{user}/rules", "members read", 200),
    admin("PUT /api/v1/organizations/{org}/members/{user}/rules", 200),
    ruled("POST /api/v1/organizations/{org}/members/{user}/rules/preview", "members read", 200),
    ruled("GET /api/v1/organizations/{org}/members/{user}/rules/history", "members read", 200),
    admin("POST /api/v1/organizations/{org}/members/rules", 200),
    people(admin("POST /api/v1/organizations/{org}/transfer", 204)),
    // Whoever is kept out can go.
    people(member("POST /api/v1/organizations/{org}/leave", 204).but(Kind::KeptOut, 204)),
    ruled("GET /api/v1/organizations/{org}/invitations", "members invite", 200),
    people(ruled("POST /api/v1/organizations/{org}/invitations", "members invite", 201)),
    people(ruled("POST /api/v1/organizations/{org}/invitations/{id}/resend", "members invite", 200)),
    people(ruled("POST /api/v1/organizations/{org}/invitations/{id}/link", "members invite", 201)),
    ruled("GET /api/v1/organizations/{org}/invitations/{id}", "members invite", 200),
    ruled("DELETE /api/v1/organizations/{org}/invitations/{id}", "members invite", 204),
    // With a link that nobody sent.
    seen("GET /api/v1/invitations/{token}", 404),
    signed_in("POST /api/v1/invitations/{token}/accept", 404),
    seen("POST /api/v1/invitations/{token}/decline", 404),
    seen("POST /api/v1/invitations/{token}/report", 404),
    open("POST /api/v1/invitations/{token}/renewal", 404),
    open("POST /api/v1/invitations/{token}/account", 404),
    signed_in("GET /api/v1/me/invitations", 200),
    // Somebody else's, for every caller.
    signed_in("POST /api/v1/me/invitations/{id}/accept", 404),
    signed_in("POST /api/v1/me/invitations/{id}/decline", 404),
    signed_in("GET /api/v1/me/suggestions", 200),
    signed_in("GET /api/v1/me/join-requests", 200),
    ruled("GET /api/v1/organizations/{org}/join-requests", "members approve", 200),
    // For addresses of the victim's domain; members have no need to.
    signed_in("POST /api/v1/organizations/{org}/join-requests", 409)
        .but(Kind::WithoutOrganization, 404)
        .but(Kind::Invited, 404)
        .but(Kind::AdminOfAnother, 404)
        .but(Kind::Requested, 201)
        .but(Kind::Removed, 201),
    // Somebody else's, for every caller.
    signed_in("DELETE /api/v1/organizations/{org}/join-requests/{id}", 404),
    ruled("GET /api/v1/organizations/{org}/join-requests/{id}", "members approve", 200),
    ruled("GET /api/v1/organizations/{org}/join-requests/{id}/picture", "members approve", 200),
    ruled("POST /api/v1/organizations/{org}/join-requests/{id}/approve", "members approve", 204),
    ruled("POST /api/v1/organizations/{org}/join-requests/{id}/deny", "members approve", 204),
    ruled("POST /api/v1/organizations/{org}/join-requests/{id}/reopen", "members approve", 204),
    known("GET /api/v1/providers", 200),
    // Those that one may read: for others none.
    member("GET /api/v1/organizations/{org}/storage-engines", 200),
    ruled("POST /api/v1/organizations/{org}/storage-engines", "storage_engines create", 202),
    ruled_thing("GET /api/v1/organizations/{org}/storage-engines/{id}", "storage_engines read", 200),
    ruled_thing("PATCH /api/v1/organizations/{org}/storage-engines/{id}", "storage_engines all", 200),
    ruled_thing("DELETE /api/v1/organizations/{org}/storage-engines/{id}", "storage_engines all", 202),
    // The built-in Sandbox.
    ruled_thing("POST /api/v1/organizations/{org}/storage-engines/{id}/retry", "storage_engines all", 202),
    // One that could not be made.
    ruled_thing("POST /api/v1/organizations/{org}/storage-engines/{id}/forget", "storage_engines all", 204),
    ruled_thing(
        "GET /api/v1/organizations/{org}/storage-engines/{id}/operations",
        "storage_engines read",
        200,
    ),
    ruled_thing("GET /api/v1/organizations/{org}/storage-engines/{id}/usage", "storage_engines read", 200),
    ruled_thing(
        "GET /api/v1/organizations/{org}/storage-engines/{id}/dataplants",
        "storage_engines read",
        200,
    ),
    ruled_thing(
        "GET /api/v1/organizations/{org}/storage-engines/{id}/credentials",
        "storage_engines read",
        200,
    ),
    ruled_thing(
        "POST /api/v1/organizations/{org}/storage-engines/{id}/credentials",
        "storage_engines all",
        202,
    ),
    ruled_thing(GET_CREDENTIAL, "storage_engines read", 200),
    ruled_thing(REVEAL, "storage_engines all", 200),
    ruled_thing(ROTATE, "storage_engines all", 202),
    ruled_thing(DELETE_CREDENTIAL, "storage_engines all", 202),
    member("GET /api/v1/organizations/{org}/storage-defaults", 200),
    ruled("PUT /api/v1/organizations/{org}/storage-defaults", "storage_config update", 200),
    // Those that one may read: for others none.
    member("GET /api/v1/organizations/{org}/dataplants", 200),
    ruled("POST /api/v1/organizations/{org}/dataplants", "dataplants create", 202),
    ruled_thing("GET /api/v1/organizations/{org}/dataplants/{id}", "dataplants read", 200),
    ruled_thing("PATCH /api/v1/organizations/{org}/dataplants/{id}", "dataplants all", 200),
    // One that is there: a mail asks to confirm it.
    ruled_thing("DELETE /api/v1/organizations/{org}/dataplants/{id}", "dataplants all", 202)
        .but(Kind::RuledKey, 403)
        .but(Kind::AdminKey, 403),
    ruled_thing("GET /api/v1/organizations/{org}/dataplants/{id}/steps", "dataplants read", 200),
    ruled_thing("GET /api/v1/organizations/{org}/dataplants/{id}/operations", "dataplants read", 200),
    // One that could not be made.
    ruled_thing("POST /api/v1/organizations/{org}/dataplants/{id}/retry", "dataplants all", 202),
    ruled_thing("POST /api/v1/organizations/{org}/dataplants/{id}/forget", "dataplants all", 204),
    // With a link that nobody sent.
    signed_in("GET /api/v1/dataplant-deletions/{token}", 404),
    signed_in("POST /api/v1/dataplant-deletions/{token}/confirm", 404),
    signed_in("GET /api/v1/billing-accounts", 200),
    signed_in("POST /api/v1/billing-accounts", 201),
    // One that is not there; somebody else's answers likewise, for an admin of an organization that it pays for too
    // (billing_accounts.rs).
    signed_in("GET /api/v1/billing-accounts/{id}", 404),
    signed_in("PATCH /api/v1/billing-accounts/{id}", 404),
    signed_in("GET /api/v1/billing-accounts/{id}/subscriptions", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/subscriptions/{org}/stop", 404),
    signed_in("GET /api/v1/billing-accounts/{id}/invoices", 404),
    signed_in("GET /api/v1/billing-accounts/{id}/invoices/{invoice}/receipt.pdf", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/transfer", 404),
    signed_in("DELETE /api/v1/billing-accounts/{id}/transfer", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/transfer/confirm", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/transfer/accept", 404),
    open("GET /api/v1/billing-account-transfers/{token}", 404),
    ruled("GET /api/v1/organizations/{org}/invoices", "billing read", 200),
    ruled("GET /api/v1/organizations/{org}/invoices.csv", "billing read", 200),
    // One that is not there.
    ruled("GET /api/v1/organizations/{org}/invoices/{id}/receipt.pdf", "billing read", 404),
    known("GET /api/v1/plans", 200),
    ruled("GET /api/v1/organizations/{org}/subscription", "billing read", 200),
    ruled("POST /api/v1/organizations/{org}/subscription/quote", "billing update", 200),
    // With a quote of nothing.
    ruled("PUT /api/v1/organizations/{org}/subscription", "billing update", 409),
    ruled("POST /api/v1/organizations/{org}/subscription/cancel", "billing update", 200),
    // Nothing was cancelled.
    ruled("POST /api/v1/organizations/{org}/subscription/reactivate", "billing update", 409),
    ruled("GET /api/v1/organizations/{org}/invoices/upcoming", "billing read", 200),
    ruled("PUT /api/v1/organizations/{org}/budget", "billing update", 204),
    member("GET /api/v1/organizations/{org}/quotas", 200),
    people(ruled("POST /api/v1/organizations/{org}/quotas/requests", "billing update", 201)),
    ruled("POST /api/v1/organizations/{org}/vouchers", "billing update", 201),
    // Billing accounts are their owners' alone, and nobody here owns one (payment_methods.rs).
    signed_in("GET /api/v1/billing-accounts/{id}/payment-methods", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/payment-methods", 404),
    signed_in("POST /api/v1/billing-accounts/{id}/payment-methods/{method}/default", 404),
    signed_in("DELETE /api/v1/billing-accounts/{id}/payment-methods/default", 404),
    signed_in("GET /api/v1/billing-accounts/{id}/payment-methods/{method}", 404),
    signed_in("DELETE /api/v1/billing-accounts/{id}/payment-methods/{method}", 404),
];

const GET_CREDENTIAL: &str = "GET /api/v1/organizations/{org}/storage-engines/{id}/credentials/{credential}";
const REVEAL: &str = "POST /api/v1/organizations/{org}/storage-engines/{id}/credentials/{credential}/reveal";
const ROTATE: &str = "POST /api/v1/organizations/{org}/storage-engines/{id}/credentials/{credential}/rotate";
const DELETE_CREDENTIAL: &str =
    "DELETE /api/v1/organizations/{org}/storage-engines/{id}/credentials/{credential}";

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

/// What scripts can call, says the document of each operation.
#[tokio::test]
async fn the_document_says_what_is_for_api_keys() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let document = serde_json::to_value(hq_server::router::api(hq.app.clone()).1).unwrap();
    for row in &TABLE {
        let (method, path) = row.operation.split_once(' ').unwrap();
        let security = document["paths"][path][method.to_lowercase()]["security"].as_array();
        let said = security.into_iter().flatten().any(|by| by.get("api_key").is_some());
        let refused = [Kind::Key, Kind::RuledKey, Kind::AdminKey].map(|kind| row.status[kind as usize]);
        let is_open = row.status[Kind::RevokedKey as usize] != 401;
        let takes = !is_open && refused.iter().any(|status| ![401, 403].contains(status));
        // Of a dataplant that is there a person confirms it; of one that failed nobody has to.
        let is_both = row.operation == "DELETE /api/v1/organizations/{org}/dataplants/{id}";
        assert_eq!(said, takes || is_both, "{}", row.operation);
    }
}

#[tokio::test]
async fn every_endpoint_has_its_row() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let (_, document) = hq_server::router::api(hq.app.clone());
    let rows: BTreeSet<String> = TABLE.iter().map(|row| row.operation.to_owned()).collect();
    assert_eq!(operations(&document), rows);
}
