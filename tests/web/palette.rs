//! The palette: one search over everything.

use crate::{
    acme::{acme, acme_of_a_user, at, id, member, name, page, visit},
    cloud, dataplants,
    navigation::press,
    server::{Server, address, open},
    stage::{Stage, attribute, fire, focused, settle, unisolated, wait},
};
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

async fn search(stage: &Stage, text: &str) {
    stage.find(".palette[open]");
    let field: HtmlInputElement = focused().unchecked_into();
    field.set_value(text);
    fire(&field, "input");
    settle().await;
}

/// What the rows say, as "label, detail", by group.
fn found(stage: &Stage, group: &str) -> Vec<String> {
    let Some(group) = stage.all(".palette [role=group]").into_iter().find(|found| {
        found.query_selector(".palette-title").unwrap().unwrap().text_content().unwrap() == group
    }) else {
        return Vec::new();
    };
    let rows = group.query_selector_all("[role=option]").unwrap();
    (0..rows.length())
        .map(|at| {
            let row: web_sys::Element = rows.item(at).unwrap().unchecked_into();
            let text = |class: &str| {
                unisolated(&row.query_selector(class).unwrap().unwrap().text_content().unwrap())
            };
            let detail = text(".palette-detail");
            if detail.is_empty() {
                text(".finder-label")
            } else {
                format!("{}, {detail}", text(".finder-label"))
            }
        })
        .collect()
}

fn groups(stage: &Stage) -> Vec<String> {
    stage.all(".palette .palette-title").iter().map(|title| title.text_content().unwrap()).collect()
}

/// What the arrows are on.
fn active(stage: &Stage) -> String {
    let id = attribute(&focused(), "aria-activedescendant");
    let row = stage.find(".palette [aria-selected=true]");
    assert_eq!(attribute(&row, "id"), id);
    name(&row.query_selector(".finder-label").unwrap().unwrap())
}

#[wasm_bindgen_test]
async fn it_is_a_dialog_with_groups_and_closes_by_its_keys() {
    let stage = visit(&acme(), "/members").await;
    let before = stage.find("main h1");
    before.focus().unwrap();
    press("k", true).await;
    let dialog = stage.find("dialog.palette[open]");
    assert_eq!(attribute(&dialog, "aria-label"), "Search");
    assert_eq!(attribute(&focused(), "role"), "combobox");
    assert_eq!(attribute(&focused(), "aria-label"), attribute(&focused(), "placeholder"));
    assert_eq!(groups(&stage), ["Actions", "Pages", "Organizations"]);
    assert_eq!(
        attribute(&stage.find(".palette [role=listbox]"), "id"),
        attribute(&focused(), "aria-controls")
    );
    press("k", true).await;
    assert!(stage.all("dialog.palette[open]").is_empty());
    assert_eq!(focused(), before, "the focus is where it was");
}

#[wasm_bindgen_test]
async fn words_are_found_in_any_order() {
    let stage = visit(&acme(), "").await;
    press("k", true).await;
    let settings =
        ["Information", "Authentication", "Domain names", "TLS certificates", "API keys", "Audit log"];
    search(&stage, "beta settings").await;
    assert_eq!(found(&stage, "Pages"), settings.map(|page| format!("{page}, Settings · Beta")));
    search(&stage, "SETTINGS  be").await;
    assert_eq!(found(&stage, "Pages").len(), 6);
    search(&stage, "settings").await;
    assert_eq!(
        found(&stage, "Pages"),
        settings.map(|page| format!("{page}, Settings · Acme")),
        "those of this one"
    );
    search(&stage, "log audit").await;
    assert_eq!(found(&stage, "Pages"), ["Audit log, Settings · Acme"]);
    search(&stage, "beta").await;
    assert_eq!(
        (found(&stage, "Pages").len(), found(&stage, "Organizations")),
        (0, vec!["Beta, Admin".to_owned()])
    );
    search(&stage, "members beta").await;
    stage.key("Enter").await;
    settle().await;
    assert_eq!(address(), "/organizations/beta/members");
}

