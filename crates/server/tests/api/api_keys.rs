//! API keys: who makes, changes and revokes them, and what becomes of them.

use crate::{
    access_matrix::{Matrix, admin, people, some_rules},
    on_both,
    support::{Browser, Hq, new_api_key, rules},
};
use hq_contract::{
    Actor, ETag, FieldCode, OrganizationId, Permission, ProblemCode, Role,
    api_keys::{
        ApiKey, ApiKeyPatch, CreateApiKey, GetApiKey, ListApiKeys, MAX_API_KEYS, NewApiKey, NewSecret,
        RevokeApiKey, RotateApiKey, UpdateApiKey,
    },
    audit_log::{
        AuditActor, AuditEntry, AuditFilter, AuditMeans, ListAuditApiKeys, ListAuditLog, LoggedActor,
    },
    members::{InvitationsOfRemoved, LeaveOrganization, RemoveMember},
    organizations::deletion::{DeleteOrganization, RestoreOrganization},
};
use hq_server::{
    db::entity::{api_key, api_key_secret},
    jobs::housekeeping,
};
use sea_orm::EntityTrait as _;
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    admin("GET /api/v1/organizations/{org}/api-keys", 200),
    people(admin("POST /api/v1/organizations/{org}/api-keys", 201))
        .body(|_| json!({"name": "Another", "rules": some_rules()})),
    admin("GET /api/v1/organizations/{org}/api-keys/{id}", 200),
    people(admin("PATCH /api/v1/organizations/{org}/api-keys/{id}", 200)),
    people(admin("DELETE /api/v1/organizations/{org}/api-keys/{id}", 204)),
    people(admin("POST /api/v1/organizations/{org}/api-keys/{id}/rotate", 200)),
])
.making(|_, admin, org| Box::pin(async move { admin.api_key(org, "Idle", &[]).await.key.id.0 }));

on_both!(
    an_admin_makes_a_key_and_lists_it,
    a_key_has_a_name_of_its_own_and_an_end_that_can_be,
    there_are_so_many_at_most,
    what_is_changed_counts_from_the_next_request_on,
    nobody_but_an_admin_manages_keys,
    a_revoked_key_is_gone_but_for_the_audit_log,
    who_made_a_key_leaves_and_the_key_stays,
    the_end_of_a_key_is_told_a_week_before,
    an_organization_takes_its_keys_with_it,
    the_audit_log_says_which_key_did_it,
);

async fn list(browser: &Browser, org: OrganizationId) -> Vec<ApiKey> {
    browser.call(&ListApiKeys { org }).await.unwrap().items
}

/// The lines of an organization's log, the newest first.
async fn log(browser: &Browser, org: OrganizationId, actor: Option<AuditActor>) -> Vec<AuditEntry> {
    let filter = AuditFilter { actor, ..AuditFilter::default() };
    browser.call(&ListAuditLog { org, filter, page_token: None }).await.unwrap().items
}

async fn an_admin_makes_a_key_and_lists_it(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let body =
        NewApiKey { expires_in_days: Some(90), ..new_api_key("Deploy", &["allow dataplants read all"]) };
    let (issued, version) = ada.call_versioned(&CreateApiKey { org, body }).await.unwrap();
    assert!(issued.secret.starts_with(&issued.key.starts_with) && issued.key.starts_with.len() == 8);
    assert_eq!((issued.key.role, issued.key.rules.len(), issued.key.expired), (Role::User, 1, false));
    assert_eq!(issued.key.expires_at.as_ref().unwrap().as_str()[..10], *"2026-05-30");
    let (id, name) = (ada.id().await, "Ada Lovelace".parse().unwrap());
    assert_eq!(issued.key.created_by, Some(Actor::Person { id, name }));
    assert!(!issued.key.creator_left);
    assert_eq!(version.0.split('.').next(), Some("\"1"));
    let reply = ada.send(ada.prepare(&CreateApiKey { org, body: new_api_key("Another", &[]) })).await;
    assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (201, Some("no-store")));
    let location = reply.header("location").unwrap();
    assert_eq!(
        location,
        format!("/api/v1/organizations/{org}/api-keys/{}", reply.json()["id"].as_str().unwrap())
    );

    let listed = list(&ada, org).await;
    let names: Vec<&str> = listed.iter().map(|key| key.name.as_str()).collect();
    assert_eq!(names, ["Another", "Deploy"]);
    assert_eq!(listed[1], issued.key);
    assert_eq!(ada.call(&GetApiKey { org, id: issued.key.id }).await.unwrap(), issued.key);
    let all = ada.get(&format!("/organizations/{org}/api-keys")).await.body;
    assert!(!all.contains(&issued.secret), "told once");
}

