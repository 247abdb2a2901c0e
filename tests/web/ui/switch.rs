use crate::stage::{attribute, by_id, mount};
use hq_console::ui::Switch;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn it_says_whether_it_is_on() {
    let value = RwSignal::new(false);
    let stage = mount(move || view! { <Switch label="Force MFA" value=value /> }.into_any()).await;
    let switch = stage.find("[role=switch]");
    assert_eq!(by_id(&attribute(&switch, "aria-labelledby")).inner_text(), "Force MFA");
    assert_eq!(attribute(&switch, "aria-checked"), "false");
    stage.press("[role=switch]").await;
    assert_eq!(attribute(&switch, "aria-checked"), "true");
    assert!(value.get_untracked());
}
