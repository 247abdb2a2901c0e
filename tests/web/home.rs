//! An organization's home, by what the person is there.

use crate::{
    acme::{ADA, acme, acme_of_a_user, at, id, invitation, logged_ada, member, name, page, visit},
    server::{Server, organization},
    stage::{Stage, attribute, later, settle},
};
use hq_contract::{Permission, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn alone() -> Server {
    let server = acme();
    server.says(&at("GET", "/members"), 200, &page(&[member(ADA, "Ada Lovelace", "admin")]));
    server
}

/// The step of that name.
fn step(stage: &Stage, title: &str) -> web_sys::HtmlElement {
    stage.all("main .step").into_iter().find(|step| step.inner_text().contains(title)).unwrap()
}

fn entry(number: u32, action: &str, subject: &str) -> Value {
    json!({
        "id": id(number), "created_at": "2026-01-02T00:00:00Z", "actor": logged_ada(),
        "action": action, "subject": id(2), "subject_name": subject, "changes": [], "means": "session",
        "address": "192.0.2.7", "request_id": "req-1",
    })
}

#[wasm_bindgen_test]
async fn an_admins_steps_have_buttons() {
    let stage = visit(&alone(), "").await;
    assert!(stage.text().contains("Get started") && stage.text().contains("1 of 3 done"), "{}", stage.text());
    assert_eq!(attribute(&step(&stage, "Create a dataplant"), "aria-current"), "step");
    let invite = stage.called("main a", "Invite people");
    assert_eq!(attribute(&invite, "href"), "/organizations/acme/members?invite=1");
    assert!(step(&stage, "Invite the team").contains(Some(&invite)), "the step's own button");
}

#[wasm_bindgen_test]
async fn inviting_is_done_once_somebody_else_is_here_or_may_come() {
    let stage = visit(&acme(), "").await;
    assert!(name(&step(&stage, "Invite the team")).contains("done"), "Bob is here");
    assert!(stage.has("main .home-side a", "Invite people"), "more can be invited");
    drop(stage);
    let server = alone();
    server.says(&at("GET", "/invitations"), 200, &page(&[invitation(9, "eve@example.org")]));
    let stage = visit(&server, "").await;
    assert!(name(&step(&stage, "Invite the team")).contains("done"), "Eve is invited");
    assert!(stage.find(".home-side").inner_text().contains("1 pending invitation"));
    drop(stage);
    let server = alone();
    let mut declined = invitation(9, "eve@example.org");
    declined["state"] = json!("declined");
    server.says(&at("GET", "/invitations"), 200, &page(&[declined]));
    let stage = visit(&server, "").await;
    assert!(!name(&step(&stage, "Invite the team")).contains("done"), "she does not come");
}

#[wasm_bindgen_test]
async fn nothing_is_shown_before_it_is_known_what_is_left_to_do() {
    let server = acme();
    server.holds(&at("GET", "/members"));
    let stage = visit(&server, "").await;
    assert!(!stage.text().contains("Get started") && !stage.text().contains("No dataplants yet"));
    assert!(!stage.all("main [aria-busy=true]").is_empty());
    server.answers_waiting(&page(&[member(ADA, "Ada Lovelace", "admin")])).await;
    assert!(stage.text().contains("Get started"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn what_does_not_come_keeps_nothing_else_back() {
    let server = acme();
    server.refuses(&at("GET", "/members"), ProblemCode::Internal);
    let stage = visit(&server, "").await;
    assert!(stage.text().contains("No dataplants yet"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn the_team_is_seen_at_a_glance() {
    let server = acme();
    let people: Vec<Value> =
        (10..22).map(|number| member(&id(number), &format!("Person {number}"), "user")).collect();
    let mut many = page(&people);
    many["total"] = json!(10_002);
    server.says(&at("GET", "/members"), 200, &many);
    let stage = visit(&server, "").await;
    assert!(stage.text().contains("10,002 members"), "{}", stage.text());
    assert_eq!(stage.all(".home-face").len(), 8);
    assert_eq!(name(&stage.all(".home-face")[0]), "Person 10");
    assert!(server.got(&at("GET", "/invitations")).is_empty(), "they can wait");
    later().await;
    assert_eq!(server.got(&at("GET", "/invitations")).len(), 1);
}

#[wasm_bindgen_test]
async fn what_was_done_lately_comes_later_for_who_may_know() {
    let server = acme();
    let entries: Vec<Value> = (20..28).map(|number| entry(number, "members.remove", "Eve Moss")).collect();
    server.says(&at("GET", "/audit-log"), 200, &page(&entries));
    let stage = visit(&server, "").await;
    assert!(server.got(&at("GET", "/audit-log")).is_empty());
    later().await;
    assert_eq!(stage.all(".home-change").len(), 5);
    let first = stage.all(".home-change")[0].inner_text();
    assert!(first.contains("Removed Eve Moss") && first.contains("Ada Lovelace"), "{first}");
    assert_eq!(
        attribute(&stage.called("main a", "View audit log"), "href"),
        "/organizations/acme/settings/audit-log"
    );
    drop(stage);
    let server = acme_of_a_user();
    let stage = visit(&server, "").await;
    later().await;
    assert!(server.got(&at("GET", "/audit-log")).is_empty() && !stage.text().contains("Recent changes"));
}

#[wasm_bindgen_test]
async fn what_is_not_well_is_told_on_the_home() {
    let server = acme();
    server.says(&at("GET", "/members"), 200, &page(&[member(ADA, "Ada Lovelace", "admin")]));
    let stage = visit(&server, "").await;
    later().await;
    assert!(stage.text().contains("Acme has only one admin."), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_user_sees_what_they_may_do_and_whom_to_ask() {
    let server = acme_of_a_user();
    server.says(&at("GET", "/members"), 200, &page(&[member(&id(2), "Bob Stone", "admin")]));
    let rule = json!({
        "category": "dataplants", "name": "Demo", "effect": "allow", "action": "read", "resource": "tag:demo",
    });
    let own = at("GET", &format!("/members/{ADA}/rules"));
    server.says(&own, 200, &json!({"rules": [rule], "former": null}));
    let stage = visit(&server, "").await;
    settle().await;
    let lines: Vec<String> = stage
        .all(".home-right")
        .iter()
        .map(|line| line.inner_text().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(lines.len(), 6, "each category has its line: {lines:?}");
    assert_eq!(crate::stage::unisolated(&lines[0]), "Dataplants Read dataplants with tag “demo”");
    assert_eq!(lines[3], "Members No access");
    assert_eq!(
        attribute(&stage.called("main a", "View your rules"), "href"),
        format!("/organizations/acme/members/{ADA}")
    );
    assert!(stage.find(".admins").inner_text().contains("Bob Stone"));
    assert!(server.got(&at("GET", "/members"))[0].url.ends_with("?role=admin"));
    assert!(!stage.text().contains("Get started") && stage.all("main .step").is_empty());
    assert!(server.got(&at("GET", "/subscription")).is_empty());
}

#[wasm_bindgen_test]
async fn who_has_joined_is_welcomed_once() {
    let server = acme_of_a_user();
    let mut acme = organization("Acme");
    acme["role"] = json!("user");
    acme["permissions"] = json!([Permission::ReadOrganization, Permission::ReadMembers]);
    acme["first_visit"] = json!(true);
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    let stage = visit(&server, "").await;
    assert!(stage.text().contains("You joined Acme as a user."), "{}", stage.text());
    drop(stage);
    acme["first_visit"] = json!(false);
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    let stage = visit(&server, "").await;
    assert!(!stage.text().contains("You joined"), "{}", stage.text());
    drop(stage);
    acme["first_visit"] = json!(true);
    acme["role"] = json!("admin");
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    let stage = visit(&server, "").await;
    assert!(stage.text().contains("You joined Acme as an admin."), "{}", stage.text());
}
