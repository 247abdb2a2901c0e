use crate::stage::{mount, settle};
use hq_console::ui::{ColourChoice, Swatch};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

#[wasm_bindgen_test]
async fn one_named_colour_is_chosen() {
    let value = RwSignal::new("teal".to_owned());
    let stage = mount(move || {
        let swatches = ["blue", "teal"]
            .map(|colour| Swatch { value: colour.to_owned(), label: colour.to_uppercase() })
            .to_vec();
        view! { <ColourChoice label="Colour" value=value swatches=swatches /> }.into_any()
    })
    .await;
    let checked = |name: &str| {
        let input: HtmlInputElement = stage.find(&format!("input[aria-label={name}]")).unchecked_into();
        input.checked()
    };
    assert_eq!((checked("BLUE"), checked("TEAL")), (false, true));
    stage.press("input[aria-label=BLUE]").await;
    assert_eq!(value.get_untracked(), "blue");
    value.set("teal".to_owned());
    settle().await;
    assert_eq!((checked("BLUE"), checked("TEAL")), (false, true));
}
