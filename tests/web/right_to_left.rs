//! Names from right to left turn nothing round but themselves.

use crate::{
    acme::{acme, at, id, member, page, visit},
    server::{mine, open, organization, session, session_with, signed_in},
    stage::Stage,
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};

const NAMES: [&str; 3] = ["שלום", "العربية (1)", "عـ!"];

fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

fn document_title() -> String {
    web_sys::window().unwrap().document().unwrap().title()
}

/// Checks that the name stands nowhere in the page's text and attributes without something that isolates it: an element
/// that does, or the characters for it.
fn nothing_turns(stage: &Stage, name: &str) {
    let apart =
        |element: &Element| element.closest("bdi, [dir=auto], option, input, textarea").unwrap().is_some();
    for element in stage.all("*") {
        for attribute in ["aria-label", "title", "placeholder", "alt"] {
            let value = element.get_attribute(attribute).unwrap_or_default();
            let left = value.replace(&isolated(name), "");
            assert!(left == name || !left.contains(name), "{attribute}: {value:?}");
        }
        let children = element.child_nodes();
        for child in (0..children.length()).filter_map(|at| children.item(at)) {
            if child.node_type() != Node::TEXT_NODE {
                continue;
            }
            let text = child.text_content().unwrap_or_default();
            if text.replace(&isolated(name), "").contains(name) {
                assert!(apart(element.unchecked_ref()), "{text:?} in {}", element.outer_html());
            }
        }
    }
}

/// Acme under another name.
fn renamed(name: &str) -> Value {
    let mut organization = organization("Acme");
    organization["name"] = json!(name);
    organization
}

#[wasm_bindgen_test]
async fn an_organization_in_titles_headings_and_lists() {
    for name in NAMES {
        let server = acme();
        server.says("GET /api/v1/organizations/acme", 200, &renamed(name));
        let mut own = mine("Acme");
        own["name"] = json!(name);
        let mut session = session(&["Acme"]);
        session["organizations"]["items"] = json!([own]);
        server.says("GET /api/v1/session", 200, &session);
        for path in ["", "/members", "/settings"] {
            let stage = visit(&server, path).await;
            assert!(document_title().ends_with(&format!("{} · HQ", isolated(name))), "{}", document_title());
            nothing_turns(&stage, name);
            stage.press(".finder-button").await;
            nothing_turns(&stage, name);
        }
        let stage = visit(&server, "").await;
        assert_eq!(stage.find("h1 bdi").inner_text(), name);
    }
}

#[wasm_bindgen_test]
async fn a_member_in_rows_menus_dialogs_and_toasts() {
    for name in NAMES {
        let server = acme();
        let mut other = member(&id(2), "Bob Stone", "user");
        other["full_name"] = json!(name);
        server.says(
            &at("GET", "/members"),
            200,
            &page(&[member(crate::acme::ADA, "Ada Lovelace", "admin"), other.clone()]),
        );
        server.says(&at("GET", &format!("/members/{}", id(2))), 200, &other);
        server.says(&at("DELETE", &format!("/members/{}", id(2))), 204, &Value::Null);
        let stage = visit(&server, "/members").await;
        nothing_turns(&stage, name);
        // Found by what is read out, without what keeps it apart.
        stage.choose(&format!("Actions for {name}"), "Remove from organization").await;
        nothing_turns(&stage, name);
        stage.press_button(&format!("Remove {name}")).await;
        let toast = stage.find(".toast-text").inner_text();
        assert_eq!(toast.trim(), format!("{} was removed.", isolated(name)));
    }
}

#[wasm_bindgen_test]
async fn who_invites_and_what_they_write() {
    for name in NAMES {
        let server = signed_in(&[]);
        let mut session = session_with(&[], &["Acme"], &["Bolt"]);
        for place in [
            "/invitations/items/0/organization/name",
            "/invitations/items/0/inviter/name",
            "/invitations/items/0/note",
            "/suggestions/items/0/organization/name",
        ] {
            *session.pointer_mut(place).unwrap() = json!(name);
        }
        server.says("GET /api/v1/session", 200, &session);
        let stage = open(&server, "/").await;
        let said = format!("{} invited you to join {}", isolated(name), isolated(name));
        assert!(stage.all("main .offer")[0].inner_text().contains(&said));
        nothing_turns(&stage, name);
    }
}
