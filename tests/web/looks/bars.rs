//! What stays at the edge of the window, and what it must not cover.

use super::{Window, window};
use crate::stage::wait;
use wasm_bindgen_test::wasm_bindgen_test;

/// A form of many fields, edited or not.
fn form(unsaved: bool) -> String {
    let field = |number: u32| {
        format!(
            r#"<div class="field"><label class="field-label">Field {number}</label>
            <div class="input-frame"><input class="input" id="field-{number}"></div></div>"#
        )
    };
    let fields: String = (0..30).map(field).collect();
    let state = if unsaved { "data-unsaved=true" } else { "" };
    format!(
        r#"<div class="shell-header"></div><main class="page"><div class="page-content settings"><section class="card">
        <form class="form">{fields}<div class="actions save-bar" {state}>
            <span class="actions-status" role="status">Unsaved changes</span>
            <button class="button" type="button">Discard</button><button class="button">Save</button>
        </div></form></section></div></main>"#
    )
}

fn sees_bar(window: &Window, height: f64) -> bool {
    let bar = window.place(".save-bar");
    bar.top() >= 0.0 && bar.bottom() <= height + 1.0
}

#[wasm_bindgen_test]
async fn the_bar_that_saves_stays_in_sight_while_there_is_something_to_save() {
    for (width, height) in [(1280, 800), (320, 640)] {
        let edited = window(width, height, &form(true)).await;
        assert!(sees_bar(&edited, f64::from(height)), "{width}");
        let saved = window(width, height, &form(false)).await;
        assert!(!sees_bar(&saved, f64::from(height)), "{width}: it stands at the end of the form then");
        let (bar, other) = (edited.place(".save-bar"), saved.place(".save-bar"));
        assert!((bar.height() - other.height()).abs() < 1.0, "nothing moves when it begins to stay");
    }
    let low = window(640, 300, &form(true)).await;
    assert!(!sees_bar(&low, 300.0), "a low window needs its room");
}

#[wasm_bindgen_test]
async fn what_has_the_focus_is_never_under_the_bar_or_the_header() {
    for (width, height) in [(1280, 800), (320, 640)] {
        let window = window(width, height, &form(true)).await;
        let clear = |number: u32| {
            let field = window.place(&format!("#field-{number}"));
            let (head, bar) = (window.place(".shell-header"), window.place(".save-bar"));
            assert!(field.bottom() <= bar.top() + 1.0, "{width}: field {number} is under the bar");
            assert!(field.top() >= head.bottom() - 1.0, "{width}: field {number} is under the header");
        };
        for number in 0..30 {
            window.find(&format!("#field-{number}")).focus().unwrap();
            wait(0).await;
            clear(number);
        }
        for number in (0..30).rev() {
            window.find(&format!("#field-{number}")).focus().unwrap();
            wait(0).await;
            clear(number);
        }
    }
}

#[wasm_bindgen_test]
async fn the_buttons_of_a_dialog_are_never_under_the_fold() {
    let text: String = (0..60).map(|line| format!("<p>Line {line}</p>")).collect();
    let html = format!(
        r#"<dialog class="dialog" open><div class="dialog-head"><h2 class="dialog-title">Delete Acme</h2></div>
        <div class="dialog-body"><form class="form">{text}<div class="actions">
            <button class="button">Cancel</button><button class="button">Delete</button></div></form></div></dialog>"#
    );
    for (width, height) in [(1280, 800), (320, 480)] {
        let window = window(width, height, &html).await;
        let (dialog, buttons) = (window.place(".dialog"), window.place(".actions"));
        assert!(dialog.bottom() <= f64::from(height), "{width}");
        assert!(
            buttons.bottom() <= dialog.bottom() + 1.0,
            "{width}: {} > {}",
            buttons.bottom(),
            dialog.bottom()
        );
        let dialog = window.find(".dialog");
        assert!(dialog.scroll_height() > dialog.client_height(), "{width}: the rest scrolls");
        assert!(dialog.scroll_width() <= dialog.client_width(), "{width}: and not sideways");
    }
}
