//! Drafts of forms that cannot be sent any more, and the end of drafts that were.

use super::{
    forms::KEPT,
    people::{filled_in, typed as forms_with_drafts},
    tab::{drafts, reload},
    world::{Person, sign_in, world},
};
use crate::{
    acme::{at, id},
    cloud::{at_engine, engine, has_engine},
    dataplants::{dataplant, has},
    server::{Server, open, open_again, organization},
    stage::{Stage, settle},
};
use hq_contract::{Permission, ProblemCode};
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

const SETTINGS: &str = "/organizations/acme/settings";
const NAME: &str = "input[name=organization]";

/// Ada may do this in Acme from now on.
fn may(server: &Server, permissions: &[Permission]) {
    let mut acme = organization("Acme");
    acme["permissions"] = json!(permissions);
    server.says("GET /api/v1/organizations/acme", 200, &acme);
}

fn reads(server: &Server) {
    may(server, &[Permission::ReadOrganization, Permission::ReadMembers, Permission::ReadMemberDetails]);
}

/// Nobody whom the server answers may change its dataplant or its engine.
fn only_shows(server: &Server) {
    let nothing = json!({"update": false, "delete": false});
    let (mut sales, mut engine) = (dataplant(1, "Sales", "ready"), engine(3, "Sales"));
    sales["may"] = nothing.clone();
    engine["may"] = nothing;
    has(server, &[sales]);
    has_engine(server, 3, &engine);
}

fn value(stage: &Stage, field: &str) -> String {
    stage.find(field).unchecked_into::<HtmlInputElement>().value()
}

async fn typed(server: &Server) -> Stage {
    sign_in(server, Person::Ada, SETTINGS);
    let stage = open(server, SETTINGS).await;
    settle().await;
    stage.type_into(NAME, KEPT).await;
    stage
}

#[wasm_bindgen_test]
async fn who_may_only_read_sees_what_is_saved() {
    let server = world();
    let stage = typed(&server).await;
    reads(&server);
    let stage = reload(&server, stage, SETTINGS).await;
    assert_eq!(value(&stage, NAME), "Acme");
    assert!(stage.has("nav a", "Information") && !stage.text().contains("You left this page"));
    may(&server, &Permission::ALL);
    let stage = reload(&server, stage, SETTINGS).await;
    assert_eq!(value(&stage, NAME), KEPT, "and it comes back with the right to save it");
    assert!(stage.has("nav a", "Information (unsaved changes)"));
}

#[wasm_bindgen_test]
async fn who_may_only_read_sees_no_draft_in_any_form() {
    for (source, form) in forms_with_drafts() {
        let Some(mark) = form.mark else { continue };
        let (server, stage) = filled_in(source, form).await;
        reads(&server);
        only_shows(&server);
        let stage = reload(&server, stage, form.path).await;
        assert!(!form.stands_on(&stage), "{source} is shown to a reader: {}", stage.text());
        // Who may change one thing, the thing itself says; the navigation does not know it.
        let of_a_thing = source.starts_with("dataplants/one") || source.starts_with("storage_engines/");
        let marked = stage.has("nav a", &format!("{mark} (unsaved changes)"));
        assert!(!marked || of_a_thing, "{source} is marked for a reader");
    }
}

#[wasm_bindgen_test]
async fn who_is_refused_while_a_form_is_open_sees_no_draft_in_it() {
    for (source, form) in forms_with_drafts() {
        if form.mark.is_none() {
            continue;
        }
        let (server, stage) = filled_in(source, form).await;
        reads(&server);
        only_shows(&server);
        // Whatever it is that is refused.
        server.denies("DELETE /api/v1/session", Permission::UpdateOrganization);
        stage.choose("Menu of Ada Lovelace", "Sign out").await;
        settle().await;
        settle().await;
        assert!(!form.stands_on(&stage), "{source} is left to a reader: {}", stage.text());
    }
}

#[wasm_bindgen_test]
async fn a_right_that_is_lost_takes_what_was_typed_out_of_the_form() {
    let saving = at("PATCH", "");
    for refusal in [ProblemCode::Stale, ProblemCode::Forbidden] {
        let server = world();
        let stage = typed(&server).await;
        reads(&server);
        server.refuses(&saving, refusal);
        stage.press_button("Save").await;
        settle().await;
        assert_eq!(value(&stage, NAME), "Acme", "{refusal:?}");
        assert!(stage.find(NAME).matches(":disabled").unwrap(), "{refusal:?}");
        assert!(stage.has("nav a", "Information") && !stage.has("nav a", "API keys"), "{refusal:?}");
    }
}

#[wasm_bindgen_test]
async fn an_organization_that_is_refused_is_not_asked_for_again_and_again() {
    let server = world();
    let stage = typed(&server).await;
    let asked = "GET /api/v1/organizations/acme";
    let before = server.got(asked).len();
    server.denies(asked, Permission::ReadOrganization);
    server.refuses(&at("PATCH", ""), ProblemCode::Forbidden);
    stage.press_button("Save").await;
    for _ in 0..5 {
        settle().await;
    }
    assert_eq!(server.got(asked).len(), before + 1);
}

#[wasm_bindgen_test]
async fn edited_rules_are_not_shown_to_who_may_only_read_them() {
    let server = world();
    let page = format!("/organizations/acme/members/{}", id(2));
    sign_in(&server, Person::Ada, &page);
    let stage = open(&server, &page).await;
    settle().await;
    stage.press_button("Add new rule Dataplants").await;
    stage.type_into("dialog[open] [name=rule_name]", KEPT).await;
    stage.press_button("Add rule").await;
    assert!(stage.has("nav a", "Members (unsaved changes)"));
    reads(&server);
    let stage = reload(&server, stage, &page).await;
    assert!(!stage.text().contains(KEPT) && stage.has("nav a", "Members"));
}

