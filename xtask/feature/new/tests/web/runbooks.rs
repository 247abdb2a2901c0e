//! Runbooks: the list, the archive, writing one, one runbook.

use crate::{
    acme::{acme, acme_of_a_user, at, id, page, visit},
    drafts::forms::{Forms, KEPT, TYPED, Typed, typed},
    filled::{FILLED, Filled},
    server::Server,
    stage::settle,
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// A runbook's page.
const ONE: &str = "/organizations/acme/runbooks/01890a5d-ac96-774b-bcce-b30200000001";
/// What is typed into its fields.
const WORDS: &[(&str, &str)] = &[("input[name=title]", KEPT), ("textarea[name=text]", "kept-words of it")];

/// Its forms.
pub const FORMS: Forms = Forms {
    kept: &[
        typed(
            "runbooks/new_page.rs",
            Typed {
                path: "/organizations/acme/runbooks/new",
                fields: WORDS,
                mark: Some("Runbooks"),
                ..TYPED
            },
        ),
        typed("runbooks/edit.rs", Typed { path: ONE, fields: WORDS, mark: Some("Runbooks"), ..TYPED }),
    ],
    filled: &[
        Filled {
            source: "runbooks/new_page.rs",
            path: "/organizations/acme/runbooks/new",
            fields: WORDS,
            sent: "POST {Acme}/runbooks",
            says: &[KEPT],
            ..FILLED
        },
        Filled {
            source: "runbooks/edit.rs",
            path: ONE,
            fields: WORDS,
            sent: "PATCH {Acme}/runbooks/{1}",
            says: &[KEPT],
            ..FILLED
        },
    ],
    others: &[],
    has: |server| of_one(server, &runbook("No power", false)),
};

fn list() -> String {
    at("GET", "/runbooks")
}

fn one(method: &str, rest: &str) -> String {
    at(method, &format!("/runbooks/{}{rest}", id(1)))
}

fn runbook(title: &str, pinned: bool) -> Value {
    json!({
        "id": id(1), "version": 1, "title": title, "text": "Call somebody.", "pinned": pinned,
        "archived_at": null, "updated_at": "2026-01-02T00:00:00Z",
    })
}

fn of_one(server: &Server, runbook: &Value) {
    server.says(&one("GET", ""), 200, runbook);
    let change = json!({"id": id(2), "action": "runbooks.create", "at": "2026-01-02T00:00:00Z"});
    server.says(&one("GET", "/history"), 200, &page(&[change]));
}

#[wasm_bindgen_test]
async fn the_list_leads_to_each_and_the_archive_is_apart() {
    let server = acme();
    server.says(&list(), 200, &page(&[runbook("No power", true)]));
    server.says(&format!("{}?archived=true", list()), 200, &page(&[]));
    let stage = visit(&server, "/runbooks").await;
    let row = stage.row("No power").inner_text();
    assert!(row.contains("Pinned"), "{row}");
    stage.called("a", "Archive of runbooks").click();
    settle().await;
    settle().await;
    assert!(stage.text().contains("Nothing in the archive"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn one_is_written_and_opened() {
    let server = acme();
    let stage = visit(&server, "/runbooks/new").await;
    stage.type_into("input[name=title]", "No power").await;
    stage.type_into("textarea[name=text]", "Call somebody.").await;
    of_one(&server, &runbook("No power", false));
    server.says(&at("POST", "/runbooks"), 201, &runbook("No power", false));
    stage.press_button("Write runbook").await;
    settle().await;
    let sent = server.got(&at("POST", "/runbooks"))[0].body.clone().unwrap();
    assert_eq!(serde_json::from_str::<Value>(&sent).unwrap()["title"], "No power");
    assert_eq!(stage.find("h1").inner_text(), "No power");
}

#[wasm_bindgen_test]
async fn one_is_pinned_and_deleted() {
    let server = acme();
    of_one(&server, &runbook("No power", false));
    let stage = visit(&server, &format!("/runbooks/{}", id(1))).await;
    assert!(stage.text().contains("Wrote the runbook"), "{}", stage.text());
    server.says(&one("POST", "/pin"), 200, &runbook("No power", true));
    stage.press_button("Pin").await;
    settle().await;
    assert!(stage.has("button", "Unpin"));
    server.says(&one("DELETE", ""), 204, &Value::Null);
    server.says(&list(), 200, &page(&[]));
    stage.press_button("Delete").await;
    stage.press("dialog[open] button[data-kind=danger]").await;
    settle().await;
    assert_eq!(server.got(&one("DELETE", "")).len(), 1);
}

#[wasm_bindgen_test]
async fn who_may_not_write_reads() {
    let server = acme_of_a_user();
    of_one(&server, &runbook("No power", false));
    let stage = visit(&server, &format!("/runbooks/{}", id(1))).await;
    assert!(stage.text().contains("Call somebody."));
    assert!(stage.all("main form").is_empty() && !stage.has("button", "Delete"));
}
