//! Scripts: what a request with an API key is, and what it is not.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, Setup, rules},
};
use hq_contract::{
    ETag, Permission, ProblemCode, Role,
    api_keys::GetApiKey,
    members::{InvitationsOfRemoved, MemberPatch, RemoveMember, UpdateMember},
    organizations::GetOrganization,
    rules::{MemberRules, NewRules, PutRules},
};
use reqwest::Client;
use serde_json::json;
use time::Duration;

on_both!(
    a_key_calls_for_its_organization_alone,
    the_header_decides_alone,
    a_bad_key_is_refused_whatever_is_wrong_with_it,
    a_key_needs_no_origin,
    what_is_a_persons_own_is_refused,
    the_last_use_is_noted_once_a_minute,
    rules_decide_as_for_members,
    a_key_is_told_of_no_right_that_only_people_have,
    a_key_is_no_member,
    what_a_key_made_names_it,
    a_person_is_needed_where_one_is_named,
);

async fn a_key_calls_for_its_organization_alone(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let (acme, home) = (ada.create("Acme").await, ada.create("Home").await);
    let script = hq.script(&ada.admin_api_key(acme.id, "Deploy").await.secret);
    let own = script.call(&GetOrganization("acme".into())).await.unwrap();
    assert_eq!((own.id, own.role, own.first_visit), (acme.id, Role::Admin, false));
    let path = |name: &str| format!("/organizations/{name}");
    let (foreign, missing) =
        (script.get(&path(home.slug.as_str())).await, script.get(&path("nowhere")).await);
    assert_eq!((foreign.status.as_u16(), foreign.anonymous()), (404, missing.anonymous()));
    // A former slug leads on, for scripts too.
    let renamed =
        script.request("PATCH", &path("acme")).header("if-match", "*").json(&json!({"slug": "acme-two"}));
    assert_eq!(script.send(renamed).await.status, 200);
    let moved = script.get(&path("acme")).await;
    assert_eq!(
        (moved.status.as_u16(), moved.header("location")),
        (308, Some("/api/v1/organizations/acme-two"))
    );
}

async fn the_header_decides_alone(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let secret = ada.api_key(acme.id, "Deploy", &[]).await.secret;
    let with = async |method: &str, path: &str, value: &str| {
        ada.send(ada.request(method, path).header("authorization", value)).await
    };
    let path = format!("/organizations/{}/audit-log", acme.id);
    assert_eq!(ada.get(&path).await.status, 200);
    assert_eq!(
        with("GET", &path, &format!("Bearer {secret}")).await.status,
        403,
        "the key has no rule for it"
    );
    assert_eq!(with("GET", &path, "Bearer hqk_wrong").await.status, 401, "no way back to the cookie");
    assert_eq!(with("GET", "/me", &format!("bearer {secret}")).await.json()["code"], "people_only");
    // Signing out by the cookie beside it would be one request of two callers.
    assert_eq!(with("DELETE", "/session", &format!("Bearer {secret}")).await.status, 403);
    assert!(ada.is_signed_in().await);
    // What a proxy in front asks of browsers is none of HQ's.
    assert_eq!(with("GET", &path, "Basic YTpi").await.status, 200);
}

async fn a_bad_key_is_refused_whatever_is_wrong_with_it(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let secret = ada.api_key(acme.id, "Deploy", &[]).await.secret;
    let unknown = "hqk_00000000000000000000000000000000000000000002CZclj";
    let path = format!("/organizations/{}", acme.id);
    for value in
        ["", "hqk_", "x", unknown, &secret[..52], &format!("{secret} {secret}"), &secret.to_uppercase()]
    {
        let reply =
            ada.send(ada.request("GET", &path).header("authorization", format!("Bearer {value}"))).await;
        assert_eq!(
            (reply.status.as_u16(), reply.json()["code"].as_str()),
            (401, Some("invalid_token")),
            "{value}"
        );
        assert_eq!(reply.header("www-authenticate"), Some("Bearer realm=\"HQ\", error=\"invalid_token\""));
        assert!(!reply.body.contains("hqk_"), "{}", reply.body);
    }
    let twice =
        ada.request("GET", &path).bearer_auth(&secret).header("authorization", format!("Bearer {secret}"));
    assert_eq!(ada.send(twice).await.status, 401, "one request has one caller");
    let bytes = reqwest::header::HeaderValue::from_bytes(b"Bearer \xff").unwrap();
    assert_eq!(ada.send(ada.request("GET", &path).header("authorization", bytes)).await.status, 401);
    let nowhere = ada.request("GET", "/organizations/no%20slug").bearer_auth(unknown);
    assert_eq!(ada.send(nowhere).await.status, 401);
    assert_eq!(hq.script(&secret).get("/organizations/no%20slug").await.status, 404);
}

