//! Whole lists: templates, those of others, earlier and former ones; and what a list answers.

use super::{list, names, path, rule, rules, server, three};
use crate::{
    acme::{ADA, acme, at, id, member, page, pause, visit},
    images::shown,
    stage::settle,
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_template_takes_the_place_of_the_list() {
    let server = server();
    let stage = visit(&server, &path()).await;
    stage.choose("Start from…", "Read everything").await;
    assert_eq!(names(&stage, "members"), ["Read everything"]);
    assert_eq!(names(&stage, "dataplants"), ["Read everything"]);
    assert!(stage.toasts().contains("Not saved yet."));
    assert!(server.got(&rules("PUT")).is_empty());
    stage.choose("Start from…", "Nothing").await;
    assert!(stage.all(".rule-name").is_empty());
}

#[wasm_bindgen_test]
async fn the_rules_of_another_are_copied() {
    let server = server();
    let theirs = [rule("members", "Inviting", "allow", "invite", "all")];
    let of_ada = at("GET", &format!("/members/{ADA}/rules"));
    server.refuses(&of_ada, ProblemCode::Internal);
    let mut ada = member(ADA, "Ada Lovelace", "admin");
    ada["picture"] = json!("one");
    server.says(&at("GET", "/members"), 200, &page(&[ada, member(&id(2), "Bob Stone", "user")]));
    let stage = visit(&server, &path()).await;
    stage.choose("Start from…", "Copy from another member…").await;
    assert!(!stage.has("dialog[open] button", "Copy the rules of Bob Stone"), "not from oneself");
    stage.type_into("[name=copy_q]", "ada").await;
    pause().await;
    assert!(server.got(&at("GET", "/members")).pop().unwrap().url.ends_with("?q=ada"));
    let picture = format!("/api/v1/organizations/acme/members/{ADA}/picture?version=one");
    assert_eq!(shown(&stage, "dialog[open]"), [picture]);
    stage.press_button("Copy the rules of Ada Lovelace").await;
    assert!(!stage.find("dialog[open] .form-error").inner_text().is_empty());
    server.says(&of_ada, 200, &list(&theirs));
    stage.press_button("Copy the rules of Ada Lovelace").await;
    assert!(stage.all("dialog[open]").is_empty());
    assert_eq!(names(&stage, "members"), ["Inviting"]);
    assert!(names(&stage, "dataplants").is_empty());
}

#[wasm_bindgen_test]
async fn an_earlier_list_is_restored() {
    let server = server();
    let change = |number: u32, rules: &[Value]| json!({"id": id(number), "actor": {"kind": "person", "id": id(9), "name": "Grace Hopper"}, "changed_at": "2026-02-01T00:00:00Z", "rules": rules});
    let history = at("GET", &format!("{}/rules/history", path()));
    server.says(&history, 200, &page(&[change(9, &three()), change(8, &three()[..2])]));
    let stage = visit(&server, &path()).await;
    assert!(server.got(&history).is_empty(), "only for who wants to see it");
    stage.find("details summary").click();
    settle().await;
    settle().await;
    let lines = stage.all(".history-line");
    let newest = lines[0].inner_text();
    for text in ["Grace Hopper", "4 rules", "Added", "Dataplants: “No secrets”"] {
        assert!(newest.contains(text), "{text} in {newest}");
    }
    assert_eq!(lines[0].query_selector_all("button").unwrap().length(), 0, "it stands already");
    lines[1].query_selector("button").unwrap().unwrap().unchecked_into::<web_sys::HtmlElement>().click();
    settle().await;
    assert_eq!(names(&stage, "dataplants"), ["Read all"]);
    assert_eq!(stage.all(".rules-bar").len(), 1);
}

#[wasm_bindgen_test]
async fn who_came_back_can_have_their_former_rules() {
    let server = acme();
    let body = json!({"rules": [], "former": {"rules": three(), "left_at": "2026-05-04T12:00:00Z"}});
    server.says(&rules("GET"), 200, &body);
    let stage = visit(&server, &path()).await;
    assert!(stage.text().contains("Before leaving on May 4, 2026 they had 4 rules."));
    stage.press_button("Restore rules").await;
    assert_eq!(names(&stage, "billing"), ["Bills"]);
    assert!(!stage.has("button", "Restore rules"));
}

#[wasm_bindgen_test]
async fn the_list_the_preview_and_the_answer_say_the_same() {
    let server = acme();
    let nothing: [Value; 0] = [];
    server.says(&rules("GET"), 200, &list(&nothing));
    let stage = visit(&server, &path()).await;
    for (effect, resource, tag) in [("allow", "all", ""), ("deny", "tag", "secret"), ("allow", "tag", "eu")] {
        stage.press_button("Add new rule Dataplants").await;
        stage.find(&format!("dialog[open] input[value={effect}]")).click();
        stage.select("dialog[open] [name=action]", "read").await;
        stage.select("dialog[open] [name=resource]", resource).await;
        if !tag.is_empty() {
            stage.type_into("dialog[open] [name=tag]", tag).await;
        }
        stage.press_button("Add rule").await;
    }
    let all = "read all dataplants except those with tag “secret” unless they also have tag “eu”";
    let sum = stage.find("[data-category=dataplants] .rules-sum").inner_text();
    assert_eq!(sum, format!("Together they allow: {all}."));
    assert_eq!(super::preview(&stage), format!("Gains Dataplants R{}", &all[1..]));
    let answer = stage.find(".why-answer").inner_text();
    assert!(answer.contains(&format!("Allowed: Bob Stone can {all}.")), "{answer}");
    stage.choose("Actions for Read all dataplants", "Delete").await;
    let sum = stage.find("[data-category=dataplants] .rules-sum").inner_text();
    assert_eq!(sum, "Together they allow: read dataplants with tag “eu”.");
}

#[wasm_bindgen_test]
async fn the_rules_answer_what_the_member_may_do() {
    let stage = visit(&server(), &path()).await;
    let answer = || stage.find(".why-answer").inner_text();
    for text in [
        "Allowed: Bob Stone can read all dataplants except those with tag “secret”.",
        "Decided by “Read all”, position 1 of 3.",
        "With tag “secret”: denied by “No secrets”, position 2 of 3.",
    ] {
        assert!(answer().contains(text), "{text} in {}", answer());
    }
    stage.select("[name=why_action]", "deploy").await;
    for text in [
        "Partly allowed: Bob Stone can only deploy to dataplants with tag “demo”.",
        "With tag “demo”: allowed by “Deploy demo”, position 3 of 3.",
    ] {
        assert!(answer().contains(text), "{text} in {}", answer());
    }
    stage.select("[name=why_action]", "delete").await;
    assert!(answer().contains("Denied: Bob Stone can’t delete any dataplants."), "{}", answer());
    stage.select("[name=why_action]", "read").await;
    stage.type_into("[name=why_tag]", "secret").await;
    for text in [
        "Denied: Bob Stone can’t read dataplants with tag “secret”.",
        "Decided by “No secrets”, position 2 of 3.",
        "“Read all” (allow), position 1",
    ] {
        assert!(answer().contains(text), "{text} in {}", answer());
    }
    stage.type_into("[name=why_tag]", "eu").await;
    let exception = "can read dataplants with tag “eu” except those with tag “secret”.";
    assert!(answer().contains(exception), "{}", answer());
    stage.select("[name=why_category]", "settings").await;
    assert!(answer().contains("No rule allows it."), "{}", answer());
    stage.select("[name=why_category]", "billing").await;
    assert!(answer().contains("Decided by “Bills”, position 1 of 1."));
    stage.choose("Actions for Bills", "Delete").await;
    assert!(answer().contains("Denied"), "asked of the edited list");
    stage.select("[name=why_list]", "saved").await;
    assert!(answer().contains("Allowed"));
}