async fn a_key_has_a_name_of_its_own_and_an_end_that_can_be(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    ada.api_key(org, "Deploy", &[]).await;
    let other = ada.api_key(org, "Reports", &[]).await.key;
    let same = ada.call(&CreateApiKey { org, body: new_api_key("dÉPLOY", &[]) }).await.unwrap_err();
    assert_eq!(same.field("/name"), Some(FieldCode::Taken));
    let patch = ApiKeyPatch { name: Some("Deploy".parse().unwrap()), ..ApiKeyPatch::default() };
    let update = UpdateApiKey { org, id: other.id, version: other.etag(), body: patch };
    assert_eq!(ada.call(&update).await.unwrap_err().field("/name"), Some(FieldCode::Taken));
    for days in [0, 731] {
        let body = NewApiKey { expires_in_days: Some(days), ..new_api_key("Long", &[]) };
        let refused = ada.call(&CreateApiKey { org, body }).await.unwrap_err();
        assert_eq!(refused.field("/expires_in_days"), Some(FieldCode::OutOfRange), "{days}");
    }
    let wrong = serde_json::json!({"name": "Wrong", "rules": [{
        "category": "storage_config", "name": "A", "effect": "allow", "action": "delete", "resource": "all",
    }]});
    let refused = ada.post(&format!("/organizations/{org}/api-keys"), &wrong).await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()["fields"]["/rules/0/action"].as_str()),
        (422, Some("wrong_type"))
    );
}

async fn there_are_so_many_at_most(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    for number in 0..MAX_API_KEYS {
        ada.api_key(org, &format!("Key {number}"), &[]).await;
    }
    let refused = ada.call(&CreateApiKey { org, body: new_api_key("One more", &[]) }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LimitReached);
    let id = list(&ada, org).await[0].id;
    ada.call(&RevokeApiKey { org, id }).await.unwrap();
    ada.api_key(org, "One more", &[]).await;
}

async fn what_is_changed_counts_from_the_next_request_on(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let issued = ada.api_key(org, "Deploy", &[]).await;
    let script = hq.script(&issued.secret);
    let path = format!("/organizations/{org}/audit-log");
    let refused = script.get(&path).await;
    assert_eq!(
        (refused.status.as_u16(), refused.json()["permission"].as_str()),
        (403, Some("read_audit_log"))
    );
    let change = async |patch: ApiKeyPatch| {
        let (_, version) = ada.call_versioned(&GetApiKey { org, id: issued.key.id }).await.unwrap();
        ada.call(&UpdateApiKey { org, id: issued.key.id, version, body: patch }).await.unwrap()
    };
    let changed =
        change(ApiKeyPatch { rules: Some(rules(&["allow settings audit all"])), ..ApiKeyPatch::default() })
            .await;
    assert_eq!((changed.rules.len(), changed.starts_with), (1, issued.key.starts_with.clone()));
    assert_eq!(script.get(&path).await.status, 200);
    change(ApiKeyPatch { rules: Some(Vec::new()), ..ApiKeyPatch::default() }).await;
    assert_eq!(script.get(&path).await.status, 403);
    change(ApiKeyPatch { role: Some(Role::Admin), ..ApiKeyPatch::default() }).await;
    assert_eq!(script.get(&path).await.status, 200);
    let stale =
        UpdateApiKey { org, id: issued.key.id, version: issued.key.etag(), body: ApiKeyPatch::default() };
    assert_eq!(ada.call(&stale).await.unwrap_err().code(), ProblemCode::Stale);
    let lines: Vec<AuditEntry> =
        log(&ada, org, None).await.into_iter().filter(|line| line.action == "api_keys.update").collect();
    assert_eq!(lines.len(), 3);
    let role = lines[0].changes.iter().find(|change| change.field == "role").unwrap();
    assert_eq!((role.before.as_deref(), role.after.as_deref()), (Some("user"), Some("admin")));
    assert_eq!(lines[0].subject_name.as_deref(), Some("Deploy"));
}

