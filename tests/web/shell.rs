//! What stands around every page.

use crate::{
    server::{Server, address, open, open_in, session, signed_in},
    stage::{Stage, attribute, fire, focused, settle, wait},
};
use hq_contract::{IDEMPOTENCY_KEY, ProblemCode};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const CREATE: &str = "POST /api/v1/organizations";

fn value(stage: &Stage, selector: &str) -> String {
    stage.find(selector).unchecked_into::<HtmlInputElement>().value()
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_told_and_goes_by_itself() {
    let server = signed_in(&[]);
    let stage = open(&server, "/").await;
    server.loses(CREATE);
    server.loses("GET /livez");
    stage.type_into("input[name=organization]", "Acme").await;
    stage.press("main button[type=submit]").await;
    wait(100).await;
    let banner = stage.find(".shell-banners");
    assert!(banner.inner_text().contains("Your input is kept"));
    assert_eq!(value(&stage, "input[name=organization]"), "Acme");
    server.says("GET /livez", 200, &Value::Null);
    stage.press(".shell-banners button").await;
    assert_eq!(banner.inner_text(), "");
    stage.press("main button[type=submit]").await;
    let sent = server.got(CREATE);
    assert_eq!(sent.len(), 2, "a POST is sent again by its button only");
    assert_eq!(sent[0].header(IDEMPOTENCY_KEY), sent[1].header(IDEMPOTENCY_KEY));
}

#[wasm_bindgen_test]
async fn an_organization_of_others_looks_like_none() {
    let server = signed_in(&["Acme"]);
    server.refuses("GET /api/v1/organizations/secret", ProblemCode::NotFound);
    let stage = open(&server, "/organizations/secret").await;
    let foreign = stage.find("main").inner_html();
    drop(stage);
    let stage = open(&server, "/nowhere/at/all").await;
    assert_eq!(stage.find("main").inner_text(), strip(&foreign));
}

/// The text of some markup.
fn strip(markup: &str) -> String {
    let element = web_sys::window().unwrap().document().unwrap().create_element("div").unwrap();
    element.set_inner_html(markup);
    let body = web_sys::window().unwrap().document().unwrap().body().unwrap();
    body.append_child(&element).unwrap();
    let text = element.unchecked_ref::<web_sys::HtmlElement>().inner_text();
    element.remove();
    text
}

async fn switch(stage: &Stage, name: &str) {
    stage.find(".finder-button").focus().unwrap();
    stage.key("ArrowDown").await;
    let search: HtmlInputElement = focused().unchecked_into();
    search.set_value(name);
    fire(&search, "input");
    settle().await;
}

#[wasm_bindgen_test]
async fn the_keyboard_switches_between_organizations_and_keeps_the_page() {
    let server = signed_in(&["Acme", "Bolt Works", "Cargo"]);
    let stage = open(&server, "/organizations/acme/settings").await;
    switch(&stage, "wOrK").await;
    assert_eq!(stage.all("[role=option]").len(), 1);
    assert!(stage.find("[role=option]").inner_text().contains("Bolt Works"));
    stage.key("Enter").await;
    settle().await;
    assert_eq!(address(), "/organizations/bolt-works/settings");
    assert!(stage.find(".finder-button").inner_text().contains("Bolt Works"));
    switch(&stage, "").await;
    let options = stage.all("[role=option]");
    let first = options[0].inner_text();
    assert!(
        first.contains("Bolt Works") && first.contains("current"),
        "recent first, the current one marked: {first}"
    );
    assert_eq!(options.len(), 3);
    stage.key("Escape").await;
    assert_eq!(focused(), stage.find(".finder-button"));
    let id = crate::server::organization("Bolt Works")["id"].as_str().unwrap().to_owned();
    let visits = server.got(&format!("POST /api/v1/organizations/{id}/visits"));
    assert_eq!(visits.len(), 1, "a visit is counted once");
}

#[wasm_bindgen_test]
async fn what_is_not_loaded_is_looked_for_on_the_server() {
    let server = signed_in(&["Acme"]);
    let mut long = session(&["Acme"]);
    long["organizations"]["next_page"] = json!("more");
    long["organizations"]["total"] = json!(5000);
    server.says("GET /api/v1/session", 200, &long);
    let found = json!({"items": [crate::server::mine("Zebra")], "next_page": null, "total": 1});
    server.says("GET /api/v1/me/organizations", 200, &found);
    let stage = open(&server, "/organizations/acme").await;
    switch(&stage, "zeb").await;
    wait(300).await;
    assert!(stage.find("[role=option]").inner_text().contains("Zebra"));
    let asked = server.got("GET /api/v1/me/organizations");
    assert_eq!(asked.len(), 1, "once, when the typing has paused");
    assert!(asked[0].url.ends_with("?q=zeb&limit=100"), "{}", asked[0].url);
}

/// A language of one word: which line is which text is not for tests to know.
fn french() -> Value {
    let english: Value = serde_json::from_str(include_str!("../../crates/text/texts/en.json")).unwrap();
    let count = english.as_object().unwrap().values().map(|keys| keys.as_object().unwrap().len()).sum();
    json!(vec!["Bienvenue"; count])
}

#[wasm_bindgen_test]
async fn the_language_changes_under_what_is_typed() {
    let server = signed_in(&[]);
    speaks_french(&server);
    let stage = open(&server, "/").await;
    stage.type_into("input[name=organization]", "Acme").await;
    stage.press(".shell-end button[aria-label=Language]").await;
    let language =
        stage.all("[role=menuitemradio]").into_iter().find(|item| item.inner_text().contains("Français"));
    let language = language.unwrap();
    assert_eq!(
        language.query_selector("[lang=fr]").unwrap().unwrap().text_content().unwrap().trim(),
        "Français",
        "a name in its own language"
    );
    language.click();
    wait(60).await;
    assert!(stage.find("h1").inner_text().contains("Bienvenue"));
    assert_eq!(value(&stage, "input[name=organization]"), "Acme");
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    assert_eq!(attribute(&root, "lang"), "fr");
    let told = server.got("PATCH /api/v1/me");
    assert_eq!(told[0].body.as_deref(), Some(r#"{"language":"fr"}"#));
    assert_eq!(told[0].header("if-match"), Some("\"1\""));
}

#[wasm_bindgen_test]
async fn nobody_is_shown_another_language_than_theirs_first() {
    let server = signed_in(&[]);
    let texts = format!("GET {}", hq_text::Language::French.path());
    server.holds(&texts);
    let stage = open_in("fr", &server, "/").await;
    wait(60).await;
    assert!(stage.find(".shell").has_attribute("hidden"), "what index.html paints is in sight until then");
    server.answers_waiting(&french()).await;
    assert!(!stage.find(".shell").has_attribute("hidden"));
    assert!(stage.find("h1").inner_text().contains("Bienvenue"));
}

#[wasm_bindgen_test]
async fn a_language_that_does_not_come_is_not_waited_for() {
    let server = signed_in(&[]);
    server.loses(&format!("GET {}", hq_text::Language::French.path()));
    let stage = open_in("fr", &server, "/").await;
    wait(60).await;
    assert!(!stage.find(".shell").has_attribute("hidden"));
    assert!(stage.find("h1").inner_text().contains("Welcome"));
}

fn speaks_french(server: &Server) {
    server.says(&format!("GET {}", hq_text::Language::French.path()), 200, &french());
    server.says("GET /api/v1/me", 200, &crate::server::me("Ada"));
    server.says("PATCH /api/v1/me", 200, &crate::server::me("Ada"));
}

#[wasm_bindgen_test]
async fn a_page_reached_by_a_link_has_the_focus_on_its_title() {
    let server = signed_in(&["Acme"]);
    server.says("GET /api/v1/me", 200, &crate::server::me("Ada"));
    let stage = open(&server, "/account").await;
    stage.press("a[href='/account/security']").await;
    settle().await;
    assert_eq!(address(), "/account/security");
    assert_eq!(focused(), stage.find("h1"));
    let title = web_sys::window().unwrap().document().unwrap().title();
    assert_eq!(title, "Security · Profile · HQ");
}
