use crate::stage::{focused, mount, settle};
use hq_console::ui::{Button, IconButton, glyph};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_busy_button_ignores_presses_and_keeps_the_focus() {
    let (busy, presses) = (RwSignal::new(false), RwSignal::new(0));
    let stage = mount(move || {
        let press = move |()| presses.update(|presses| *presses += 1);
        view! { <Button label="Save" busy=busy on_click=press /> }.into_any()
    })
    .await;
    stage.find("button").focus().unwrap();
    stage.press("button").await;
    assert_eq!(presses.get_untracked(), 1);
    let width = stage.find("button").offset_width();
    busy.set(true);
    settle().await;
    stage.press("button").await;
    assert_eq!(presses.get_untracked(), 1, "busy");
    assert_eq!(focused(), stage.find("button[aria-disabled=true]"));
    assert_eq!(stage.find("button").offset_width(), width);
}

#[wasm_bindgen_test]
async fn an_icon_button_has_a_name() {
    let stage =
        mount(|| view! { <IconButton label="Close" glyph=glyph::CLOSE on_click=|()| () /> }.into_any()).await;
    assert_eq!(stage.all("button[aria-label=Close][title=Close] svg[aria-hidden=true] path").len(), 2);
}
