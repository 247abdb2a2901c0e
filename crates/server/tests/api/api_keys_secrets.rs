//! Secrets of API keys: told once, replaced without a gap, and nowhere to be found.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, Log, new_api_key},
};
use hq_contract::{
    ApiKeyId, FieldCode, OrganizationId, ProblemCode,
    api_keys::{CreateApiKey, GetApiKey, ListApiKeys, NewApiKey, NewSecret, RevokeApiKey, RotateApiKey},
};
use hq_server::{
    db::entity::{api_key_secret, audit_log, idempotency_key, outbox},
    jobs::housekeeping,
};
use sea_orm::EntityTrait as _;
use time::Duration;

on_both!(
    a_secret_is_kept_nowhere,
    a_repeated_request_makes_one_key_and_loses_no_secret,
    a_secret_that_was_used_is_not_told_again,
    a_retry_makes_no_other_key_once_the_secret_is_gone,
    both_are_good_for_a_while,
    without_an_overlap_the_former_ends_at_once,
    a_secret_ends_when_it_was_to_end,
    two_are_good_at_most,
    a_secret_is_replaced_once_by_a_repeated_request,
);

/// Whether a secret is good in an organization.
async fn good(hq: &Hq, secret: &str, org: OrganizationId) -> bool {
    let status = hq.script(secret).get(&format!("/organizations/{org}")).await.status.as_u16();
    assert!(status == 200 || status == 401, "{status}");
    status == 200
}

async fn rotate(ada: &Browser, org: OrganizationId, id: ApiKeyId, overlap_hours: u32) -> String {
    let body = NewSecret { overlap_hours, expires_in_days: None };
    ada.call(&RotateApiKey { org, id, body }).await.unwrap().secret
}

/// Somebody with an organization and a key.
async fn with_key(hq: &Hq) -> (Browser, OrganizationId, ApiKeyId, String) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let issued = ada.api_key(org, "Deploy", &[]).await;
    (ada, org, issued.key.id, issued.secret)
}

/// What secrets began with that others took the place of, and these, as the audit log tells: the last first.
async fn replaced(ada: &Browser, org: OrganizationId) -> Vec<(Option<String>, String)> {
    let lines = ada.get(&format!("/organizations/{org}/audit-log?action=api_keys.rotate")).await.json();
    let beginning = |line: &serde_json::Value| {
        let mut changes = line["changes"].as_array().unwrap().iter();
        let change = changes.find(|change| change["field"] == "starts_with").unwrap();
        let text = |name: &str| change[name].as_str().map(ToOwned::to_owned);
        (text("before"), text("after").unwrap())
    };
    lines["items"].as_array().unwrap().iter().map(beginning).collect()
}

async fn a_secret_is_kept_nowhere(hq: Hq) {
    let (ada, org, id, first) = with_key(&hq).await;
    let request = ada.prepare(&CreateApiKey { org, body: new_api_key("Keyed", &[]) });
    let keyed =
        ada.send(request.header("idempotency-key", "k")).await.json()["secret"].as_str().unwrap().to_owned();
    let second = rotate(&ada, org, id, 1).await;
    assert!(good(&hq, &first, org).await && good(&hq, &second, org).await && good(&hq, &keyed, org).await);
    let db = hq.app.db().read();
    let kept = format!(
        "{:?} {:?} {:?} {:?}",
        api_key_secret::Entity::find().all(db).await.unwrap(),
        idempotency_key::Entity::find().all(db).await.unwrap(),
        audit_log::Entity::find().all(db).await.unwrap(),
        outbox::Entity::find().all(db).await.unwrap(),
    );
    for secret in [first, second, keyed] {
        assert!(!kept.contains(&secret[8..]), "{kept}");
    }
}

