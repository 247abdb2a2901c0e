use crate::stage::{attribute, by_id, mount, settle};
use hq_console::ui::PasswordField;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn it_can_be_shown() {
    let value = RwSignal::new(String::new());
    let stage = mount(move || {
        view! {
            <PasswordField
                label="Password"
                value=value
                autocomplete="new-password"
                show_label="Show password"
            />
        }
        .into_any()
    })
    .await;
    stage.type_into("input", "quiet river").await;
    assert_eq!(value.get_untracked(), "quiet river");
    stage.find("input[type=password][autocomplete=new-password]");
    stage.press("button[aria-label='Show password'][aria-pressed=false]").await;
    stage.find("input[type=text]");
    stage.press("button[aria-pressed=true]").await;
    stage.find("input[type=password]");
}

#[wasm_bindgen_test]
async fn its_strength_is_said() {
    let (value, text, level) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(0u8));
    let stage = mount(move || {
        view! {
            <PasswordField
                label="Password"
                value=value
                autocomplete="new-password"
                show_label="Show password"
                strength=level
                strength_text=text
            />
        }
        .into_any()
    })
    .await;
    text.set("Good".to_owned());
    level.set(3);
    settle().await;
    stage.find("[data-level='3']");
    let described = attribute(&stage.find("input"), "aria-describedby");
    let said: Vec<String> = described.split_whitespace().map(|id| by_id(id).inner_text()).collect();
    assert!(said.contains(&"Good".to_owned()), "{said:?}");
}
