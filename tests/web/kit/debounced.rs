use crate::stage::{mount, settle, wait};
use hq_console::kit::{debounced, watch_debounced};
use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc, time::Duration};
use wasm_bindgen_test::wasm_bindgen_test;

const SHORT: Duration = Duration::from_millis(40);
/// Longer than any test.
const LONG: Duration = Duration::from_secs(3600);

#[wasm_bindgen_test]
async fn only_what_was_typed_last_counts_and_once() {
    let typed = RwSignal::new(String::new());
    let seen = Rc::new(RefCell::new(Vec::new()));
    let see = Rc::clone(&seen);
    let _stage = mount(move || {
        let settled = debounced(typed, SHORT);
        Effect::new(move |_| see.borrow_mut().push(settled.get()));
        ().into_any()
    })
    .await;
    for text in ["a", "ac", "acm ", " acme "] {
        typed.set(text.to_owned());
    }
    while seen.borrow().len() < 2 {
        settle().await;
    }
    assert_eq!(*seen.borrow(), ["", "acme"]);
    // The same with another space around it is nothing new.
    typed.set("acme  ".to_owned());
    wait(200).await;
    assert_eq!(seen.borrow().len(), 2);
}

#[wasm_bindgen_test]
async fn nothing_happens_before_the_pause_is_over() {
    let (typed, early) = (RwSignal::new(String::new()), RwSignal::new(0));
    let _stage = mount(move || {
        watch_debounced(move || typed.get(), LONG, move |_| early.update(|early| *early += 1));
        ().into_any()
    })
    .await;
    typed.set("acme".to_owned());
    settle().await;
    assert_eq!(early.get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn nothing_happens_once_the_page_has_gone() {
    let late = Rc::new(RefCell::new(false));
    let happen = Rc::clone(&late);
    let stage = mount(move || {
        watch_debounced(|| (), Duration::from_millis(500), move |()| *happen.borrow_mut() = true);
        ().into_any()
    })
    .await;
    drop(stage);
    wait(700).await;
    assert!(!*late.borrow());
}
