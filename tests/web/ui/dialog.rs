use crate::stage::{attribute, by_id, fire, focused, mount, settle};
use hq_console::ui::{Button, Confirm, Dialog, Field, Radio, Radios};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

#[wasm_bindgen_test]
async fn the_focus_goes_in_and_back_to_the_opener() {
    let open = RwSignal::new(false);
    let stage = mount(move || {
        view! {
            <Button label="Open" on_click=move |()| open.set(true) />
            <Dialog open=open title="Shortcuts" close_label="Close">
                "Inside"
            </Dialog>
        }
        .into_any()
    })
    .await;
    let opener = stage.all("button").remove(0);
    assert!(!stage.text().contains("Inside"), "closed");
    opener.focus().unwrap();
    opener.click();
    settle().await;
    let dialog = stage.find("dialog[open]");
    assert!(dialog.contains(Some(&focused())));
    assert_eq!(by_id(&attribute(&dialog, "aria-labelledby")).inner_text(), "Shortcuts");
    stage.press("dialog button[aria-label=Close]").await;
    assert!(!open.get_untracked());
    assert_eq!(focused(), opener);
    open.set(true);
    settle().await;
    stage.find("dialog[open]");
}

#[wasm_bindgen_test]
async fn it_begins_with_its_first_field_or_button_and_not_with_closing() {
    let (open, name) = (RwSignal::new(false), RwSignal::new(String::new()));
    let stage = mount(move || {
        view! {
            <Dialog open=open title="Rename" close_label="Close">
                <Field label="Name" value=name />
                <Button label="Save" />
            </Dialog>
        }
        .into_any()
    })
    .await;
    open.set(true);
    settle().await;
    settle().await;
    assert_eq!(focused(), stage.find("dialog[open] input"));
    drop(stage);
    let (open, role) = (RwSignal::new(true), RwSignal::new("user".to_owned()));
    let radio =
        |value| Radio { value, label: Signal::stored(value.into()), hint: Signal::stored(String::new()) };
    let stage = mount(move || {
        view! {
            <Dialog open=open title="Role" close_label="Close">
                <Radios label="Role" value=role radios=vec![radio("admin"), radio("user")] />
            </Dialog>
        }
        .into_any()
    })
    .await;
    settle().await;
    assert_eq!(focused(), stage.find("dialog[open] input[value=user]"), "the one that is chosen");
    drop(stage);
    let open = RwSignal::new(true);
    let stage = mount(move || {
        view! {
            <Confirm
                open=open
                title="Delete Acme?"
                text="It is gone then."
                confirm_label="Delete Acme"
                cancel_label="Cancel"
                on_confirm=|()| {}
            />
        }
        .into_any()
    })
    .await;
    settle().await;
    assert_eq!(focused().inner_text(), "Cancel", "what does least");
    assert!(!stage.find(".dialog-head").contains(Some(&focused())));
}

#[wasm_bindgen_test]
async fn a_typed_name_is_waited_for() {
    let (open, done) = (RwSignal::new(true), RwSignal::new(0));
    let stage = mount(move || {
        view! {
            <Confirm
                open=open
                title="Delete Acme?"
                text="It is gone then."
                confirm_label="Delete Acme"
                cancel_label="Cancel"
                typed="Acme"
                typed_label="Its name"
                on_confirm=move |()| done.update(|done| *done += 1)
            />
        }
        .into_any()
    })
    .await;
    stage.find("button[type=submit]:disabled");
    stage.type_into("input", "acme").await;
    stage.find("button[type=submit]:disabled");
    stage.type_into("input", "Acme").await;
    stage.press("button[type=submit]").await;
    assert_eq!(done.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn a_name_that_came_without_a_word_counts() {
    let (open, done) = (RwSignal::new(true), RwSignal::new(0));
    let stage = mount(move || {
        view! {
            <Confirm
                open=open
                title="Delete Acme?"
                text="It is gone then."
                confirm_label="Delete Acme"
                cancel_label="Cancel"
                typed="Acme"
                typed_label="Its name"
                on_confirm=move |()| done.update(|done| *done += 1)
            />
        }
        .into_any()
    })
    .await;
    stage.find("input").unchecked_into::<HtmlInputElement>().set_value("Acme");
    fire(&stage.find("button[type=submit]"), "pointerover");
    settle().await;
    stage.press("button[type=submit]").await;
    assert_eq!(done.get_untracked(), 1);
}
