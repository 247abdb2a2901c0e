//! Tables whose rows can be chosen.

use crate::stage::{attribute, mount, settle};
use hq_console::ui::{Column, SelectAll, Sort, Table};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

fn said(text: &str) -> Signal<String> {
    Signal::stored(text.to_owned())
}

#[wasm_bindgen_test]
async fn the_box_for_all_stands_above_the_cards_too() {
    let all = RwSignal::new(false);
    let stage = mount(move || {
        let select_all = SelectAll {
            checked: all.into(),
            mixed: Signal::stored(false),
            on_change: Callback::new(move |chosen| all.set(chosen)),
        };
        let sort = Sort { active: Signal::stored(true), descending: false, on_sort: Callback::new(|()| {}) };
        let columns = vec![
            Column { name: "tick", select_all: Some(select_all), ..Column::plain(said("Select all shown")) },
            Column { sort: Some(sort), ..Column::plain(said("Name")) },
        ];
        view! { <Table label=said("Members") columns=columns>""</Table> }.into_any()
    })
    .await;
    let visible = stage.find(".table-all");
    assert_eq!(visible.inner_text().trim(), "Select all shown", "in words");
    let heads = stage.all("th");
    assert_eq!(heads[1].text_content().unwrap().trim(), "Name");
    let above: HtmlInputElement = stage.find(".table-all input").unchecked_into();
    above.click();
    settle().await;
    let head: HtmlInputElement = stage.find("thead input").unchecked_into();
    assert!(all.get_untracked() && head.checked(), "both are one");
    assert_eq!(attribute(&head, "aria-label"), "Select all shown");
}
