//! Whom the log is filtered by: whoever stands in it.

use crate::{
    acme::{ADA, acme, at, id, page, pause, visit},
    server::{Server, address},
    stage::{Stage, settle},
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const PATH: &str = "/settings/audit-log";

fn log() -> String {
    at("GET", "/audit-log")
}

fn people() -> String {
    at("GET", "/audit-log/people")
}

fn person(number: u32, name: &str, standing: &str) -> Value {
    let mut person = json!({"kind": "person", "id": id(number), "name": name, "standing": standing});
    if standing != "deleted" {
        person["email"] = json!(format!("p{number}@example.org"));
    }
    person
}

fn line(number: u32, actor: Value, subject: (Value, &str, Option<&str>)) -> Value {
    let (subject, name, standing) = subject;
    json!({
        "id": id(number), "created_at": "2026-01-02T00:00:00Z", "actor": actor, "action": "members.remove",
        "subject": subject, "subject_name": name, "subject_standing": standing, "changes": [], "means": "session",
        "address": "192.0.2.7", "request_id": "req-1",
    })
}

fn with(lines: &[Value]) -> Server {
    let server = acme();
    server.says(&log(), 200, &page(lines));
    server
}

fn asked(server: &Server) -> String {
    let url = server.got(&log()).pop().unwrap().url;
    url.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

fn offered(stage: &Stage) -> Vec<String> {
    let rows = stage.all(".audit-people li").into_iter();
    rows.map(|row| row.inner_text().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[wasm_bindgen_test]
async fn whoever_stands_in_the_log_is_found() {
    let server = with(&[]);
    let stage = visit(&server, PATH).await;
    let found = [
        person(2, "Bob Stone", "member"),
        person(3, "Bob Stone", "former"),
        person(4, "Bob Ask", "outsider"),
        person(5, "Deleted account", "deleted"),
    ];
    server.says(&people(), 200, &page(&found));
    stage.type_into("input[name=person]", "bo").await;
    assert!(server.got(&people()).is_empty(), "not while something is typed");
    pause().await;
    assert!(server.got(&people())[0].url.ends_with("/audit-log/people?q=bo&deleted_name=Deleted%20account"));
    assert!(server.got(&at("GET", "/members")).is_empty(), "not the members alone");
    assert!(stage.find(".audit-people [role=status]").text_content().unwrap().contains("4 people found"));
    let tail = &id(5)[28..];
    assert_eq!(
        offered(&stage),
        [
            "Bob Stone p2@example.org".to_owned(),
            "Bob Stone p3@example.org · Former member".to_owned(),
            "Bob Ask p4@example.org · Not a member".to_owned(),
            format!("Deleted account {tail}"),
        ]
    );
    stage.all(".audit-people button")[1].click();
    settle().await;
    settle().await;
    assert!(address().ends_with(&format!("?actor={}", id(3))));
    assert_eq!(asked(&server), format!("actor={}", id(3)));
    assert!(stage.text().contains("By Bob Stone"), "by name, although no line has it");
    assert!(stage.text().contains("No entries match."));
    assert!(stage.all(".audit-people li").is_empty());
    stage.press_button("Show actions by anyone").await;
    server.says(&people(), 200, &page(&[]));
    stage.type_into("input[name=person]", "zed").await;
    pause().await;
    let said = stage.find(".audit-people").text_content().unwrap();
    assert!(said.contains("No one found."), "{said}");
    stage.find("input[name=person]").focus().unwrap();
    stage.key("Enter").await;
    assert!(!address().contains("actor"), "there is nobody to choose");
    stage.key("Escape").await;
    let field: web_sys::HtmlInputElement = stage.find("input[name=person]").unchecked_into();
    assert_eq!(field.value(), "");
}

#[wasm_bindgen_test]
async fn the_server_and_links_are_people_too() {
    let server = with(&[]);
    server.says(&people(), 200, &page(&[]));
    let stage = visit(&server, PATH).await;
    stage.type_into("input[name=person]", "SERV").await;
    pause().await;
    assert_eq!(offered(&stage), ["The server"]);
    stage.find(".audit-people button").click();
    settle().await;
    assert_eq!(asked(&server), "actor=server");
    assert_eq!(stage.find(".chip").inner_text(), "The server");
}

#[wasm_bindgen_test]
async fn api_keys_are_found_beside_people() {
    let server = with(&[]);
    server.says(&people(), 200, &page(&[]));
    let key = |number: u32, name: &str, revoked: bool| json!({"kind": "api_key", "id": id(number), "name": name, "revoked": revoked});
    let keys = [key(7, "Deploy", false), key(8, "Reports", true)];
    server.says(&at("GET", "/audit-log/api-keys"), 200, &page(&keys));
    let stage = visit(&server, PATH).await;
    stage.type_into("input[name=person]", "REP").await;
    pause().await;
    assert_eq!(offered(&stage), ["API key “Reports” Revoked"]);
    stage.find(".audit-people button").click();
    settle().await;
    assert_eq!(asked(&server), format!("actor=api_key%3A{}", id(8)));
    assert_eq!(stage.find(".chip").inner_text(), "API key “Reports”");
}

#[wasm_bindgen_test]
async fn a_key_that_an_address_names_is_asked_for_where_no_line_says_it() {
    let server = with(&[]);
    let key = json!({"kind": "api_key", "id": id(7), "name": "Deploy", "revoked": false});
    server.says(&at("GET", "/audit-log/api-keys"), 200, &page(&[key]));
    let stage = visit(&server, &format!("{PATH}?actor=api_key%3A{}", id(7))).await;
    settle().await;
    assert_eq!(stage.find(".chip").inner_text(), "API key “Deploy”");
    assert!(server.got(&people()).is_empty(), "it is no person");
}

#[wasm_bindgen_test]
async fn whom_an_address_names_is_asked_for_where_no_line_says_it() {
    let server = with(&[]);
    server.says(&people(), 200, &page(&[person(3, "Rémi", "former")]));
    let stage = visit(&server, &format!("{PATH}?actor={}", id(3))).await;
    settle().await;
    assert!(stage.text().contains("By Rémi"));
    assert!(server.got(&people())[0].url.ends_with(&format!("?id={}", id(3))));
    assert_eq!(server.got(&people()).len(), 1);
}

#[wasm_bindgen_test]
async fn lines_mark_who_is_no_member_and_tell_deleted_accounts_apart() {
    let ada = json!({"kind": "person", "id": ADA, "name": "Ada Lovelace", "standing": "former"});
    let gone = |number: u32| json!({"kind": "person", "id": id(number), "name": "Deleted account", "standing": "deleted"});
    let lines = [
        line(21, ada, (json!(id(5)), "Deleted account", Some("deleted"))),
        line(22, gone(6), (json!(id(2)), "Bob Stone", Some("member"))),
        line(23, gone(7), (json!(id(3)), "Eve", Some("former"))),
    ];
    let stage = visit(&with(&lines), PATH).await;
    let text = |about: &str| stage.row(about).text_content().unwrap();
    let tail = |number: u32| format!("Deleted account {}", &id(number)[28..]);
    assert!(text("Ada Lovelace").contains("Former member"));
    assert!(text("Ada Lovelace").contains(&format!("removed {}", tail(5))), "{}", text("Ada Lovelace"));
    assert!(text("removed Bob Stone").contains(&tail(6)) && text("removed Eve").contains(&tail(7)));
}
