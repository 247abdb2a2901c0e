//! Inviting with rules, and who may.

use crate::{
    acme::{acme, acme_of_a_user_who_may, at, id, invitation, page, visit, visit_again},
    server::Server,
    stage::settle,
};
use hq_contract::Permission;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const FIELD: &str = "textarea[name=emails]";

fn invite() -> String {
    at("POST", "/invitations")
}

fn takes(server: &Server) {
    let result = json!({"email": "sam@example.org", "outcome": "invited", "invitation": id(9)});
    server.says(&invite(), 200, &json!({"results": [result]}));
}

fn sent(server: &Server) -> Value {
    serde_json::from_str(server.got(&invite()).last().unwrap().body.as_deref().unwrap()).unwrap()
}

#[wasm_bindgen_test]
async fn rules_go_with_an_invitation() {
    let server = acme();
    takes(&server);
    let stage = visit(&server, "/members?invite=1").await;
    stage.type_into(FIELD, "sam@example.org").await;
    stage.find("dialog[open] input[value=manage_dataplants]").click();
    settle().await;
    drop(stage);
    let stage = visit_again(&server, "/members?invite=1").await;
    stage.press_button("Invite 1 person").await;
    let rule = json!({
        "category": "dataplants", "name": "Manage dataplants", "effect": "allow", "action": "all", "resource": "all",
    });
    assert_eq!(sent(&server)["rules"], json!([rule]), "the choice outlives the page");
    stage.type_into(FIELD, "sam@example.org").await;
    stage.find("dialog[open] input[value=admin]").click();
    settle().await;
    assert!(stage.all("dialog[open] input[value=manage_dataplants]").is_empty(), "admins need none");
    stage.press_button("Invite 1 person").await;
    assert_eq!(sent(&server), json!({"emails": ["sam@example.org"], "role": "admin"}));
}

#[wasm_bindgen_test]
async fn what_was_chosen_stays_until_somebody_is_invited_with_it() {
    let server = acme();
    let stage = visit(&server, "/members?invite=1").await;
    stage.type_into(FIELD, "sam@example.org,joan@example.org,").await;
    stage.find("dialog[open] input[value=manage_dataplants]").click();
    stage.type_into("textarea[name=note]", "Welcome!").await;
    let result = |email: &str, outcome: &str| json!({"email": email, "outcome": outcome, "invitation": null});
    let refused = [result("sam@example.org", "not_an_address"), result("joan@example.org", "too_often")];
    server.says(&invite(), 201, &json!({"results": refused}));
    stage.press_button("Invite 2 people").await;
    let chosen = || {
        let field = |name: &str| stage.find(name).unchecked_into::<HtmlInputElement>();
        let rules = field("dialog[open] input[value=manage_dataplants]").checked();
        (rules, field("textarea[name=note]").value())
    };
    assert_eq!(chosen(), (true, "Welcome!".to_owned()), "nobody was invited");
    server.says(&invite(), 201, &json!({"results": [result("joan@example.org", "sent_again")]}));
    stage.press_button("Invite 1 person").await;
    assert_eq!(chosen(), (false, String::new()), "that was for her");
}

#[wasm_bindgen_test]
async fn who_may_only_invite_users_is_told_so() {
    let server = acme();
    takes(&server);
    let stage = visit(&server, "/members?invite=1").await;
    stage.type_into(FIELD, "sam@example.org").await;
    stage.find("dialog[open] input[value=admin]").click();
    settle().await;
    drop(stage);
    let server = acme_of_a_user_who_may(&[Permission::InviteMembers]);
    takes(&server);
    let stage = visit_again(&server, "/members?invite=1").await;
    assert!(stage.all("dialog[open] input[type=radio]").is_empty());
    assert!(stage.dialog().inner_text().contains("Only admins can invite admins or add rules"));
    stage.press_button("Invite 1 person").await;
    assert_eq!(sent(&server), json!({"emails": ["sam@example.org"], "role": "user"}));
}

