//! The ways: the navigation of an organization, the header, its menus, and the keys.

use crate::{
    acme::{acme, acme_of_a_user, at, name, visit},
    server::{Server, address, open, signed_in, signed_out},
    stage::{Stage, attribute, focused, settle, wait},
};
use hq_console::routes::{page::Section, table::PAGES};
use hq_contract::{Permission, ProblemCode};
use hq_text::Texts;
use wasm_bindgen_test::wasm_bindgen_test;

/// What the links of the navigation say, section by section.
fn sections(stage: &Stage) -> Vec<Vec<String>> {
    let names = |list: &web_sys::HtmlElement| {
        let links = list.query_selector_all("a").unwrap();
        (0..links.length())
            .map(|at| links.item(at).unwrap().text_content().unwrap().trim().to_owned())
            .collect()
    };
    stage.all("main nav ul").iter().map(names).collect()
}

/// What the table of pages has for whoever may do this, section by section.
fn listed(may: impl Fn(Permission) -> bool) -> Vec<Vec<String>> {
    let texts = Texts::english();
    let of = |section: Section| {
        PAGES
            .iter()
            .filter(|page| page.section() == Some(section) && page.permission.is_none_or(&may))
            .map(|page| texts.get(page.title).into_owned())
            .collect()
    };
    Section::ALL.into_iter().map(of).collect()
}

/// Presses a key with Ctrl, or alone, wherever.
pub async fn press(key: &str, control: bool) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_ctrl_key(control);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    web_sys::window().unwrap().dispatch_event(&event).unwrap();
    settle().await;
    settle().await;
}

#[wasm_bindgen_test]
async fn the_navigation_stands_on_the_home_too_in_sections() {
    let stage = visit(&acme(), "").await;
    let shown = sections(&stage);
    assert_eq!(shown, listed(|_| true));
    assert_eq!(shown.iter().map(|section| &*section[0]).collect::<Vec<_>>(), ["Home", "Plan", "Information"]);
    let titles: Vec<String> = stage.all(".side-nav-title").iter().map(|title| title.inner_text()).collect();
    assert_eq!(titles, ["Plan and billing", "Settings"]);
    let lists = stage.all("main nav ul");
    assert_eq!(attribute(&lists[2], "aria-labelledby"), attribute(&stage.all(".side-nav-title")[1], "id"));
    assert_eq!(name(&stage.find("nav a[aria-current=page]")), "Home");
    stage.called("nav a", "Members").click();
    settle().await;
    settle().await;
    assert_eq!(address(), "/organizations/acme/members");
    assert_eq!(name(&stage.find("nav:not(.people-tabs *) a[aria-current=page]")), "Members");
}

#[wasm_bindgen_test]
async fn who_may_do_less_has_fewer_ways() {
    let stage = visit(&acme_of_a_user(), "").await;
    let may = [Permission::ReadOrganization, Permission::ReadMembers];
    let shown = sections(&stage);
    assert_eq!(shown, listed(|permission| may.contains(&permission)));
    assert_eq!(shown[1..], [["Plan"], ["Information"]]);
}

#[wasm_bindgen_test]
async fn a_narrow_window_unfolds_the_navigation_and_folds_it_again() {
    let stage = visit(&acme(), "/members").await;
    let button = stage.find(".side-nav-open");
    assert_eq!(name(&button), "Page: Members");
    assert_eq!(attribute(&button, "aria-expanded"), "false");
    button.click();
    settle().await;
    assert_eq!(attribute(&button, "aria-expanded"), "true");
    assert_eq!(
        attribute(&button, "aria-controls"),
        attribute(&stage.find(".side-nav-list[data-open]"), "id")
    );
    stage.called("nav a", "Plan").focus().unwrap();
    stage.key("Escape").await;
    assert_eq!(attribute(&button, "aria-expanded"), "false");
    assert_eq!(focused(), button);
    button.click();
    settle().await;
    stage.called("nav a", "Audit log").click();
    settle().await;
    settle().await;
    assert_eq!(name(&stage.find(".side-nav-open")), "Page: Audit log");
    assert!(stage.all(".side-nav-list[data-open]").is_empty(), "followed, it folds");
}