async fn nobody_but_an_admin_manages_keys(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let words = ["allow members all all", "allow settings all all", "allow billing all all"];
    let bob = hq.user_with(&ada, &acme, "bob@acme.example", &words).await;
    let id = ada.api_key(acme.id, "Deploy", &[]).await.key.id;
    let org = acme.id;
    let denied = [
        bob.call(&ListApiKeys { org }).await.unwrap_err(),
        bob.call(&CreateApiKey { org, body: new_api_key("Mine", &[]) }).await.unwrap_err(),
        bob.call(&RotateApiKey { org, id, body: NewSecret::default() }).await.unwrap_err(),
        bob.call(&RevokeApiKey { org, id }).await.unwrap_err(),
    ];
    for refused in denied {
        assert_eq!(refused.problem.permission, Some(Permission::ManageApiKeys));
    }
    // An admin key reads them, and makes none that would outlive it.
    let script = hq.script(&ada.admin_api_key(org, "Admin").await.secret);
    assert_eq!(list(&script, org).await.len(), 2);
    for code in [
        script.call(&CreateApiKey { org, body: new_api_key("Mine", &[]) }).await.unwrap_err().code(),
        script.call(&RotateApiKey { org, id, body: NewSecret::default() }).await.unwrap_err().code(),
        script.call(&RevokeApiKey { org, id }).await.unwrap_err().code(),
    ] {
        assert_eq!(code, ProblemCode::PeopleOnly);
    }
}

async fn a_revoked_key_is_gone_but_for_the_audit_log(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let issued = ada.admin_api_key(org, "Deploy").await;
    let (script, id) = (hq.script(&issued.secret), issued.key.id);
    let patch = serde_json::json!({"description": "Kept by a script"});
    let path = format!("/organizations/{org}");
    let changed = script.send(script.request("PATCH", &path).header("if-match", "*").json(&patch)).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    ada.call(&RevokeApiKey { org, id }).await.unwrap();
    assert_eq!(script.get(&path).await.status, 401);
    assert!(list(&ada, org).await.is_empty());
    for gone in [
        ada.call(&GetApiKey { org, id }).await.unwrap_err().code(),
        ada.call(&RevokeApiKey { org, id }).await.unwrap_err().code(),
        ada.call(&RotateApiKey { org, id, body: NewSecret::default() }).await.unwrap_err().code(),
    ] {
        assert_eq!(gone, ProblemCode::NotFound);
    }
    let named = ada.call(&ListAuditApiKeys { org }).await.unwrap().items;
    let deploy = |revoked| LoggedActor::ApiKey { id, name: "Deploy".parse().unwrap(), revoked };
    assert_eq!(named, [deploy(true)]);
    let line = log(&ada, org, Some(AuditActor::ApiKey(id))).await.remove(0);
    assert_eq!((line.actor, line.means), (Some(deploy(true)), AuditMeans::ApiKey));
    // Its name is free.
    ada.api_key(org, "Deploy", &[]).await;
}

async fn who_made_a_key_leaves_and_the_key_stays(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let org = acme.id;
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::Admin).await;
    let secret = bob.api_key(org, "Deploy", &[]).await.secret;
    bob.api_key(org, "Reports", &[]).await;
    bob.call(&LeaveOrganization { org }).await.unwrap();
    let mail = hq.newest_mail("ada@acme.example").await.unwrap();
    assert!(mail.subject.contains("left Acme"), "{}", mail.subject);
    assert!(
        mail.text_body.contains("2 API keys")
            && mail.text_body.contains("/organizations/acme/settings/api-keys")
    );
    let key = list(&ada, org).await.remove(0);
    assert!(key.creator_left && key.created_by.is_some(), "{key:?}");
    assert_eq!(hq.script(&secret).get(&format!("/organizations/{org}")).await.status, 200);
    // Nobody hears of who made none.
    let eve = hq.joined(&ada, &acme, "eve@acme.example", Role::User).await;
    let before = hq.mails("ada@acme.example").await.len();
    let (user, version, invitations) = (eve.id().await, ETag("*".into()), InvitationsOfRemoved::Keep);
    ada.call(&RemoveMember { org, user, version, invitations }).await.unwrap();
    assert_eq!(hq.mails("ada@acme.example").await.len(), before);
}