#[wasm_bindgen_test]
async fn who_may_change_only_this_engine_finds_what_was_typed_about_it() {
    let path = format!("/organizations/acme/storage-engines/{}", id(3));
    for field in ["input[name=engine-name]", "input[name=credential]"] {
        let server = world();
        sign_in(&server, Person::Ada, &path);
        // Her rules are about engines with a tag, which this one has: nothing says that she may change engines in general.
        reads(&server);
        let stage = open(&server, &path).await;
        settle().await;
        stage.type_into(field, KEPT).await;
        assert!(stage.has("nav a", "Storage engines (unsaved changes)"), "{field}");
        let stage = reload(&server, stage, &path).await;
        assert_eq!(value(&stage, field), KEPT);
        let mut sales = engine(3, "Sales");
        sales["may"] = json!({"update": false, "delete": false});
        server.says(&at_engine("GET", 3, ""), 200, &sales);
        let stage = reload(&server, stage, &path).await;
        assert!(stage.all(field).is_empty() && !stage.text().contains(KEPT), "{field}");
    }
}

#[wasm_bindgen_test]
async fn saving_and_discarding_end_a_draft() {
    let server = world();
    let stage = typed(&server).await;
    stage.press_button("Discard").await;
    assert_eq!((drafts().as_str(), value(&stage, NAME).as_str()), ("", "Acme"));
    stage.type_into(NAME, KEPT).await;
    assert!(!drafts().is_empty());
    let saved = organization("Acme");
    let mut renamed = saved.clone();
    renamed["name"] = json!(KEPT);
    server.says(&format!("PATCH /api/v1/organizations/{}", saved["id"].as_str().unwrap()), 200, &renamed);
    stage.press_button("Save").await;
    assert_eq!(drafts(), "");
    assert!(stage.has("nav a", "Information"));
}

#[wasm_bindgen_test]
async fn a_name_is_saved_and_discarded() {
    let server = world();
    sign_in(&server, Person::Ada, "/account");
    let stage = open(&server, "/account").await;
    stage.type_into("input[name=name]", KEPT).await;
    stage.press_button("Discard").await;
    assert_eq!((drafts().as_str(), value(&stage, "input[name=name]").as_str()), ("", "Ada Lovelace"));
    stage.type_into("input[name=name]", KEPT).await;
    server.says("PATCH /api/v1/me", 200, &crate::server::me(KEPT));
    stage.press_button("Save").await;
    assert_eq!(drafts(), "");
}

#[wasm_bindgen_test]
async fn what_was_sent_is_no_draft() {
    let server = world();
    sign_in(&server, Person::Ada, "/organizations/new");
    server.says("POST /api/v1/organizations", 201, &organization("Acme"));
    let stage = open(&server, "/organizations/new").await;
    stage.type_into(NAME, KEPT).await;
    assert!(!drafts().is_empty());
    stage.press_button("Done").await;
    assert_eq!(drafts(), "");
    drop(stage);

    let domain = json!({
        "id": id(7), "name": "kept.example", "display_name": "kept.example", "state": "pending",
        "record": {"name": "_hq-challenge.kept.example", "kind": "TXT", "value": "hq-verification=7"},
        "finding": null, "held_by_another": false, "created_at": "2026-01-02T00:00:00Z", "verified_at": null,
        "bound_until": null,
    });
    server.says(&at("POST", "/domains"), 201, &domain);
    let stage = open(&server, "/organizations/acme/settings/domains").await;
    settle().await;
    stage.type_into("input[name=domain]", "kept.example").await;
    assert!(stage.has("nav a", "Domain names (unsaved changes)"));
    stage.press_button("Add domain").await;
    assert_eq!(drafts(), "");
    assert!(stage.has("nav a", "Domain names"));
}

#[wasm_bindgen_test]
async fn a_dialog_that_is_cancelled_gives_up_its_rule() {
    let server = world();
    let page = format!("/organizations/acme/members/{}", id(2));
    sign_in(&server, Person::Ada, &page);
    let stage = open(&server, &page).await;
    settle().await;
    stage.press_button("Add new rule Dataplants").await;
    assert_eq!(drafts(), "", "a name that only follows what is chosen is not typed");
    stage.type_into("dialog[open] [name=rule_name]", KEPT).await;
    assert!(!drafts().is_empty());
    stage.find("dialog[open] .actions button[type=button]").click();
    settle().await;
    assert_eq!(drafts(), "");
}

#[wasm_bindgen_test]
async fn a_size_outlives_its_page_and_goes_with_its_dialog() {
    for page in [
        format!("/organizations/acme/dataplants/{}?do=resize", id(1)),
        format!("/organizations/acme/storage-engines/{}", id(3)),
    ] {
        let server = world();
        sign_in(&server, Person::Ada, &page);
        let stage = open(&server, &page).await;
        settle().await;
        let engine = !page.contains('?');
        if engine {
            stage.press_button("Resize").await;
        }
        stage.type_into("dialog[open] input[name=fpu]", "8").await;
        stage.called("nav a", "Members").click();
        settle().await;
        settle().await;
        assert!(drafts().contains("size"), "{page} has lost it");
        drop(stage);
        let stage = open_again(&server, &page).await;
        settle().await;
        if engine {
            stage.press_button("Resize").await;
        }
        assert_eq!(value(&stage, "dialog[open] input[name=fpu]"), "8", "{page}");
        stage.called("dialog[open] .actions button", "Cancel").click();
        settle().await;
        assert_eq!(drafts(), "", "{page}");
    }
}
