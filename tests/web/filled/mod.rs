//! Forms that are filled in without a word: a password manager sets a value and sends no event. What stands in the fields when
//! the form is sent counts.

mod form;
mod forms;
mod others;

pub use form::{Filled, Step};
pub use forms::FILLED;

use self::forms::all;
use crate::{
    acme::{at, id},
    drafts::{
        forms::KEPT,
        tab::reload,
        world::{Person, sign_in, world},
    },
    server::{Server, open, organization},
    stage::{Stage, fire, settle},
};
use js_sys::Function;
use others::others;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

fn server(form: &Filled) -> Server {
    let server = world();
    let nothing = json!({"items": [], "next_page": null, "total": 0});
    server.says("GET /api/v1/me/mfa", 200, &json!({"enabled_at": null, "recovery_codes": 0}));
    let alert = json!({
        "kind": "password_changed", "happened_at": "2026-01-01T00:00:00Z", "user_agent": "", "address": "",
        "expires_at": "2026-01-08T00:00:00Z", "mfa": "unchanged",
    });
    server.says("GET /api/v1/account-alerts/t0ken", 200, &alert);
    let enrolment = json!({"secret": "GEZDGNBV", "uri": "otpauth://totp/HQ", "qr": "data:image/svg+xml,"});
    server.says("POST /api/v1/me/mfa", 201, &enrolment);
    server.says(
        "GET /api/v1/me/deletion",
        200,
        &json!({"only_admin": nothing, "alone": nothing, "left": 0, "billing_accounts": []}),
    );
    let deletion = json!({
        "other_members": 11, "invitations": 0, "join_requests": 0, "domains": 0, "certificates": 0, "api_keys": 0,
        "dataplants": 0, "storage_engines": 0, "restorable_until": "2036-02-01T00:00:00Z",
    });
    server.says(&at("GET", "/deletion"), 200, &deletion);
    if form.signed_in {
        sign_in(&server, Person::Ada, form.path);
    }
    server
}

async fn come(server: &Server, form: &Filled) -> Stage {
    let mut stage = open(server, form.path).await;
    settle().await;
    for step in form.come {
        match *step {
            Step::Press(button) => stage.press_button(button).await,
            Step::Choose(menu, item) => stage.choose(menu, item).await,
            Step::Type(field, text) => stage.type_into(field, text).await,
            Step::Click(selector) => stage.press(selector).await,
            Step::Reload => stage = reload(server, stage, form.path).await,
        }
        settle().await;
    }
    stage
}

fn field(stage: &Stage, selector: &str) -> HtmlInputElement {
    stage
        .all(selector)
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{selector}: {}", stage.text()))
        .unchecked_into()
}

/// As a password manager does it that says nothing.
fn fill_in(stage: &Stage, fields: &[(&str, &str)]) {
    for (selector, text) in fields {
        let field = field(stage, selector);
        if *text == "true" {
            field.set_checked(true);
        } else {
            field.set_value(text);
        }
    }
}

fn form_of(stage: &Stage, form: &Filled) -> HtmlElement {
    field(stage, form.fields[0].0).closest("form").unwrap().expect("it is in a form").unchecked_into()
}

async fn press(stage: &Stage, form: &Filled) {
    let button: HtmlElement =
        form_of(stage, form).query_selector("button[type=submit]").unwrap().unwrap().unchecked_into();
    if form.waits {
        // Where a mouse presses, it has come to before.
        fire(&button, "pointerover");
        settle().await;
    }
    button.click();
    settle().await;
}

/// Enter in the first field, and what browsers make of it.
async fn enter(stage: &Stage, form: &Filled) {
    field(stage, form.fields[0].0).focus().unwrap();
    if stage.key("Enter").await {
        let submit = Function::new_no_args(
            "const button = this.querySelector('button[type=submit]'); if (!button.disabled) this.requestSubmit(button)",
        );
        submit.call0(&form_of(stage, form)).unwrap();
    }
    settle().await;
}

fn request(form: &Filled) -> String {
    let of = |name: &str| format!("/api/v1/organizations/{}", organization(name)["id"].as_str().unwrap());
    form.sent
        .replace("{Acme}", &of("Acme"))
        .replace("{Cargo}", &of("Cargo"))
        .replace("{1}", &id(1))
        .replace("{2}", &id(2))
        .replace("{3}", &id(3))
        .replace("{40}", &id(40))
}

fn was_sent(server: &Server, form: &Filled) {
    let got = server.got(&request(form));
    let last = got.last().unwrap_or_else(|| panic!("{} sends nothing", form.source));
    let sent = format!("{} {}", last.url, last.body.clone().unwrap_or_default());
    for text in form.says {
        assert!(sent.contains(text), "{}: {text} in {sent}", form.source);
    }
}

#[wasm_bindgen_test]
fn every_form_is_tried() {
    for form in crate::drafts::forms::all() {
        let tried = all().filter(|filled| filled.source == form.source).count();
        let excused = others().filter(|(source, why)| *source == form.source && !why.is_empty()).count();
        assert_eq!(tried + excused, 1, "{}", form.source);
    }
}

#[wasm_bindgen_test]
async fn what_stands_in_the_fields_is_sent_by_the_button() {
    for form in all() {
        let server = server(form);
        let stage = come(&server, form).await;
        fill_in(&stage, form.fields);
        press(&stage, form).await;
        was_sent(&server, form);
    }
}

#[wasm_bindgen_test]
async fn no_field_has_its_text_written_in_another_way_by_the_browser() {
    for form in all() {
        let stage = come(&server(form), form).await;
        assert!(
            stage.all("input[type=email], input[type=url], input[type=number]").is_empty(),
            "{}",
            form.source
        );
    }
}

#[wasm_bindgen_test]
async fn what_stands_in_the_fields_is_sent_by_enter() {
    for form in all().filter(|form| !form.fields[0].0.contains("textarea")) {
        let server = server(form);
        let stage = come(&server, form).await;
        fill_in(&stage, form.fields);
        enter(&stage, form).await;
        was_sent(&server, form);
    }
}

#[wasm_bindgen_test]
async fn what_says_that_it_was_changed_is_heard_at_once() {
    let form = all().find(|form| form.source == "start/page.rs").unwrap();
    let server = server(form);
    let stage = come(&server, form).await;
    fill_in(&stage, form.fields);
    fire(&field(&stage, form.fields[0].0), "change");
    settle().await;
    let button = form_of(&stage, form).query_selector("button[type=submit]").unwrap().unwrap();
    assert!(!button.has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn a_rule_that_is_filled_in_is_added() {
    let form = Filled {
        source: "rules/rule_form.rs",
        path: "/organizations/acme/members/01890a5d-ac96-774b-bcce-b30200000002",
        come: &[Step::Press("Add new rule Dataplants")],
        fields: &[("dialog[open] [name=action]", "delete"), ("dialog[open] [name=rule_name]", KEPT)],
        ..FILLED
    };
    let server = server(&form);
    let stage = come(&server, &form).await;
    fill_in(&stage, form.fields);
    press(&stage, &form).await;
    let row = stage.find("tr[data-rule]").inner_text();
    assert!(row.contains(KEPT) && row.contains("Delete"), "{row}");
}