async fn the_end_of_a_key_is_told_a_week_before(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    hq.joined(&ada, &acme, "bob@acme.example", Role::User).await;
    for (name, days) in [("Long", Some(30)), ("Short", Some(5)), ("Endless", None)] {
        let body = NewApiKey { expires_in_days: days, ..new_api_key(name, &[]) };
        ada.call(&CreateApiKey { org: acme.id, body }).await.unwrap();
    }
    let told = async |to: &str| {
        let mails = hq.mails(to).await;
        let about = mails.into_iter().filter(|mail| mail.subject.contains("API key"));
        about.map(|mail| mail.subject).collect::<Vec<_>>()
    };
    for _ in 0..30 {
        let rounds = (0..3).map(|_| hq_server::api_keys::warn(&hq.app));
        for round in futures::future::join_all(rounds).await {
            round.unwrap();
        }
        hq.advance(Duration::days(1));
    }
    assert_eq!(told("ada@acme.example").await, ["The API key Long expires in 7 days"]);
    assert!(told("bob@acme.example").await.is_empty());
}

async fn an_organization_takes_its_keys_with_it(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let org = acme.id;
    let script = hq.script(&ada.admin_api_key(org, "Deploy").await.secret);
    let path = format!("/organizations/{org}");
    let delete = async || {
        let (_, version) =
            ada.call_versioned(&hq_contract::organizations::GetOrganization(org.to_string())).await.unwrap();
        let name = "Acme".to_owned();
        ada.call(&DeleteOrganization { org, version, name }).await.unwrap();
    };
    delete().await;
    assert_eq!(script.get(&path).await.status, 404, "as for everybody else");
    ada.call(&RestoreOrganization { org }).await.unwrap();
    assert_eq!(script.get(&path).await.status, 200);
    delete().await;
    hq.advance(Duration::days(31));
    housekeeping::round(&hq.app).await.unwrap();
    assert_eq!(script.get(&path).await.status, 401);
    let db = hq.app.db().read();
    assert!(api_key::Entity::find().all(db).await.unwrap().is_empty());
    assert!(api_key_secret::Entity::find().all(db).await.unwrap().is_empty());
}

async fn the_audit_log_says_which_key_did_it(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let issued = ada.admin_api_key(org, "Deploy").await;
    let script = hq.script(&issued.secret);
    let body = serde_json::json!({"name": "new.example"});
    assert_eq!(script.post(&format!("/organizations/{org}/domains"), &body).await.status, 201);
    let all = log(&ada, org, None).await;
    let line = &all[0];
    assert_eq!((line.action.as_str(), line.means), ("domains.claim", AuditMeans::ApiKey));
    let deploy = LoggedActor::ApiKey { id: issued.key.id, name: "Deploy".parse().unwrap(), revoked: false };
    assert_eq!(line.actor, Some(deploy));
    assert_eq!(log(&ada, org, Some(AuditActor::ApiKey(issued.key.id))).await, all[..1]);
    assert!(log(&ada, org, Some(AuditActor::Link)).await.is_empty(), "a key is no link");
    assert_eq!(all[1].action, "api_keys.create");
    let told = serde_json::to_string(&all).unwrap();
    assert!(!told.contains(&issued.secret) && told.contains(&issued.key.starts_with));
    let csv = ada.get(&format!("/organizations/{org}/audit-log.csv")).await.body;
    let expected = format!("\"api_key\",\"127.0.0.1\",\"Deploy\",\"{}\"", issued.key.id);
    assert!(csv.contains(&expected), "{csv}");
    let lines = ada.get(&format!("/organizations/{org}/audit-log.jsonl")).await.body;
    assert!(lines.lines().next().unwrap().contains("\"actor\":{\"kind\":\"api_key\""), "{lines}");
    // Of another organization: no line, and no difference to a key that is not there.
    let home = ada.create("Home").await.id;
    assert!(log(&ada, home, Some(AuditActor::ApiKey(issued.key.id))).await.is_empty());
}