#[wasm_bindgen_test]
async fn requests_to_join_are_counted_once_the_page_stands() {
    let server = acme();
    let stage = visit(&server, "").await;
    assert!(server.got(&at("GET", "/join-requests")).is_empty(), "the home does not wait for them");
    wait(1700).await;
    assert_eq!(server.got(&at("GET", "/join-requests")).len(), 1);
    drop(stage);
    let server = acme();
    let _stage = visit(&server, "/members").await;
    assert_eq!(server.got(&at("GET", "/join-requests")).len(), 1, "the page of the members shows them");
}

#[wasm_bindgen_test]
async fn the_profile_keeps_the_organization_that_was_opened_last() {
    let server = acme();
    server.says("GET /api/v1/me", 200, &crate::server::me("Ada"));
    let stage = open(&server, "/account").await;
    assert_eq!(name(&stage.find(".finder-button")), "Acme");
    stage.press_button("Menu of Ada Lovelace").await;
    assert_eq!(
        attribute(&stage.called("[role=menuitem]", "Organization"), "href"),
        "/organizations/acme/settings"
    );
    stage.key("Escape").await;
    // The list leads to the home of one, since the profile is in none.
    stage.press(".finder-button").await;
    let beta = stage.all("[role=option]").into_iter().find(|row| row.inner_text().contains("Beta")).unwrap();
    assert_eq!(attribute(&beta, "href"), "/organizations/beta");
}

#[wasm_bindgen_test]
async fn the_link_of_an_invitation_shows_no_organization_in_the_header() {
    let server = signed_in(&["Acme"]);
    server.refuses("GET /api/v1/invitations/x", ProblemCode::NotFound);
    let stage = open(&server, "/join/x").await;
    assert_eq!(name(&stage.find(".finder-button")), "Choose an organization");
}

async fn open_help(server: &Server, path: &str) -> Stage {
    let stage = open(server, path).await;
    stage.press_button("Help").await;
    stage
}

#[wasm_bindgen_test]
async fn help_is_in_the_header() {
    let stage = open_help(&acme(), "/organizations/acme").await;
    assert_eq!(attribute(&stage.called("[role=menuitem]", "API documentation"), "href"), "/api/docs");
    stage.called("[role=menuitem]", "Keyboard shortcuts").click();
    settle().await;
    assert!(stage.dialog().inner_text().contains("Keyboard shortcuts"));
    drop(stage);
    let stage = open_help(&signed_out(), "/sign-in").await;
    assert!(stage.has("[role=menuitem]", "API documentation"), "also for who is not signed in");
}

#[wasm_bindgen_test]
async fn no_key_alone_opens_anything() {
    let stage = visit(&acme(), "").await;
    press("?", false).await;
    press("/", false).await;
    assert!(stage.all("dialog[open]").is_empty());
    press("/", true).await;
    assert!(stage.dialog().inner_text().contains("Keyboard shortcuts"));
}

#[wasm_bindgen_test]
async fn no_key_opens_anything_over_a_dialog() {
    let stage = visit(&acme(), "/members?invite=1").await;
    let dialog = stage.dialog();
    for key in ["k", "/"] {
        press(key, true).await;
        assert_eq!(stage.dialog(), dialog, "{key}");
    }
    stage.called("dialog[open] .dialog-head button", "Close").click();
    wait(60).await;
    press("k", true).await;
    stage.find("dialog.palette[open]");
}

#[wasm_bindgen_test]
async fn the_palette_has_a_button() {
    let stage = visit(&acme(), "").await;
    stage.press_button("Search").await;
    assert_eq!(attribute(&focused(), "role"), "combobox");
}

#[wasm_bindgen_test]
async fn who_skips_to_the_content_skips_the_navigation() {
    let stage = visit(&acme(), "/members").await;
    stage.press(".skip-link").await;
    assert_eq!(focused(), stage.find("main h1"));
    assert_eq!(address(), "/organizations/acme/members");
}
