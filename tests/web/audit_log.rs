//! What was done in an organization.

use crate::{
    acme::{ADA, acme, acme_of_a_user, at, id, logged_ada, page, visit},
    saved::Saved,
    server::{Server, address},
    stage::{Stage, attribute, focused, settle},
};
use hq_contract::ProblemCode;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const PATH: &str = "/settings/audit-log";

fn log() -> String {
    at("GET", "/audit-log")
}

fn entry(number: u32, action: &str, subject: Option<&str>, changes: &Value) -> Value {
    json!({
        "id": id(number), "created_at": "2026-01-02T00:00:00Z", "actor": logged_ada(),
        "action": action, "subject": id(2), "subject_name": subject, "changes": changes, "means": "session",
        "address": "192.0.2.7", "request_id": "req-1",
    })
}

fn change(field: &str, before: Option<&str>, after: Option<&str>) -> Value {
    json!({"field": field, "before": before, "after": after})
}

fn with(entries: &[Value]) -> Server {
    let server = acme();
    server.says(&log(), 200, &page(entries));
    server
}

fn role_of_bob() -> Value {
    entry(21, "members.update", Some("Bob Stone"), &json!([change("role", Some("user"), Some("admin"))]))
}

fn asked(server: &Server) -> String {
    let url = server.got(&log()).pop().unwrap().url;
    url.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

/// The text without the breaks between lines and cells.
fn words(stage: &Stage, about: &str) -> String {
    stage.row(about).text_content().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn each_line_says_who_did_what_to_whom() {
    let mut link = entry(22, "invitations.renewal", Some("eve@example.org"), &json!([]));
    link["actor"] = Value::Null;
    link["means"] = json!("link");
    let mut server_did = entry(23, "organizations.delete", Some("Acme"), &json!([]));
    server_did["actor"] = Value::Null;
    server_did["means"] = json!("server");
    let unknown = entry(24, "dataplants.scale", None, &json!([]));
    let unnamed = entry(25, "members.remove", None, &json!([]));
    let server = with(&[role_of_bob(), link, server_did, unknown, unnamed]);
    let stage = visit(&server, PATH).await;
    assert_eq!(stage.find("h1").inner_text(), "Audit log");
    let bob = words(&stage, "changed the role of Bob Stone");
    assert!(bob.contains("Ada Lovelace changed the role of Bob Stone"), "{bob}");
    assert!(bob.contains("Role: User → changed to Admin"), "{bob}");
    let head = stage.row("Bob Stone").query_selector("[role=rowheader]").unwrap().unwrap();
    assert!(head.text_content().unwrap().contains("Bob Stone"), "the sentence names its row");
    let time = stage.row("Bob Stone").query_selector("time").unwrap().unwrap();
    assert!(attribute(&time, "title").contains("2026"), "the exact time on hover");
    assert_eq!(attribute(&time, "datetime"), "2026-01-02T00:00:00Z");
    assert!(words(&stage, "eve@example.org").contains("Someone with a link asked for a new invitation"));
    assert!(words(&stage, "deleted the organization").contains("The server deleted the organization"));
    assert!(words(&stage, "dataplants.scale").contains("Ada Lovelace"), "the name where there are no words");
    stage.row("removed someone");
    let here = stage.find("nav [aria-current=page]");
    assert_eq!(attribute(&here, "href"), "/organizations/acme/settings/audit-log");
}

#[wasm_bindgen_test]
async fn what_a_script_did_is_said_by_the_name_of_its_key() {
    let mut by_key = entry(21, "domains.claim", Some("acme.example"), &json!([]));
    by_key["actor"] = json!({"kind": "api_key", "id": id(7), "name": "Deploy", "revoked": true});
    by_key["means"] = json!("api_key");
    let server = with(&[by_key]);
    let stage = visit(&server, PATH).await;
    let said = words(&stage, "acme.example");
    assert!(said.contains("API key “Deploy”") && said.contains("Revoked"), "{said}");
    stage.called("button", "Details: Added the domain acme.example").click();
    settle().await;
    assert!(stage.has("button", "Copy: API key") && !stage.has("button", "Copy: Person"));
    stage.called("tbody a", "API key “Deploy”").click();
    settle().await;
    assert_eq!(asked(&server), format!("actor=api_key%3A{}", id(7)));
    assert_eq!(stage.find(".chip").inner_text(), "API key “Deploy”");
}

#[wasm_bindgen_test]
async fn changes_are_short_and_whole_in_the_details() {
    let rules = |number: usize| {
        let rule = json!({"category": "dataplants", "name": "R", "effect": "allow", "action": "read", "resource": "all"});
        Value::from(vec![rule; number]).to_string()
    };
    let (before, after, long) = (rules(1), rules(3), "long ".repeat(40));
    let changes = json!([
        change("rules", Some(&before), Some(&after)),
        change("description", Some("Old"), None),
        change("note", None, Some(&long)),
        change("join_requests.domains", Some("[]"), Some(r#"["a.org","b.org"]"#)),
        change("generation", None, Some("7")),
    ]);
    let stage = visit(&with(&[entry(21, "rules.update", Some("Bob Stone"), &changes)]), PATH).await;
    let row = words(&stage, "Bob Stone");
    assert_eq!(row.matches("+ Added: Allow: read all dataplants").count(), 2, "{row}");
    assert!(row.contains("Description: Old → changed to nothing"), "{row}");
    assert!(!row.contains("long…") && !row.contains(long.trim()), "{row}");
    assert!(row.contains("and 2 more") && !row.contains("a.org"), "{row}");
    let button = stage.called("button", "Details: Changed the rules of Bob Stone");
    assert_eq!(attribute(&button, "aria-expanded"), "false");
    button.click();
    settle().await;
    assert_eq!(attribute(&button, "aria-expanded"), "true");
    let details = stage.find(&format!("#{}", attribute(&button, "aria-controls"))).inner_text();
    let shown =
        [long.trim(), "Rules, before", "a.org", "192.0.2.7", "req-1", ADA, &id(21), &id(2), "Signed in", "7"];
    for said in shown {
        assert!(details.contains(said), "{said} in {details}");
    }
    assert_eq!(details.matches("\"resource\"").count(), 4, "{details}");
    assert!(!details.contains("Old"), "what the line shows whole is not repeated");
    for copied in ["Request", "Subject", "Person", "Entry"] {
        assert!(stage.has("button", &format!("Copy: {copied}")), "{copied}");
    }
    let scrollers = stage.all(".audit-raw");
    assert!(!scrollers.is_empty() && scrollers.iter().all(|scroller| scroller.tab_index() == 0));
    assert_eq!(
        attribute(&scrollers[0], "aria-label"),
        "Rules, before",
        "what the keyboard scrolls has a name"
    );
    button.click();
    settle().await;
    assert!(stage.all(".audit-more").is_empty());
}

#[wasm_bindgen_test]
async fn lines_stand_under_their_days_with_the_exact_time_on_hover() {
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    let at = |number, moment: &str| {
        let mut line = entry(number, "members.leave", None, &json!([]));
        line["created_at"] = json!(moment);
        line
    };
    let (noon, later) = ("2026-01-02T12:00:00Z", "2026-01-02T12:00:05Z");
    let stage = visit(&with(&[at(21, &now), at(22, later), at(23, noon)]), PATH).await;
    let days: Vec<String> = stage.all(".audit-day").iter().map(|day| day.inner_text()).collect();
    assert_eq!(days.len(), 2, "two lines are of the same day");
    assert!(days[0].contains("Today") && days[1].contains("2026") && days[1].contains("January"), "{days:?}");
    let time = stage.all("tbody time").pop().unwrap();
    assert!(attribute(&time, "title").contains(":00:00"), "to the second");
    assert!(!time.inner_text().contains("2026"), "the day stands above");
}

#[wasm_bindgen_test]
async fn the_last_days_are_one_press_away() {
    let server = with(&[role_of_bob()]);
    let stage = visit(&server, &format!("{PATH}?action=members")).await;
    let current = |stage: &Stage| {
        stage.all(".audit-preset[aria-current]").iter().map(|link| link.inner_text()).collect::<Vec<_>>()
    };
    assert_eq!(current(&stage), ["All"]);
    stage.called("a", "7 days").click();
    settle().await;
    let now = js_sys::Date::new_0();
    let [month, day] = [now.get_month(), now.get_date()].map(u32::cast_signed);
    let date = js_sys::Date::new_with_year_month_day(now.get_full_year(), month, day - 6);
    let from = format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date());
    assert_eq!(
        address(),
        format!("/organizations/acme/settings/audit-log?action=members&from={from}"),
        "with today, and with what was chosen before"
    );
    assert_eq!(current(&stage), ["7 days"]);
    stage.called("a", "All").click();
    settle().await;
    assert_eq!(address(), "/organizations/acme/settings/audit-log?action=members");
}

#[wasm_bindgen_test]
async fn the_address_decides_which_lines_are_asked_for() {
    let server = with(&[role_of_bob()]);
    let query =
        format!("actor={ADA}&action=members.update&subject={}&from=2026-01-01&until=2026-01-31", id(2));
    let stage = visit(&server, &format!("{PATH}?{query}")).await;
    let start = |year, month, day| {
        let day = js_sys::Date::new_with_year_month_day(year, month, day);
        String::from(day.to_iso_string()).replace(':', "%3A")
    };
    let (from, until) = (start(2026, 0, 1), start(2026, 1, 1));
    let wanted =
        format!("actor={ADA}&action=members.update&subject={}&start_time={from}&end_time={until}", id(2));
    assert_eq!(asked(&server), wanted, "whole days where the person is");
    let chips: Vec<String> = stage.all(".chip").iter().map(|chip| chip.inner_text()).collect();
    assert_eq!(chips, ["By Ada Lovelace", "About Bob Stone"]);
    let action: web_sys::HtmlInputElement = stage.find("select[name=action]").unchecked_into();
    assert_eq!(action.value(), "members.update");
    let saved = Saved::watch();
    for (name, file) in [("Table (CSV)", "audit-log.csv"), ("JSON lines", "audit-log.jsonl")] {
        let request = at("GET", &format!("/{file}"));
        server.sends(&request, &format!("acme-{file}"), name);
        stage.press_button("Export").await;
        stage.called("[role=menuitem]", name).click();
        settle().await;
        let asked = server.got(&request).pop().unwrap().url;
        assert!(asked.ends_with(&format!("/{file}?{wanted}")), "the file holds what is shown: {asked}");
        assert_eq!(saved.files().await.pop(), Some((format!("acme-{file}"), name.to_owned())));
    }
    server.refuses(&at("GET", "/audit-log.csv"), ProblemCode::TooManyRequests);
    stage.press_button("Export").await;
    stage.called("[role=menuitem]", "Table (CSV)").click();
    settle().await;
    assert!(stage.find(".toast").inner_text().contains("An export of yours is still running."));
    stage.press_button("Show actions on anything").await;
    assert!(!address().contains("subject") && address().contains("actor"));
    stage.press_button("Clear filters").await;
    assert_eq!(address(), "/organizations/acme/settings/audit-log");
    assert_eq!(asked(&server), "");
    assert_eq!(focused(), stage.find("input[name=person]"), "the button that had the focus has gone");
}

#[wasm_bindgen_test]
async fn filters_go_into_the_address() {
    let server = with(&[role_of_bob()]);
    let stage = visit(&server, PATH).await;
    stage.select("select[name=action]", "members").await;
    assert_eq!(address(), "/organizations/acme/settings/audit-log?action=members");
    assert_eq!(asked(&server), "action=members");
    assert!(!stage.text().contains("Until"), "days of one's own are folded");
    stage.press_button("Dates…").await;
    stage.type_into("input[name=from]", "0202-01-05").await;
    assert!(!address().contains("from"), "a year that is still being typed");
    stage.type_into("input[name=from]", "2026-01-05").await;
    assert_eq!(address(), "/organizations/acme/settings/audit-log?action=members&from=2026-01-05");
    stage.type_into("input[name=until]", "2026-01-04").await;
    assert!(stage.text().contains("The end is before the start."));
    stage.type_into("input[name=until]", "").await;
    stage.type_into("input[name=from]", "").await;
    let groups: Vec<String> = stage.all("optgroup").iter().map(|group| attribute(group, "label")).collect();
    let first = ["Organization", "Authentication", "Domain names", "TLS certificates"];
    assert_eq!(groups.iter().take(first.len()).collect::<Vec<_>>(), first.iter().collect::<Vec<_>>());
    stage.called("tbody a", "Bob Stone").click();
    settle().await;
    let filtered = format!("?action=members&subject={}", id(2));
    assert_eq!(address(), format!("/organizations/acme/settings/audit-log{filtered}"));
    assert!(stage.text().contains("About Bob Stone"));
    stage.called("tbody a", "Ada Lovelace").click();
    settle().await;
    assert!(asked(&server).starts_with(&format!("actor={ADA}&action=members&subject=")));
}

#[wasm_bindgen_test]
async fn more_lines_are_loaded_when_asked_for() {
    let server = acme();
    server.says(&log(), 200, &json!({"items": [role_of_bob()], "next_page": "p2", "total": 2}));
    let stage = visit(&server, &format!("{PATH}?action=members")).await;
    assert!(stage.text().contains("2 entries") && stage.text().contains("1 of 2"));
    server.loses(&log());
    stage.press_button("Show more").await;
    assert!(stage.find("main .form-error").inner_text().contains("Can’t reach HQ"));
    server.says(&log(), 200, &page(&[entry(22, "members.leave", Some("Bob Stone"), &json!([]))]));
    stage.press_button("Show more").await;
    assert_eq!(asked(&server), "action=members&page_token=p2");
    assert_eq!(stage.all("tbody .audit-row").len(), 2);
    assert!(stage.text().contains("left the organization"));
    assert!(!stage.has("button", "Show more"));
}

#[wasm_bindgen_test]
async fn what_does_not_come_is_told() {
    let server = acme();
    server.refuses(&log(), ProblemCode::Forbidden);
    let stage = visit(&server, PATH).await;
    assert_eq!(
        stage.all("main [role=alert]").iter().filter(|alert| !alert.inner_text().is_empty()).count(),
        1
    );
    server.says(&log(), 200, &page(&[]));
    stage.press_button("Try again").await;
    assert!(stage.text().contains("No activity yet."));
    assert!(!stage.has("main a", "Clear filters"), "there are none");
}

#[wasm_bindgen_test]
async fn who_may_not_read_it_is_told_who_may() {
    let server = acme_of_a_user();
    let mut acme = crate::server::organization("Acme");
    acme["permissions"] = json!(["read_organization", "read_members"]);
    server.says("GET /api/v1/organizations/acme", 200, &acme);
    let stage = visit(&server, PATH).await;
    assert!(stage.text().contains("You can’t read the audit log"));
    assert!(server.got(&log()).is_empty());
    assert!(!stage.has("button", "Export") && !stage.has("nav a", "Audit log"));
}
