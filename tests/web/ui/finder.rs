use crate::stage::{Stage, attribute, by_id, focused, mount, settle};
use hq_console::ui::{FinderButton, FinderFooter, FinderPanel, FinderState, FinderText, Row, glyph};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(Clone, Copy)]
struct Model {
    open: RwSignal<bool>,
    query: RwSignal<String>,
    rows: RwSignal<Vec<Row>>,
    chosen: RwSignal<String>,
    ends: RwSignal<u32>,
}

fn rows(count: usize) -> Vec<Row> {
    (0..count)
        .map(|index| Row {
            id: index.to_string(),
            label: format!("Org {index}"),
            href: format!("#{index}"),
            current: index == 1,
            ..Row::default()
        })
        .collect()
}

async fn finder(count: usize) -> (Stage, Model) {
    let model = Model {
        open: RwSignal::new(false),
        query: RwSignal::new(String::new()),
        rows: RwSignal::new(rows(count)),
        chosen: RwSignal::new(String::new()),
        ends: RwSignal::new(0),
    };
    let said = |text: &str| Signal::stored(text.to_owned());
    let stage = mount(move || {
        let text = FinderText {
            label: said("Organizations"),
            search: said("Find"),
            current: said("current"),
            status: said(""),
            note: said(""),
        };
        let footer = FinderFooter { label: said("New"), href: said("#new"), icon: glyph::PLUS };
        let mut finder = FinderState::new(model.open);
        finder.query = model.query;
        let panel = view! {
            <FinderPanel
                finder=finder
                text=text
                rows=model.rows
                loading=false
                on_choose=move |row: Row| model.chosen.set(row.id)
                on_end=move |()| model.ends.update(|ends| *ends += 1)
                footer=footer
            />
        };
        view! { <FinderButton finder=finder trigger="Acme".into_any() panel=panel.into_any() /> }.into_any()
    })
    .await;
    (stage, model)
}

/// The label of the row that assistive technology is told of.
fn active() -> String {
    let row = by_id(&attribute(&focused(), "aria-activedescendant"));
    assert_eq!(attribute(&row, "aria-selected"), "true");
    row.query_selector(".finder-label").unwrap().unwrap().text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_arrows_move_and_enter_chooses() {
    let (stage, model) = finder(3).await;
    stage.find(".finder-button").focus().unwrap();
    assert!(!stage.key("ArrowDown").await);
    assert_eq!(attribute(&focused(), "role"), "combobox");
    assert_eq!(attribute(&focused(), "aria-label"), "Find", "as its placeholder says");
    assert_eq!(attribute(&stage.find("[role=listbox]"), "aria-label"), "Organizations", "what is in it");
    assert_eq!(active(), "Org 0");
    stage.key("ArrowDown").await;
    stage.key("ArrowDown").await;
    stage.key("ArrowDown").await;
    assert_eq!(active(), "Org 2", "stops at the end");
    stage.key("ArrowUp").await;
    assert!(stage.find("[aria-selected=true]").inner_text().contains("current"));
    stage.key("Enter").await;
    assert_eq!(model.chosen.get_untracked(), "1");
    assert_eq!(focused(), stage.find(".finder-button"));
    assert!(!model.open.get_untracked());
}

#[wasm_bindgen_test]
async fn keys_are_not_taken_from_a_word_that_is_put_together() {
    let (stage, model) = finder(3).await;
    stage.press(".finder-button").await;
    assert!(stage.key_composing("ArrowDown").await, "it goes through the suggestions");
    assert_eq!(active(), "Org 0");
    assert!(stage.key_composing("Enter").await, "it takes one of them");
    assert!(model.open.get_untracked() && model.chosen.with_untracked(String::is_empty));
    stage.key("Enter").await;
    assert_eq!(model.chosen.get_untracked(), "0");
}

#[wasm_bindgen_test]
async fn escape_and_a_press_beside_close_it() {
    let (stage, model) = finder(1).await;
    stage.press(".finder-button").await;
    assert_eq!(attribute(&stage.find(".finder-button"), "aria-expanded"), "true");
    stage.key("Escape").await;
    assert!(!model.open.get_untracked());
    assert_eq!(focused(), stage.find(".finder-button"));
    stage.press(".finder-button").await;
    stage.press(".menu-backdrop").await;
    assert!(!model.open.get_untracked());
}

#[wasm_bindgen_test]
async fn another_search_starts_at_its_first_row() {
    let (stage, model) = finder(5).await;
    stage.press(".finder-button").await;
    stage.key("ArrowDown").await;
    stage.type_into(".finder-input", "4").await;
    assert_eq!(model.query.get_untracked(), "4");
    model.rows.set(rows(5).split_off(4));
    settle().await;
    assert_eq!(active(), "Org 4");
    model.rows.set(Vec::new());
    settle().await;
    assert_eq!(attribute(&focused(), "aria-activedescendant"), "");
    stage.key("Enter").await;
    assert_eq!(model.chosen.get_untracked(), "", "nothing to choose");
}

#[wasm_bindgen_test]
async fn rows_are_drawn_as_far_as_one_has_come() {
    let (stage, model) = finder(5000).await;
    stage.press(".finder-button").await;
    let drawn = stage.all("[role=option]").len();
    assert!((1..=100).contains(&drawn), "{drawn}");
    for _ in 0..=drawn / 8 {
        stage.key("PageDown").await;
    }
    assert!(stage.all("[role=option]").len() > drawn);
    assert_eq!(model.ends.get_untracked(), 0);
    model.rows.set(rows(10));
    settle().await;
    for _ in 0..3 {
        stage.key("PageDown").await;
    }
    assert!(model.ends.get_untracked() > 0, "asks for more at the end");
}