#[wasm_bindgen_test]
async fn who_is_a_user_is_offered_what_users_may() {
    let stage = visit(&acme_of_a_user(), "").await;
    press("k", true).await;
    assert_eq!(found(&stage, "Actions"), ["New organization", "Keyboard shortcuts"]);
    search(&stage, "settings").await;
    assert_eq!(found(&stage, "Pages"), ["Information, Settings · Acme"]);
}

fn with_things() -> Server {
    let server = cloud::acme_with(&[cloud::engine(2, "Robotics store")]);
    dataplants::has(&server, &[dataplants::dataplant(1, "Robots", "ready")]);
    server.says(&at("GET", "/members"), 200, &page(&[member(&id(2), "Bob Robson", "user")]));
    server
}

#[wasm_bindgen_test]
async fn people_and_things_of_the_organization_are_found() {
    let server = with_things();
    let stage = visit(&server, "").await;
    press("k", true).await;
    assert!(
        server.got(&at("GET", "/storage-engines")).is_empty(),
        "nothing is asked for before something is typed"
    );
    search(&stage, "rob").await;
    wait(300).await;
    settle().await;
    assert_eq!(found(&stage, "Members"), ["Bob Robson, User"]);
    assert_eq!(found(&stage, "Dataplants"), ["Robots, Dataplant"]);
    assert_eq!(found(&stage, "Storage engines"), ["Robotics store, Storage engine"]);
    let asked = server.got(&at("GET", "/storage-engines"));
    assert!(asked.len() == 1 && asked[0].url.ends_with("?q=rob"), "once, when the typing has paused");
    assert_eq!(active(&stage), "Bob Robson");
    stage.key("ArrowDown").await;
    assert_eq!(active(&stage), "Robots");
    stage.key("ArrowUp").await;
    stage.key("ArrowUp").await;
    assert_eq!(active(&stage), "Robotics store", "from the first to the last");
    stage.key("Enter").await;
    settle().await;
    assert_eq!(address(), format!("/organizations/acme/storage-engines/{}", id(2)));
}

#[wasm_bindgen_test]
async fn it_is_empty_again_and_begins_with_what_was_chosen_last() {
    let server = acme();
    server.says(&at("GET", "/storage-engines"), 200, &page(&[]));
    let stage = visit(&server, "").await;
    server.says(&at("GET", "/members"), 200, &page(&[]));
    press("k", true).await;
    search(&stage, "zzz").await;
    wait(300).await;
    assert!(stage.find(".palette-note").inner_text().contains("No results"));
    press("k", true).await;
    press("k", true).await;
    assert_eq!(focused().unchecked_into::<HtmlInputElement>().value(), "");
    assert!(stage.find(".palette-note").inner_text().is_empty());
    search(&stage, "receipts").await;
    stage.key("Enter").await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/receipts");
    press("k", true).await;
    assert_eq!(groups(&stage)[0], "Recent");
    assert_eq!(found(&stage, "Recent"), ["Receipts, Plan and billing · Acme"]);
    assert_eq!(active(&stage), "Receipts");
}

#[wasm_bindgen_test]
async fn actions_without_a_page_are_done_in_place() {
    let server = acme();
    server.says("DELETE /api/v1/session", 204, &Value::Null);
    let stage = visit(&server, "").await;
    press("k", true).await;
    search(&stage, "theme dark").await;
    stage.key("Enter").await;
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    assert_eq!(attribute(&root, "data-theme"), "dark");
    press("k", true).await;
    search(&stage, "theme system").await;
    stage.key("Enter").await;
    press("k", true).await;
    search(&stage, "shortcuts").await;
    stage.all(".palette [role=option]")[0].click();
    settle().await;
    assert!(stage.dialog().inner_text().contains("Keyboard shortcuts"));
}

#[wasm_bindgen_test]
async fn on_the_profile_it_knows_the_organization_of_before() {
    let server = acme();
    server.says("GET /api/v1/me", 200, &crate::server::me("Ada"));
    let stage = open(&server, "/account").await;
    press("k", true).await;
    search(&stage, "members").await;
    assert_eq!(found(&stage, "Pages"), ["Members, Acme"]);
    stage.key("Enter").await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/members");
}
