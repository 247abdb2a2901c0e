//! The first press counts, whatever has been put into the fields before, and whatever they have to say.

use crate::{
    acme::{acme, at, page, visit},
    drafts::world::{Person, sign_in, world},
    pointer::{MouseButton, POINTERS, press_at, tell},
    server::{Server, open, signed_out},
    stage::{Stage, mount, settle},
};
use hq_console::ui::{Button, Field, Form, PasswordField};
use leptos::prelude::*;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

/// As a password manager does it that says nothing.
fn fill_in(stage: &Stage, selector: &str, text: &str) {
    stage.find(selector).unchecked_into::<HtmlInputElement>().set_value(text);
}

fn submit(stage: &Stage, field: &str) -> HtmlElement {
    let form = stage.find(field).closest("form").unwrap().expect("it is in a form");
    form.query_selector("button[type=submit]").unwrap().unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn a_password_is_changed_by_the_first_press() {
    for pointer in POINTERS {
        let server = world();
        server.says("GET /api/v1/me/mfa", 200, &json!({"enabled_at": null, "recovery_codes": 0}));
        sign_in(&server, Person::Ada, "/account/security");
        let stage = open(&server, "/account/security").await;
        settle().await;
        let button = submit(&stage, "input[name=new-password]");
        fill_in(&stage, "input[name=current-password]", "old horse");
        fill_in(&stage, "input[name=new-password]", "correct horse battery");
        press_at(&button, pointer).await;
        assert_eq!(server.got("PUT /api/v1/me/password").len(), 1, "{pointer:?}");
    }
}

#[wasm_bindgen_test]
async fn signing_in_after_a_mistake_takes_one_press() {
    for pointer in POINTERS {
        let server = signed_out();
        let stage = open(&server, "/sign-in").await;
        let button = submit(&stage, "input[name=email]");
        press_at(&button, pointer).await;
        assert_eq!(stage.all("[aria-invalid=true]").len(), 2, "both are missing");
        fill_in(&stage, "input[name=email]", "ada@example.org");
        fill_in(&stage, "input[name=password]", "correct horse battery");
        press_at(&button, pointer).await;
        assert_eq!(server.got("POST /api/v1/session").len(), 1, "{pointer:?}");
        assert!(stage.all("[aria-invalid=true]").is_empty(), "and what was wrong is so no more");
    }
}

fn domains() -> Server {
    let server = acme();
    server.says(&at("GET", "/domains"), 200, &page(&[]));
    server
}

#[wasm_bindgen_test]
async fn a_domain_is_added_by_the_first_press() {
    for pointer in POINTERS {
        let server = domains();
        let stage = visit(&server, "/settings/domains").await;
        let button = submit(&stage, "input[name=domain]");
        press_at(&button, pointer).await;
        assert!(server.got(&at("POST", "/domains")).is_empty());
        fill_in(&stage, "input[name=domain]", "kept-words.example");
        press_at(&button, pointer).await;
        assert_eq!(server.got(&at("POST", "/domains")).len(), 1, "{pointer:?}");
    }
}

/// A form with all that a field may have to say; how often it was sent and cancelled.
struct Sent {
    stage: Stage,
    sent: RwSignal<u32>,
    cancelled: RwSignal<u32>,
}

/// With `waits`, the button waits for a name. A name of one letter is wrong.
async fn form(waits: bool) -> Sent {
    let (sent, cancelled) = (RwSignal::new(0), RwSignal::new(0));
    let (name, left, password) =
        (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(String::new()));
    let error = move || {
        let short = name.with(|name| name.chars().count() == 1);
        (left.get() && (short || name.with(String::is_empty))).then(|| "Too short.".to_owned())
    };
    let strength = move || password.with(|text| if text.is_empty() { "" } else { "Good" }).to_owned();
    let stage = mount(move || {
        view! {
            <Form on_submit=move |()| sent.update(|sent| *sent += 1)>
                <Field
                    label="Name"
                    name="name"
                    value=name
                    error=Signal::derive(error)
                    on_leave=move |()| left.set(true)
                />
                <PasswordField
                    label="Password"
                    name="password"
                    value=password
                    autocomplete="new-password"
                    show_label="Show"
                    strength_text=Signal::derive(strength)
                />
                <Button label="Cancel" on_click=move |()| cancelled.update(|times| *times += 1) />
                <Button
                    label="Send"
                    submit=true
                    disabled=move || waits && name.with(String::is_empty)
                />
            </Form>
        }
        .into_any()
    })
    .await;
    Sent { stage, sent, cancelled }
}

#[wasm_bindgen_test]
async fn what_a_field_says_when_it_is_left_takes_nobody_the_button_away() {
    for pointer in POINTERS {
        let Sent { stage, cancelled, .. } = form(false).await;
        stage.find("input[name=name]").focus().unwrap();
        stage.type_into("input[name=name]", "A").await;
        press_at(&stage.named("Cancel"), pointer).await;
        assert_eq!(cancelled.get_untracked(), 1, "{pointer:?}");
        assert_eq!(
            stage
                .find("input[name=name]")
                .closest(".field")
                .unwrap()
                .unwrap()
                .query_selector(".field-error")
                .unwrap()
                .unwrap()
                .text_content()
                .unwrap(),
            "Too short."
        );
    }
}

#[wasm_bindgen_test]
async fn a_button_that_waits_is_woken_where_it_is() {
    for pointer in POINTERS {
        let Sent { stage, sent, .. } = form(true).await;
        stage.find("input[name=name]").focus().unwrap();
        stage.find("input[name=name]").blur().unwrap();
        settle().await;
        assert!(stage.text().contains("Too short."));
        fill_in(&stage, "input[name=name]", "Ada");
        fill_in(&stage, "input[name=password]", "correct horse battery");
        press_at(&stage.named("Send"), pointer).await;
        assert_eq!(sent.get_untracked(), 1, "{pointer:?}");
        assert!(stage.text().contains("Good") && !stage.text().contains("Too short."), "{}", stage.text());
    }
}

#[wasm_bindgen_test]
async fn who_goes_on_typing_is_told_at_once() {
    let Sent { stage, .. } = form(true).await;
    fill_in(&stage, "input[name=name]", "Ada");
    fill_in(&stage, "input[name=password]", "correct horse battery");
    crate::stage::fire(&stage.named("Send"), "pointerover");
    settle().await;
    assert!(!stage.named("Send").has_attribute("disabled"));
    assert!(!stage.text().contains("Good"), "nothing moves under the pointer");
    stage.type_into("input[name=password]", "another horse battery").await;
    assert!(stage.text().contains("Good"));
}

#[wasm_bindgen_test]
async fn a_form_that_leaves_under_the_pointer_holds_nothing_back_in_the_next() {
    let Sent { stage, .. } = form(true).await;
    fill_in(&stage, "input[name=name]", "Ada");
    crate::stage::fire(&stage.named("Send"), "pointerover");
    settle().await;
    drop(stage);
    let Sent { stage, .. } = form(false).await;
    stage.find("input[name=name]").focus().unwrap();
    stage.find("input[name=name]").blur().unwrap();
    settle().await;
    assert!(stage.text().contains("Too short."), "no pointer is there to wait for: {}", stage.text());
}

#[wasm_bindgen_test]
async fn a_menu_that_swallows_the_end_of_a_press_holds_nothing_back() {
    let Sent { stage, .. } = form(false).await;
    let name = stage.find("input[name=name]");
    // Its end is the menu's.
    tell(&name, "pointerdown", MouseButton::Secondary);
    tell(&name, "mousedown", MouseButton::Secondary);
    name.focus().unwrap();
    stage.type_into("input[name=name]", "A").await;
    name.blur().unwrap();
    settle().await;
    assert!(stage.text().contains("Too short."), "nothing will be clicked: {}", stage.text());
}
