//! What an answer tells and no request may set: sent back, it is refused by its name.

use crate::{
    on_both,
    support::{Browser, Hq, rules},
};
use hq_contract::{FieldCode, Problem, Role};
use hq_server::db::entity::audit_log;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::{Value, json};

on_both!(answers_sent_back_are_refused);

/// The one field that is refused as unknown.
async fn refused(browser: &Browser, method: &str, path: &str, body: &Value) -> String {
    let request = browser.request(method, path).header("if-match", "*").json(body);
    let reply = browser.send(request).await;
    let what = format!("{method} {path} {body}: {} {}", reply.status, reply.body);
    assert_eq!(reply.status, 422, "{what}");
    let problem: Problem = serde_json::from_str(&reply.body).unwrap();
    let fields: Vec<_> = problem.fields.into_iter().collect();
    let [(pointer, FieldCode::UnknownField)] = &fields[..] else { panic!("{what}") };
    assert!(body.pointer(pointer).is_some(), "{what}");
    pointer.clone()
}

async fn answers_sent_back_are_refused(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await.id().await;
    ada.put_rules(&acme, bob, rules(&["allow billing read all"])).await;
    ada.invite(&acme, "carl@example.net", Role::User).await;
    let claim = serde_json::json!({"name": "acme-labs.example"});
    assert_eq!(ada.post(&format!("/organizations/{}/domains", acme.id), &claim).await.status, 201);
    ada.add_certificate(acme.id, "chain.pem", "chain.key").await;
    let lines = || audit_log::Entity::find().count(hq.app.db().read());
    let before = lines().await.unwrap();

    let org = format!("/organizations/{}", acme.id);
    let (authentication, invitations) = (format!("{org}/authentication"), format!("{org}/invitations"));
    let member = format!("{org}/members/{bob}");
    let (of_member, preview) = (format!("{member}/rules"), format!("{member}/rules/preview"));
    let (history, of_members) = (format!("{member}/rules/history"), format!("{org}/members/rules"));
    let (transfer, leave) = (format!("{org}/transfer"), format!("{org}/leave"));
    let (visits, requests) = (format!("{org}/visits"), format!("{org}/join-requests"));
    // What is read, where in the answer, where it is sent, and which of its fields can be set there.
    let (domains, certificates) = (format!("{org}/domains"), format!("{org}/certificates"));
    let cases: [(&str, &str, &str, &str, &[&str]); 24] = [
        ("/me", "", "PATCH", "/me", &["full_name", "language"]),
        ("/me", "", "POST", "/accounts", &["full_name", "email", "language"]),
        ("/me", "", "POST", "/password-resets", &["email"]),
        ("/me/sessions", "/items/0", "PUT", "/me/password", &["current"]),
        ("/me/mfa", "", "POST", "/me/mfa", &[]),
        ("/me/mfa", "", "POST", "/me/mfa/confirm", &[]),
        ("/me/mfa", "", "POST", "/me/mfa/disable", &[]),
        ("/me/mfa", "", "POST", "/me/mfa/recovery-codes", &[]),
        ("/session", "", "POST", "/session", &[]),
        (&org, "", "PATCH", &org, &["name", "slug", "description", "colour"]),
        (&org, "", "POST", "/organizations", &["name", "slug", "description", "colour"]),
        (&org, "", "POST", &requests, &[]),
        (&org, "", "POST", &visits, &[]),
        (&org, "", "POST", &leave, &[]),
        (&authentication, "", "PATCH", &authentication, &["force_mfa", "join_requests"]),
        (&member, "", "PATCH", &member, &["role"]),
        (&member, "", "POST", &transfer, &[]),
        (&of_member, "", "PUT", &of_member, &["rules"]),
        (&of_member, "", "POST", &preview, &["rules"]),
        (&history, "/items/0", "PUT", &of_member, &["rules"]),
        (&history, "/items/0", "POST", &of_members, &["rules"]),
        (&invitations, "/items/0", "POST", &invitations, &["role", "rules"]),
        (&domains, "/items/0", "POST", &domains, &["name"]),
        (&certificates, "/items/0", "POST", &certificates, &[]),
    ];
    for (read, at, method, path, can_be_set) in cases {
        let answer = ada.get(read).await;
        assert_eq!(answer.status, 200, "{read}: {}", answer.body);
        let whole = answer.json().pointer(at).unwrap_or_else(|| panic!("{read}: {}", answer.body)).clone();
        // Of an invitation the number of rules is told, and the rules themselves are set.
        if read != invitations {
            refused(&ada, method, path, &whole).await;
        }
        for (field, value) in whole.as_object().unwrap() {
            if !can_be_set.contains(&field.as_str()) {
                let pointer = refused(&ada, method, path, &json!({field: value})).await;
                assert_eq!(pointer, format!("/{field}"));
            }
        }
    }
    let available = ada.get(&authentication).await.json();
    assert_eq!(refused(&ada, "PATCH", &authentication, &available).await, "/join_requests/available");
    let access = ada.get(&format!("{member}/access?category=billing&action=read")).await.json();
    let placed = json!({"rules": [access["deciding_rule"]]});
    assert_eq!(refused(&ada, "PUT", &of_member, &placed).await, "/rules/0/position");
    assert_eq!(lines().await.unwrap(), before, "nothing was written");
}