async fn a_repeated_request_makes_one_key_and_loses_no_secret(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let send = async |name: &str, key: &str| {
        let request = ada.prepare(&CreateApiKey { org, body: new_api_key(name, &[]) });
        ada.send(request.header("idempotency-key", key)).await
    };
    let first = send("Deploy", "k").await;
    let again = send("Deploy", "k").await;
    assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (201, None));
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(first.json()["id"], again.json()["id"]);
    assert_eq!(ada.call(&ListApiKeys { org }).await.unwrap().total, 1);
    let secret = |reply: &crate::support::Reply| reply.json()["secret"].as_str().unwrap().to_owned();
    assert!(!good(&hq, &secret(&first), org).await, "its answer was lost");
    assert!(good(&hq, &secret(&again), org).await);
    assert_eq!(
        replaced(&ada, org).await,
        [(Some(secret(&first)[..8].to_owned()), secret(&again)[..8].to_owned())],
        "another secret is good than that of which the line of its creation tells"
    );
    assert_eq!(send("Other", "k").await.json()["code"], "idempotency_key_reused");
    // Somebody else's is another.
    let bob = hq.joined(&ada, &ada.create("Other").await, "bob@acme.example", hq_contract::Role::Admin).await;
    let other = bob.create("Bobs").await.id;
    let request = bob.prepare(&CreateApiKey { org: other, body: new_api_key("Deploy", &[]) });
    assert_eq!(bob.send(request.header("idempotency-key", "k")).await.header("idempotency-replayed"), None);
    // At once: one key, and the secret of the last answer.
    let replies = futures::future::join_all((0..8).map(|_| send("Many", "m"))).await;
    assert!(replies.iter().all(|reply| reply.status == 201));
    assert_eq!(ada.call(&ListApiKeys { org }).await.unwrap().total, 2);
    let mut good_ones = 0;
    for reply in &replies {
        good_ones += u32::from(good(&hq, &secret(reply), org).await);
    }
    assert_eq!(good_ones, 1);
}

async fn a_retry_makes_no_other_key_once_the_secret_is_gone(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let send = async |name: &str| {
        let request = ada.prepare(&CreateApiKey { org, body: new_api_key(name, &[]) });
        ada.send(request.header("idempotency-key", name)).await
    };
    let code = |reply: &crate::support::Reply| reply.json()["code"].as_str().map(ToOwned::to_owned);
    let id = |reply: &crate::support::Reply| ApiKeyId(reply.json()["id"].as_str().unwrap().parse().unwrap());
    let revoked = id(&send("Revoked").await);
    ada.call(&RevokeApiKey { org, id: revoked }).await.unwrap();
    assert_eq!(code(&send("Revoked").await).as_deref(), Some("already_shown"));
    let rotated = id(&send("Rotated").await);
    let secret = rotate(&ada, org, rotated, 0).await;
    assert_eq!(code(&send("Rotated").await).as_deref(), Some("already_shown"));
    assert!(good(&hq, &secret, org).await, "a late retry takes no secret away");
    assert_eq!(ada.call(&ListApiKeys { org }).await.unwrap().total, 1);
}

async fn a_secret_that_was_used_is_not_told_again(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let send = async || {
        let request = ada.prepare(&CreateApiKey { org, body: new_api_key("Deploy", &[]) });
        ada.send(request.header("idempotency-key", "k")).await
    };
    let secret = send().await.json()["secret"].as_str().unwrap().to_owned();
    assert!(good(&hq, &secret, org).await);
    assert_eq!(send().await.json()["code"], "already_shown");
    assert!(good(&hq, &secret, org).await, "a repeated request takes nothing away");
    assert_eq!(replaced(&ada, org).await, [], "and nothing has come of it");
}

async fn both_are_good_for_a_while(hq: Hq) {
    let (ada, org, id, first) = with_key(&hq).await;
    assert!(good(&hq, &first, org).await);
    let second = rotate(&ada, org, id, 2).await;
    assert!(good(&hq, &first, org).await && good(&hq, &second, org).await);
    let key = ada.call(&GetApiKey { org, id }).await.unwrap();
    let former = key.former.unwrap();
    assert!(first.starts_with(&former.starts_with) && second.starts_with(&key.starts_with));
    assert!(former.last_used_at.is_some() && former.expires_at.as_str().starts_with("2026-03-01T11:"));
    hq.advance(Duration::hours(2));
    assert!(!good(&hq, &first, org).await && good(&hq, &second, org).await);
    assert_eq!(ada.call(&GetApiKey { org, id }).await.unwrap().former, None);
    housekeeping::round(&hq.app).await.unwrap();
    assert_eq!(api_key_secret::Entity::find().all(hq.app.db().read()).await.unwrap().len(), 1);
    let body = NewSecret { overlap_hours: 169, expires_in_days: None };
    let refused = ada.call(&RotateApiKey { org, id, body }).await.unwrap_err();
    assert_eq!(refused.field("/overlap_hours"), Some(FieldCode::OutOfRange));
}