#[wasm_bindgen_test]
async fn an_invitation_says_how_many_rules_go_with_it() {
    let server = acme();
    let mut with = invitation(8, "sam@example.org");
    with["rules"] = json!(2);
    server.says(&at("GET", "/invitations"), 200, &page(&[with, invitation(9, "joan@example.org")]));
    let stage = visit(&server, "/members/invitations").await;
    assert!(stage.row("sam@example.org").inner_text().contains("2 rules"));
    assert!(!stage.row("joan@example.org").inner_text().contains("rule"));
}

#[wasm_bindgen_test]
async fn what_an_admin_offered_is_not_a_users_to_change() {
    let mut offered = invitation(8, "sam@example.org");
    offered["role"] = json!("admin");
    offered["inviter_lost_right"] = json!(true);
    let list = page(&[offered, invitation(9, "joan@example.org")]);
    let server = acme_of_a_user_who_may(&[Permission::InviteMembers]);
    server.says(&at("GET", "/invitations"), 200, &list);
    let stage = visit(&server, "/members/invitations").await;
    assert!(stage.row("sam@").inner_text().contains("An admin can send it again."));
    for (offer, own) in [("sam@example.org", false), ("joan@example.org", true)] {
        assert_eq!(stage.has("button", &format!("Send another email to {offer}")), own);
        assert_eq!(stage.has("button", &format!("Copy link for {offer}")), own);
        assert_eq!(stage.has("button", &format!("Revoke invitation for {offer}")), own);
    }
}

#[wasm_bindgen_test]
async fn a_blocked_invitation_is_taken_over_by_sending_it_again() {
    let server = acme();
    let mut blocked = invitation(8, "sam@example.org");
    blocked["inviter_lost_right"] = json!(true);
    server.says(&at("GET", "/invitations"), 200, &page(&[blocked]));
    let stage = visit(&server, "/members/invitations").await;
    let row = stage.row("sam@").inner_text();
    assert!(row.contains("Can’t be accepted") && row.contains("to invite in your name"), "{row}");
    assert!(!stage.has("button", "Copy link for sam@example.org"), "it would lead nowhere");
    let resend = at("POST", &format!("/invitations/{}/resend", id(8)));
    server.says(&resend, 200, &invitation(8, "sam@example.org"));
    stage.press_button("Send another email to sam@example.org").await;
    let row = stage.row("sam@").inner_text();
    assert!(row.contains("Not joined yet") && !row.contains("Can’t be accepted"), "{row}");
    assert!(stage.has("button", "Copy link for sam@example.org"));
}

#[wasm_bindgen_test]
async fn who_is_invited_to_more_keeps_that_invitation() {
    let server = acme_of_a_user_who_may(&[Permission::InviteMembers]);
    let result = json!({"email": "sam@example.org", "outcome": "needs_admin", "invitation": null});
    server.says(&invite(), 200, &json!({"results": [result]}));
    let stage = visit(&server, "/members?invite=1").await;
    stage.type_into(FIELD, "sam@example.org").await;
    stage.press_button("Invite 1 person").await;
    assert!(stage.dialog().inner_text().contains("Only an admin can change that"));
    assert!(!stage.has("dialog[open] button", "Copy link for sam@example.org"));
}

#[wasm_bindgen_test]
async fn the_foot_says_how_many_go_and_the_rest_is_folded() {
    let server = acme();
    let stage = visit(&server, "/members?invite=1").await;
    let foot = || stage.find("dialog[open] .actions [role=status]").inner_text();
    assert_eq!(foot(), "");
    stage.type_into(FIELD, "a@x.example, b@x.example, c@x.example, carl@,").await;
    assert_eq!(foot(), "3 valid · 1 ignored");
    let folded = |number: usize| !stage.all("dialog[open] details")[number].has_attribute("open");
    assert!(folded(0) && folded(1), "rules and message");
    let summary = || stage.all("dialog[open] summary")[0].inner_text();
    assert_eq!(summary().trim(), "Rules · None");
    stage.find("dialog[open] input[value=manage_dataplants]").click();
    settle().await;
    assert_eq!(summary().trim(), "Rules · Manage dataplants");
    stage.type_into("textarea[name=note]", "Welcome!").await;
    drop(stage);
    let stage = visit_again(&server, "/members?invite=1").await;
    let open = stage.all("dialog[open] details[open]").len();
    assert_eq!(open, 2, "what was chosen and typed before is in sight");
}