async fn a_key_needs_no_origin(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let secret = ada.admin_api_key(acme.id, "Deploy").await.secret;
    let url = format!("http://{}/api/v1/organizations/{}/domains", hq.address, acme.id);
    let send = async |name: &str, origin: Option<&str>, key: bool| {
        let mut request = Client::new().post(&url).json(&json!({"name": name}));
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        if key {
            request = request.bearer_auth(&secret)
        } else {
            request = request.header("cookie", ada.cookie().unwrap())
        }
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(send("a.example", None, true).await, 201);
    assert_eq!(
        send("b.example", Some("https://evil.example"), true).await,
        201,
        "no browser sends a key by itself"
    );
    assert_eq!(send("c.example", None, false).await, 403);
    assert_eq!(send("d.example", Some("https://evil.example"), false).await, 403);
}

/// A page of another site has to ask before it sends a key, and is told no.
#[tokio::test]
async fn only_trusted_origins_may_send_a_key_from_a_browser() {
    const TRUSTED: &str = "https://console.example.org";
    let setup = Setup { trusted_origins: vec![TRUSTED.to_owned()], ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    for (origin, allowed) in [(TRUSTED, true), ("https://evil.example", false)] {
        let url = format!("http://{}/api/v1/about", hq.address);
        let preflight = Client::new()
            .request(reqwest::Method::OPTIONS, &url)
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization");
        let answer = preflight.send().await.unwrap();
        let said = answer.headers().get("access-control-allow-headers").and_then(|value| value.to_str().ok());
        assert_eq!(said.is_some_and(|said| said.contains("authorization")), allowed, "{origin}");
        assert_eq!(answer.headers().contains_key("access-control-allow-origin"), allowed, "{origin}");
    }
}

async fn what_is_a_persons_own_is_refused(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let script = hq.script(&ada.admin_api_key(acme.id, "Deploy").await.secret);
    for path in [
        "/me",
        "/me/sessions",
        "/me/organizations",
        "/session",
        "/billing-accounts",
        "/organization-slugs/acme",
    ] {
        let reply = script.get(path).await;
        assert_eq!(
            (reply.status.as_u16(), reply.json()["code"].as_str()),
            (403, Some("people_only")),
            "{path}"
        );
    }
    // What can be ordered is the same for everybody who is known.
    for path in ["/providers", "/plans"] {
        assert_eq!(script.get(path).await.status, 200, "{path}");
    }
    let invite = json!({"emails": ["eve@acme.example"], "role": "admin"});
    let reply = script.post(&format!("/organizations/{}/invitations", acme.id), &invite).await;
    assert_eq!(reply.json()["code"], "people_only");
    assert_eq!(hq.mails("eve@acme.example").await.len(), 0);
}

async fn the_last_use_is_noted_once_a_minute(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let issued = ada.api_key(org, "Deploy", &[]).await;
    let (script, id) = (hq.script(&issued.secret), issued.key.id);
    let used = async || ada.call(&GetApiKey { org, id }).await.unwrap();
    assert_eq!((used().await.last_used_at, used().await.last_used_from), (None, None));
    let call = async || assert_eq!(script.get(&format!("/organizations/{org}")).await.status, 200);
    call().await;
    let first = used().await;
    assert_eq!(first.last_used_from.as_deref(), Some("127.0.0.1"));
    assert_eq!(first.etag(), issued.key.etag(), "being used changes nothing");
    let writes = hq.app.db().writes();
    hq.advance(Duration::seconds(30));
    call().await;
    assert_eq!(used().await.last_used_at, first.last_used_at);
    assert_eq!(hq.app.db().writes(), writes, "no write a request");
    hq.advance(Duration::seconds(31));
    call().await;
    assert_ne!(used().await.last_used_at, first.last_used_at);
}

async fn rules_decide_as_for_members(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let words = ["allow members all all", "deny members read all"];
    let bob = hq.user_with(&ada, &acme, "bob@acme.example", &words).await;
    let script = hq.script(&ada.api_key(acme.id, "Deploy", &words).await.secret);
    for path in
        ["members", "members.csv", "invitations", "join-requests", "audit-log", "domains", "storage-engines"]
    {
        let path = format!("/organizations/{}/{path}", acme.id);
        let (person, key) = (bob.get(&path).await, script.get(&path).await);
        assert_eq!(person.status, key.status, "{path}");
        if person.status != 200 {
            assert_eq!(person.anonymous(), key.anonymous(), "{path}");
        }
    }
    let path = format!("/organizations/{}/storage-engines", acme.id);
    assert_eq!(bob.get(&path).await.json()["items"], script.get(&path).await.json()["items"]);
}

/// What a client asks to know which buttons to show.
async fn a_key_is_told_of_no_right_that_only_people_have(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let name = GetOrganization(acme.id.to_string());
    let words = ["allow members all all", "allow settings all all"];
    let bob = hq.user_with(&ada, &acme, "bob@acme.example", &words).await;
    let script = hq.script(&ada.api_key(acme.id, "Deploy", &words).await.secret);
    let (mine, of_bob) = (script.call(&name).await.unwrap(), bob.call(&name).await.unwrap().permissions);
    let lost = |own: &[Permission], others: &[Permission]| -> Vec<Permission> {
        others.iter().filter(|permission| !own.contains(permission)).copied().collect()
    };
    assert_eq!(lost(&mine.permissions, &of_bob), [Permission::InviteMembers]);
    let admin = hq.script(&ada.admin_api_key(acme.id, "Ops").await.secret);
    let all = admin.call(&name).await.unwrap();
    let people = [
        Permission::DeleteOrganization,
        Permission::InviteMembers,
        Permission::InviteAdmins,
        Permission::ManageApiKeys,
    ];
    assert_eq!(lost(&all.permissions, &Permission::ALL), people);
    // As it is told with every change too.
    let patch = admin.request("PATCH", &format!("/organizations/{}", acme.id)).header("if-match", "*");
    let changed = admin.send(patch.json(&json!({"colour": "teal"}))).await.json();
    assert_eq!(changed["permissions"], json!(all.permissions));
    // What is left of such a right: what is pending is seen, and taken back.
    let path = format!("/organizations/{}/invitations", acme.id);
    let invited = ada.post(&path, &json!({"emails": ["eve@acme.example"], "role": "user"})).await;
    assert_eq!(invited.status, 201, "{}", invited.body);
    let pending = script.get(&path).await.json();
    let one = format!("{path}/{}", pending["items"][0]["id"].as_str().unwrap());
    assert_eq!(script.send(script.request("DELETE", &one)).await.status, 204);
}

async fn a_key_is_no_member(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let issued = ada.api_key(acme.id, "Deploy", &[]).await;
    let script = hq.script(&issued.secret);
    let member = format!("/organizations/{}/members/{}", acme.id, issued.key.id);
    for path in ["", "/rules", "/rules/history", "/access?category=dataplants&action=read"] {
        assert_eq!(script.get(&format!("{member}{path}")).await.status, 404, "{path}");
    }
    let rules = json!({"rules": []});
    let put = script.request("PUT", &format!("{member}/rules")).header("if-match", "*").json(&rules);
    assert_eq!(script.send(put).await.status, 403);
    assert_eq!(
        script.get(&format!("/organizations/{}/api-keys/{}", acme.id, issued.key.id)).await.status,
        403
    );
    let members = ada.get(&format!("/organizations/{}/members", acme.id)).await.json();
    assert_eq!(members["total"], 1);
}

async fn what_a_key_made_names_it(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let issued = ada.admin_api_key(acme.id, "Deploy").await;
    let script = hq.script(&issued.secret);
    let by = json!({"kind": "api_key", "id": issued.key.id, "name": "Deploy"});
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::User).await;
    let (org, user, version) = (acme.id, bob.id().await, ETag("*".into()));
    let body = NewRules { rules: rules(&["allow billing read all"]) };
    let put: MemberRules = script.call(&PutRules { org, user, version, body }).await.unwrap();
    assert_eq!(put.rules.len(), 1);
    let history = ada.get(&format!("/organizations/{org}/members/{user}/rules/history")).await.json();
    assert_eq!(history["items"][0]["actor"], by);
}

/// In the middle of an operation that a key may do otherwise.
async fn a_person_is_needed_where_one_is_named(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let script = hq.script(&ada.admin_api_key(acme.id, "Deploy").await.secret);
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::Admin).await;
    let (org, user) = (acme.id, bob.id().await);
    let remove = |invitations| RemoveMember { org, user, version: ETag("*".into()), invitations };
    let refused = script.call(&remove(InvitationsOfRemoved::TakeOver)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PeopleOnly, "whoever invites is a person");
    let role =
        |role| UpdateMember { org, user, version: ETag("*".into()), patch: MemberPatch { role: Some(role) } };
    script.call(&role(Role::User)).await.unwrap();
    let refused = script.call(&role(Role::Admin)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PeopleOnly, "an admin can make keys");
    script.call(&remove(InvitationsOfRemoved::Keep)).await.unwrap();
    let force = |browser: &Browser| {
        let path = format!("/organizations/{org}/authentication");
        browser.request("PATCH", &path).header("if-match", "*").json(&json!({"force_mfa": true}))
    };
    assert_eq!(script.send(force(&script)).await.json()["code"], "people_only");
}