async fn without_an_overlap_the_former_ends_at_once(hq: Hq) {
    let (ada, org, id, first) = with_key(&hq).await;
    let second = rotate(&ada, org, id, 0).await;
    assert!(!good(&hq, &first, org).await && good(&hq, &second, org).await);
    assert_eq!(ada.call(&GetApiKey { org, id }).await.unwrap().former, None);
}

async fn a_secret_ends_when_it_was_to_end(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let body = NewApiKey { expires_in_days: Some(1), ..new_api_key("Deploy", &[]) };
    let issued = ada.call(&CreateApiKey { org, body }).await.unwrap();
    let (id, first) = (issued.key.id, issued.secret);
    // Another secret does not let it live longer.
    let second = rotate(&ada, org, id, 168).await;
    hq.advance(Duration::hours(25));
    assert!(!good(&hq, &first, org).await && good(&hq, &second, org).await);
    let body = NewSecret { overlap_hours: 0, expires_in_days: Some(1) };
    let third = ada.call(&RotateApiKey { org, id, body }).await.unwrap().secret;
    hq.advance(Duration::hours(25));
    let key = ada.call(&GetApiKey { org, id }).await.unwrap();
    assert!(key.expired && !good(&hq, &third, org).await);
    // An expired key works again with another secret, and the former does not.
    let fourth = rotate(&ada, org, id, 24).await;
    assert!(!good(&hq, &third, org).await && good(&hq, &fourth, org).await);
}

async fn two_are_good_at_most(hq: Hq) {
    let (ada, org, id, first) = with_key(&hq).await;
    let second = rotate(&ada, org, id, 24).await;
    let third = rotate(&ada, org, id, 24).await;
    assert!(!good(&hq, &first, org).await);
    assert!(good(&hq, &second, org).await && good(&hq, &third, org).await);
}

async fn a_secret_is_replaced_once_by_a_repeated_request(hq: Hq) {
    let (ada, org, id, first) = with_key(&hq).await;
    let send = async || {
        let body = NewSecret { overlap_hours: 1, expires_in_days: Some(90) };
        let request = ada.prepare(&RotateApiKey { org, id, body });
        ada.send(request.header("idempotency-key", "k")).await
    };
    let (one, again) = (send().await, send().await);
    assert_eq!((one.status.as_u16(), again.status.as_u16()), (200, 200));
    let beginning = |reply: &crate::support::Reply| reply.json()["starts_with"].as_str().unwrap().to_owned();
    let told = [(Some(beginning(&one)), beginning(&again)), (None, beginning(&one))];
    assert_eq!(replaced(&ada, org).await, told);
    let secret = again.json()["secret"].as_str().unwrap().to_owned();
    assert!(good(&hq, &first, org).await && good(&hq, &secret, org).await);
    assert_eq!(ada.call(&GetApiKey { org, id }).await.unwrap().version, 2);
    let missing = RotateApiKey { org, id: ApiKeyId(hq.app.new_id()), body: NewSecret::default() };
    assert_eq!(ada.call(&missing).await.unwrap_err().code(), ProblemCode::NotFound);
}

#[tokio::test]
async fn a_secret_is_in_no_line_of_the_log() {
    let log = Log::start();
    let hq = Hq::start(Backend::Sqlite).await;
    let (ada, org, id, first) = with_key(&hq).await;
    let second = rotate(&ada, org, id, 1).await;
    assert!(good(&hq, &first, org).await && good(&hq, &second, org).await);
    let mangled = first.replace("hqk_", "hqk_x");
    assert!(!good(&hq, &mangled, org).await);
    let of_server = log.of_server();
    for secret in [&first, &second, &mangled] {
        assert!(!of_server.contains(&secret[8..]), "{of_server}");
    }
    assert!(of_server.contains(&format!("api_key={id}")), "a request names its key: {of_server}");
}
