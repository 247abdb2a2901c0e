use crate::stage::{attribute, by_id, focused, mount, settle};
use hq_console::ui::{Field, Form};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

#[wasm_bindgen_test]
async fn label_hint_and_error_belong_to_the_input() {
    let (value, error) = (RwSignal::new(String::new()), RwSignal::new(None));
    let stage = mount(move || {
        view! { <Field label="Name" value=value hint="Of your team" error=error /> }.into_any()
    })
    .await;
    let input: HtmlInputElement = stage.find("input").unchecked_into();
    assert_eq!(attribute(&stage.find("label"), "for"), input.id());
    assert!(!input.has_attribute("aria-invalid"));
    error.set(Some("Fill this in.".to_owned()));
    settle().await;
    assert_eq!(attribute(&input, "aria-invalid"), "true");
    let described: Vec<String> = attribute(&input, "aria-describedby")
        .split_whitespace()
        .map(|id| by_id(id).inner_text())
        .filter(|text| !text.is_empty())
        .collect();
    assert_eq!(described, ["Of your team", "Fill this in."]);
    assert_eq!(attribute(&stage.find(".field-error"), "aria-live"), "polite");
}

#[wasm_bindgen_test]
async fn the_label_and_that_it_is_optional_are_two_words() {
    let value = RwSignal::new(String::new());
    let stage =
        mount(move || view! { <Field label="Description" value=value optional="optional" /> }.into_any())
            .await;
    assert_eq!(stage.find("label").text_content().unwrap().trim(), "Description optional");
}

#[wasm_bindgen_test]
async fn value_and_focus_go_both_ways() {
    let (value, focus) = (RwSignal::new("Acme".to_owned()), RwSignal::new(()));
    let stage = mount(move || view! { <Field label="Name" value=value focus=focus /> }.into_any()).await;
    let input: HtmlInputElement = stage.find("input").unchecked_into();
    assert_eq!(input.value(), "Acme");
    assert_ne!(focused(), stage.find("input"), "not without being asked");
    stage.type_into("input", "Globex").await;
    assert_eq!(value.get_untracked(), "Globex");
    value.set("Initech".to_owned());
    focus.notify();
    settle().await;
    assert_eq!(input.value(), "Initech");
    assert_eq!(focused(), stage.find("input"));
}

#[wasm_bindgen_test]
async fn a_focused_field_may_go_from_the_page() {
    let (shown, value) = (RwSignal::new(true), RwSignal::new(String::new()));
    let stage = mount(move || {
        let field = move || {
            shown.get().then(|| {
                let left = RwSignal::new(0);
                view! { <Field label="Name" value=value on_leave=move |()| left.update(|left| *left += 1) /> }
            })
        };
        view! { {field} }.into_any()
    })
    .await;
    stage.find("input").focus().unwrap();
    // Browsers send `blur` to a field that is taken away; there is nobody left to be told.
    shown.set(false);
    settle().await;
    assert!(stage.all("input").is_empty());
}

#[wasm_bindgen_test]
async fn leaving_and_enter_are_told() {
    let (value, left, entered) = (RwSignal::new(String::new()), RwSignal::new(0), RwSignal::new(0));
    let stage = mount(move || {
        let (leave, enter) =
            (move |()| left.update(|left| *left += 1), move |()| entered.update(|entered| *entered += 1));
        view! {
            <Form on_submit=|()| panic!("Enter is the field's own")>
                <Field label="Name" value=value on_leave=leave on_enter=Some(Callback::new(enter)) />
            </Form>
        }
        .into_any()
    })
    .await;
    stage.find("input").focus().unwrap();
    assert!(!stage.key("Enter").await, "the browser does not submit as well");
    assert_eq!((left.get_untracked(), entered.get_untracked()), (1, 1));
    assert!(stage.key("a").await);
    stage.find("input").blur().unwrap();
    settle().await;
    assert_eq!((left.get_untracked(), entered.get_untracked()), (2, 1));
}
