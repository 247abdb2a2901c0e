use crate::stage::{attribute, focused, mount, settle};
use hq_console::ui::{Dialog, ToastList, Toasts, Tone};
use leptos::prelude::*;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn toasts_are_said_acted_on_and_dismissed() {
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let stage = mount(move || {
        let toasts = Toasts::provide();
        keep.set(Some(toasts));
        view! { <ToastList toasts=toasts dismiss_label="Dismiss" /> }.into_any()
    })
    .await;
    let toasts = kept.get().unwrap();
    stage.find("[role=status]");
    let undone = RwSignal::new(0);
    toasts.push(Tone::Success, "Saved.");
    toasts.push_with(Tone::Info, "Removed.", "Undo", move || undone.update(|undone| *undone += 1));
    settle().await;
    assert_eq!(stage.all(".toast").len(), 2);
    stage.press("button:not([aria-label])").await;
    assert_eq!(undone.get_untracked(), 1);
    assert_eq!(stage.find(".toast-text").inner_text(), "Saved.");
    stage.press("button[aria-label=Dismiss]").await;
    assert!(stage.all(".toast").is_empty());
}

#[wasm_bindgen_test]
async fn escape_dismisses_the_newest_wherever_the_focus_is() {
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let open = RwSignal::new(false);
    let stage = mount(move || {
        let toasts = Toasts::provide();
        keep.set(Some(toasts));
        view! {
            <input />
            <ToastList toasts=toasts dismiss_label="Dismiss" />
            <Dialog open=open title="Delete" close_label="Close">
                "Inside"
            </Dialog>
        }
        .into_any()
    })
    .await;
    let toasts = kept.get().unwrap();
    toasts.push(Tone::Success, "One.");
    toasts.push(Tone::Success, "Two.");
    settle().await;
    stage.find("input").focus().unwrap();
    open.set(true);
    settle().await;
    stage.key("Escape").await;
    assert_eq!(stage.all(".toast").len(), 2, "a dialog that is open comes first");
    open.set(false);
    settle().await;
    stage.find("input").focus().unwrap();
    stage.key("Escape").await;
    assert_eq!(stage.find(".toast-text").inner_text(), "One.");
    stage.key("Escape").await;
    assert!(stage.all(".toast").is_empty());
}

#[wasm_bindgen_test]
async fn toasts_make_way_for_what_has_the_focus() {
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let stage = mount(move || {
        let toasts = Toasts::provide();
        keep.set(Some(toasts));
        view! {
            <style>
                "svg { inline-size: 16px; block-size: 16px }
                .toasts { position: fixed; inset: auto 0 24px 0 } .toasts[data-edge] { inset: 72px 0 auto 0 }
                #foot { position: fixed; bottom: 30px; left: 40px } #head { position: fixed; top: 80px; left: 40px }"
            </style>
            <input id="head" />
            <input id="foot" />
            <ToastList toasts=toasts dismiss_label="Dismiss" />
        }
        .into_any()
    })
    .await;
    let toasts = kept.get().unwrap();
    stage.find("#foot").focus().unwrap();
    toasts.push(Tone::Success, "Saved.");
    settle().await;
    assert_eq!(attribute(&stage.find(".toasts"), "data-edge"), "head", "it would cover the field");
    stage.find("#head").focus().unwrap();
    settle().await;
    assert!(!stage.find(".toasts").has_attribute("data-edge"), "and back again");
    stage.press("button[aria-label=Dismiss]").await;
    stage.find("#foot").focus().unwrap();
    settle().await;
    assert!(!stage.find(".toasts").has_attribute("data-edge"), "there is nothing to move");
}

#[wasm_bindgen_test]
async fn a_dismissed_toast_gives_the_focus_back() {
    let kept = Rc::new(Cell::new(None));
    let keep = Rc::clone(&kept);
    let there = RwSignal::new(true);
    let stage = mount(move || {
        let toasts = Toasts::provide();
        keep.set(Some(toasts));
        view! {
            <main tabindex="-1">{move || there.get().then(|| view! { <input /> })}</main>
            <ToastList toasts=toasts dismiss_label="Dismiss" />
        }
        .into_any()
    })
    .await;
    let toasts = kept.get().unwrap();
    toasts.push(Tone::Success, "Saved.");
    toasts.push_with(Tone::Info, "Removed.", "Undo", || ());
    settle().await;
    stage.find("input").focus().unwrap();
    stage.named("Undo").focus().unwrap();
    stage.press_named("Undo").await;
    assert_eq!(focused().tag_name(), "INPUT");
    stage.find("button[aria-label=Dismiss]").focus().unwrap();
    stage.key("Escape").await;
    assert!(stage.all(".toast").is_empty());
    assert_eq!(focused().tag_name(), "INPUT");
    toasts.push(Tone::Success, "Once more.");
    settle().await;
    stage.find("button[aria-label=Dismiss]").focus().unwrap();
    there.set(false);
    settle().await;
    stage.press("button[aria-label=Dismiss]").await;
    assert_eq!(focused().tag_name(), "MAIN", "the field has gone");
}
