//! Commits whose answer does not arrive, and commits that do not arrive themselves: what was done is answered as done, and what
//! was not is done once.

use crate::support::{Browser, Hq, PASSWORD, Reply, Setup, Wire, postgres};
use hq_contract::{
    Role,
    me::ListMyOrganizations,
    organizations::{GetOrganization, Organization},
};
use hq_server::db::{Patience, entity::audit_log};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use serde_json::{Value, json};

/// A server, the line to its database, and somebody with an organization.
async fn begin() -> (Hq, Wire, Browser, Organization) {
    let (wire, url) = Wire::to(&postgres().await).await;
    let hq = Hq::start_on(&url, None, Setup { patience: Patience::USUAL, ..Setup::default() }).await;
    let ada = hq.person("ada@acme.example").await;
    let organization = ada.create("Acme").await;
    (hq, wire, ada, organization)
}

/// How often something was done, by the audit log.
async fn lines(hq: &Hq, action: &str) -> u64 {
    let lines = audit_log::Entity::find().filter(audit_log::Column::Action.eq(action));
    lines.count(hq.app.db().read()).await.unwrap()
}

/// Asks for a change of the organization's name, with or without a key.
async fn rename(ada: &Browser, org: &Organization, version: &str, name: &str, key: Option<&str>) -> Reply {
    let mut request = ada
        .request("PATCH", &format!("/organizations/{}", org.id))
        .header("if-match", version)
        .json(&json!({"name": name}));
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    ada.send(request).await
}

async fn version(ada: &Browser, org: &Organization) -> String {
    let (_, version) = ada.call_versioned(&GetOrganization(org.id.to_string())).await.unwrap();
    version.0
}

async fn create(ada: &Browser, name: &str, key: Option<&str>) -> Reply {
    let mut request = ada.request("POST", "/organizations").json(&json!({"name": name}));
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    ada.send(request).await
}

/// Loses a commit, or its answer, under each way to write; each happens once all the same.
async fn each_is_done_once(lose: impl Fn(&Wire)) {
    let (hq, wire, ada, acme) = begin().await;

    for (name, key) in [("Beta", Some("k1")), ("Gamma", None)] {
        lose(&wire);
        let reply = create(&ada, name, key).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["name"]), (201, &json!(name)), "{}", reply.body);
        assert!(wire.has_lost());
    }
    assert_eq!(ada.call(&ListMyOrganizations::default()).await.unwrap().total, 3);
    assert_eq!(lines(&hq, "organizations.create").await, 3);

    for (name, key) in [("Acme One", None), ("Acme Two", Some("k2"))] {
        let former = version(&ada, &acme).await;
        lose(&wire);
        let reply = rename(&ada, &acme, &former, name, key).await;
        assert_eq!((reply.status.as_u16(), &reply.json()["name"]), (200, &json!(name)), "{}", reply.body);
        assert!(wire.has_lost());
        assert_eq!(reply.header("etag"), Some(version(&ada, &acme).await.as_str()));
    }
    assert_eq!(lines(&hq, "organizations.update").await, 2);

    ada.invite(&acme, "bob@acme.example", Role::User).await;
    let list = ada.get(&format!("/organizations/{}/invitations", acme.id)).await.json();
    let Value::String(invitation) = &list["items"][0]["id"] else { panic!("{list}") };
    lose(&wire);
    let reply = ada
        .send(ada.request("DELETE", &format!("/organizations/{}/invitations/{invitation}", acme.id)))
        .await;
    assert_eq!(reply.status, 204, "{}", reply.body);
    assert!(wire.has_lost());
    assert_eq!(lines(&hq, "invitations.revoke").await, 1);

    each_is_done_once_though_it_ends_its_own_right(&hq, &wire, (&ada, &acme), lose).await;
}

/// With a key, what another try of the same would be refused for: the first one took away the right to it, or the proof.
async fn each_is_done_once_though_it_ends_its_own_right(
    hq: &Hq,
    wire: &Wire,
    (ada, acme): (&Browser, &Organization),
    lose: impl Fn(&Wire),
) {
    let eve = hq.joined(ada, acme, "eve@acme.example", Role::User).await;
    lose(wire);
    let leave = eve.request("POST", &format!("/organizations/{}/leave", acme.id)).json(&json!({}));
    let reply = eve.send(leave.header("idempotency-key", "k3")).await;
    assert_eq!(reply.status, 204, "{}", reply.body);
    assert!(wire.has_lost());
    assert_eq!(lines(hq, "members.leave").await, 1);

    lose(wire);
    let reply = change_password(&eve, "another quiet evening").await;
    assert_eq!(reply.status, 204, "{}", reply.body);
    assert!(wire.has_lost());
    assert_eq!(lines(hq, "me.change_password").await, 1);
    // As if that answer had been lost on the way to the client.
    let again = change_password(&eve, "another quiet evening").await;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (204, Some("true")));
    let other = change_password(&eve, "a third quiet evening").await;
    let refused = other.json();
    assert_eq!((other.status.as_u16(), &refused["fields"]["/current"]), (422, &json!("wrong_password")));
    assert_eq!(lines(hq, "me.change_password").await, 1);

    lose(wire);
    let delete = ada.request("DELETE", &format!("/organizations/{}?name=Acme%20Two", acme.id));
    let reply = ada.send(delete.header("if-match", "*").header("idempotency-key", "k5")).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["name"]), (200, &json!("Acme Two")), "{}", reply.body);
    assert!(wire.has_lost());
    assert_eq!(lines(hq, "organizations.delete").await, 1);
}

/// Changes everybody's password, with one key.
async fn change_password(eve: &Browser, new: &str) -> Reply {
    let change = eve.request("PUT", "/me/password").json(&json!({"current": PASSWORD, "new": new}));
    eve.send(change.header("idempotency-key", "k4")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_committed_is_answered_as_done_though_nobody_heard_of_it() {
    each_is_done_once(Wire::lose_next_answer).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_committed_is_done_again_as_a_whole() {
    each_is_done_once(Wire::lose_next_commit).await;
}

/// The database stays away for longer than an answer takes: the client asks again, and is told the truth.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_is_sent_again_is_known_by_its_key() {
    let (hq, wire, ada, acme) = begin().await;
    let former = version(&ada, &acme).await;
    let first = rename(&ada, &acme, &former, "Acme One", Some("k")).await;
    assert_eq!(first.status, 200);
    // As if that answer had been lost.
    let second = rename(&ada, &acme, &former, "Acme One", Some("k")).await;
    assert_eq!(
        (second.status, &second.body, second.header("etag")),
        (first.status, &first.body, first.header("etag"))
    );
    assert_eq!(lines(&hq, "organizations.update").await, 1);

    let without = rename(&ada, &acme, &former, "Acme One", None).await;
    assert_eq!(without.status, 412, "nobody knows that it is the same");
    let other = rename(&ada, &acme, &former, "Acme Two", Some("k")).await;
    assert_eq!((other.status.as_u16(), &other.json()["code"]), (422, &json!("idempotency_key_reused")));
    drop(wire);
}
