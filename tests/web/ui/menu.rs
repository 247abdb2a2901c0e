use crate::stage::{Stage, attribute, by_id, focused, mount};
use hq_console::ui::{Menu, MenuAction, MenuEntry};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

async fn menu(run: RwSignal<u32>) -> Stage {
    mount(move || {
        let said = |text: &str| Signal::stored(text.to_owned());
        let item = |text: &str, action: MenuAction| MenuEntry::Item { label: said(text), icon: None, action };
        let add = move |by: u32| Callback::new(move |()| run.update(|run| *run += by));
        let entries = vec![
            MenuEntry::Heading(said("Ada"), said("ada@example.org")),
            item("Profile", MenuAction::Link(said("#profile"))),
            MenuEntry::Separator,
            item("Dark", MenuAction::Choose(Signal::stored(true), add(10))),
            item("Sign out", MenuAction::Run(add(1))),
        ];
        view! {
            <Menu label="Menu of Ada" entries=entries>
                "AL"
            </Menu>
        }
        .into_any()
    })
    .await
}

fn at() -> String {
    focused().inner_text().trim().to_owned()
}

#[wasm_bindgen_test]
async fn the_keyboard_goes_through_the_items() {
    let stage = menu(RwSignal::new(0)).await;
    let button = stage.find("button[aria-haspopup=menu]");
    assert_eq!(attribute(&button, "aria-expanded"), "false");
    button.focus().unwrap();
    stage.key("ArrowDown").await;
    assert_eq!(attribute(&button, "aria-expanded"), "true");
    assert_eq!(at(), "Profile");
    let named_by = attribute(&stage.find("[role=menu]"), "aria-labelledby");
    assert_eq!(by_id(&named_by), button, "the list is called as its button is");
    stage.key("ArrowUp").await;
    assert_eq!(at(), "Sign out", "goes round");
    stage.key("ArrowDown").await;
    assert_eq!(at(), "Profile");
    stage.key("End").await;
    assert_eq!(at(), "Sign out");
    stage.key("Home").await;
    assert_eq!(at(), "Profile");
    stage.key("d").await;
    assert_eq!(at(), "Dark");
    assert_eq!(attribute(&focused(), "aria-checked"), "true");
    assert!(!stage.key("Escape").await);
    assert_eq!(focused(), button);
    assert!(stage.all("[role=menu]").is_empty());
    stage.key("ArrowUp").await;
    assert_eq!(at(), "Sign out", "the up arrow opens it on its last item");
}

#[wasm_bindgen_test]
async fn an_item_runs_once_and_closes() {
    let run = RwSignal::new(0);
    let stage = menu(run).await;
    stage.press("button[aria-haspopup=menu]").await;
    stage.press("[role=menuitemradio]").await;
    assert_eq!(run.get_untracked(), 10);
    assert!(stage.all("[role=menu]").is_empty());
    stage.press("button[aria-haspopup=menu]").await;
    stage.press("[role=menuitem]:not([href])").await;
    assert_eq!(run.get_untracked(), 11);
    assert_eq!(focused(), stage.find("button[aria-haspopup=menu]"));
}

#[wasm_bindgen_test]
async fn tab_and_a_press_beside_close() {
    let stage = menu(RwSignal::new(0)).await;
    stage.press("button[aria-haspopup=menu]").await;
    assert!(stage.key("Tab").await, "the browser moves on");
    assert!(stage.all("[role=menu]").is_empty());
    stage.press("button[aria-haspopup=menu]").await;
    stage.press(".menu-backdrop").await;
    assert!(stage.all("[role=menu]").is_empty());
}
