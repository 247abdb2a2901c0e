use crate::stage::{mount, settle};
use hq_console::ui::{ToastList, Toasts, Tone};
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
