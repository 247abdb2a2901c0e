//! Long tables, which are there to use before all of them is drawn.

use crate::stage::{mount, settle};
use hq_console::kit::first_rows;
use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn what_a_window_shows_is_drawn_first_and_later_rows_at_once() {
    let (items, drawn) = (RwSignal::new(Vec::new()), Rc::new(RefCell::new(Vec::new())));
    let noted = Rc::clone(&drawn);
    let _stage = mount(move || {
        let rows = first_rows(Memo::new(move |_| items.get()));
        Effect::new(move |_| noted.borrow_mut().push(rows.with(Vec::len)));
        ().into_any()
    })
    .await;
    items.set((0..50).collect());
    settle().await;
    assert_eq!(*drawn.borrow(), [0, 20, 50]);
    items.set((0..70).collect());
    settle().await;
    items.set(vec![1]);
    settle().await;
    items.set((0..50).collect());
    settle().await;
    assert_eq!(*drawn.borrow(), [0, 20, 50, 70, 1, 50], "a row that is found, or shown more, does not wait");
}
