//! The list of the members: who sees what of it, and how it behaves with ten thousand of them.

use crate::{
    acme::{
        ADA, acme, acme_of_a_user_who_may, at, id, invitation, member, name, page, pause, request, visit,
    },
    saved::Saved,
    server::{Server, address},
    stage::{Stage, attribute, settle},
};
use hq_contract::{Permission, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn members() -> String {
    at("GET", "/members")
}

fn heads(stage: &Stage) -> Vec<String> {
    stage.all(".members-part th[scope=col]").iter().map(|head| name(head)).collect()
}

async fn items(stage: &Stage, of: &str) -> Vec<String> {
    if !stage.has("button", &format!("Actions for {of}")) {
        return Vec::new();
    }
    stage.press_button(&format!("Actions for {of}")).await;
    let items = stage.all("[role=menuitem]").iter().map(|item| item.inner_text()).collect();
    stage.press_button(&format!("Actions for {of}")).await;
    items
}

#[wasm_bindgen_test]
async fn who_reads_details_sees_them_and_changes_nothing() {
    let server = acme_of_a_user_who_may(&[Permission::ReadMemberDetails]);
    let stage = visit(&server, "/members?mfa=false").await;
    assert_eq!(heads(&stage), ["Name", "Role", "Rules", "Last active", "Status", "Actions"]);
    let bob = stage.row("Bob Stone");
    assert!(bob.inner_text().contains("bob.stone@example.org"));
    let rules = bob.query_selector("[data-label=Rules]").unwrap().unwrap();
    assert_eq!(rules.text_content().unwrap(), "3");
    assert!(server.got(&members())[0].url.ends_with("?mfa=false"));
    assert!(items(&stage, "Bob Stone").await.is_empty());
    assert_eq!(items(&stage, "Ada Lovelace").await, ["Leave organization"]);
    assert!(stage.all("input[type=checkbox]").is_empty());
    assert!(server.got(&at("GET", "/invitations")).is_empty());
    assert!(server.got(&at("GET", "/join-requests")).is_empty());
}

#[wasm_bindgen_test]
async fn who_reads_no_details_is_not_asked_about_them() {
    let server = acme_of_a_user_who_may(&[Permission::InviteMembers]);
    let stage = visit(&server, "/members?mfa=false").await;
    assert_eq!(heads(&stage), ["Name", "Role", "Actions"]);
    assert!(!server.got(&members())[0].url.contains("mfa"), "the server would refuse it");
    assert!(stage.all("select[name=mfa], option[value=last_active]").is_empty());
    assert!(!stage.has("button", "Export CSV"));
    assert!(stage.has("button", "Invite people") && stage.all(".people-tabs a").len() == 2);
}

#[wasm_bindgen_test]
async fn who_removes_may_remove_users_only() {
    let server = acme_of_a_user_who_may(&[Permission::RemoveMembers]);
    let people = [
        member(ADA, "Ada Lovelace", "user"),
        member(&id(2), "Bob Stone", "admin"),
        member(&id(3), "Carl Gauss", "user"),
    ];
    server.says(&members(), 200, &page(&people));
    let stage = visit(&server, "/members").await;
    assert!(items(&stage, "Bob Stone").await.is_empty(), "an admin");
    assert_eq!(items(&stage, "Carl Gauss").await, ["Remove from organization"]);
    assert_eq!(items(&stage, "Ada Lovelace").await, ["Leave organization"]);
}

#[wasm_bindgen_test]
async fn who_answers_requests_sees_them() {
    let server = acme_of_a_user_who_may(&[Permission::AnswerJoinRequests]);
    server.says(&at("GET", "/join-requests"), 200, &page(&[request(7, "Joan Doe")]));
    server.says(&at("GET", "/invitations"), 200, &page(&[invitation(8, "sam@example.org")]));
    let stage = visit(&server, "/members/requests").await;
    assert!(stage.text().contains("Joan Doe") && stage.text().contains("Requests to join"));
    let tabs: Vec<String> = stage.all(".people-tabs a").iter().map(|tab| name(tab)).collect();
    assert_eq!(tabs, ["Members", "Requests 1 request to join"], "invitations are for those who invite");
    assert!(server.got(&at("GET", "/invitations")).is_empty());
}

#[wasm_bindgen_test]
async fn the_list_is_filtered_by_two_step_sign_in() {
    let server = acme();
    let stage = visit(&server, "/members?role=user").await;
    stage.select("select[name=mfa]", "false").await;
    assert_eq!(address(), "/organizations/acme/members?role=user&mfa=false");
    assert!(server.got(&members())[1].url.ends_with("?role=user&mfa=false"));
    stage.select("select[name=mfa]", "").await;
    assert_eq!(address(), "/organizations/acme/members?role=user");
}

#[wasm_bindgen_test]
async fn the_members_can_be_had_as_a_file() {
    let server = acme();
    server.sends(&csv(), "acme-members.csv", "name");
    let saved = Saved::watch();
    let stage = visit(&server, "/members?q=a%26b&role=user&sort=joined&page=4").await;
    stage.press_button("Export CSV").await;
    assert_eq!(saved.files().await, [("acme-members.csv".to_owned(), "name".to_owned())]);
    stage.select("select[name=mfa]", "true").await;
    stage.press_button("Export CSV").await;
    let queries: Vec<String> =
        server.got(&csv()).into_iter().map(|sent| sent.url.split_once('?').unwrap().1.to_owned()).collect();
    assert_eq!(queries, ["q=a%26b&role=user&sort=joined", "q=a%26b&role=user&mfa=true&sort=joined"]);
    assert_eq!(saved.files().await.len(), 2);
    drop(stage);
    server.says(&members(), 200, &page(&[]));
    let stage = visit(&server, "/members?q=nobody").await;
    assert!(!stage.has("button", "Export CSV"), "of nobody");
}

#[wasm_bindgen_test]
async fn an_export_that_is_refused_says_why_and_is_tried_again() {
    let server = acme();
    let saved = Saved::watch();
    let stage = visit(&server, "/members").await;
    for (code, why) in [
        (ProblemCode::TooManyRequests, "An export of yours is still running."),
        (ProblemCode::Unavailable, "HQ is temporarily unavailable."),
        (ProblemCode::Forbidden, "Your role and rules don’t allow this."),
    ] {
        server.refuses(&csv(), code);
        stage.press_button("Export CSV").await;
        let said = stage.find(".toast");
        assert!(said.inner_text().contains(why), "{why} in {}", said.inner_text());
        server.loses(&csv());
        stage.press_button("Try again").await;
        assert_eq!(stage.all(".toast").len(), 1, "why it failed last, and nothing else");
        assert!(stage.find(".toast").inner_text().contains("Can’t reach HQ"));
        server.sends(&csv(), "acme-members.csv", why);
        stage.press_button("Try again").await;
        assert!(stage.all(".toast").is_empty());
        assert_eq!(saved.files().await.pop(), Some(("acme-members.csv".to_owned(), why.to_owned())));
    }
}

#[wasm_bindgen_test]
async fn one_export_at_a_time_which_the_button_shows() {
    let server = acme();
    server.holds(&csv());
    let stage = visit(&server, "/members").await;
    stage.press_button("Export CSV").await;
    assert_eq!(attribute(&stage.called("button", "Export CSV"), "aria-disabled"), "true");
    stage.press_button("Export CSV").await;
    assert_eq!(server.got(&csv()).len(), 1);
    server.answers_waiting(&json!({})).await;
    assert!(!stage.called("button", "Export CSV").has_attribute("aria-disabled"));
    assert!(!stage.find(".toast").inner_text().is_empty(), "that was no file");
}

fn csv() -> String {
    at("GET", "/members.csv")
}

/// The page of fifty that begins with this one.
fn fifty(first: u32) -> Value {
    let items: Vec<Value> =
        (first..first + 50).map(|n| member(&id(n), &format!("Person {n}"), "user")).collect();
    json!({"items": items, "next_page": format!("p{first}"), "total": 10_000})
}

async fn ten_thousand() -> (Server, Stage) {
    let server = acme();
    server.says(&members(), 200, &fifty(1000));
    let stage = visit(&server, "/members").await;
    (server, stage)
}

#[wasm_bindgen_test]
async fn ten_thousand_members_are_a_page_of_fifty_rows() {
    let (_, stage) = ten_thousand().await;
    assert!(stage.text().contains("10,000 members") && stage.text().contains("1–50 of 10,000"));
    assert_eq!(stage.all("tbody tr").len(), 50);
}

#[wasm_bindgen_test]
async fn typing_touches_no_row_until_others_are_found() {
    let (server, stage) = ten_thousand().await;
    let before = stage.all("tbody tr");
    server.holds(&members());
    for typed in ["p", "pe", "per"] {
        stage.type_into("input[name=q]", typed).await;
        assert_eq!(stage.all("tbody tr"), before);
    }
    pause().await;
    assert_eq!(server.got(&members()).len(), 2, "one request for what was typed");
    assert_eq!(stage.all("tbody tr"), before, "the old rows stay until new ones come");
    assert_eq!(attribute(&stage.find(".members-part .table"), "aria-busy"), "true");
    server.answers_waiting(&page(&[member(&id(1003), "Person 1003", "user")])).await;
    settle().await;
    assert_eq!(stage.all("tbody tr"), [before[3].clone()], "a row that stays is not drawn anew");
}
