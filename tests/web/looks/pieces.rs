//! Small pieces.

use super::window;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_switch_that_cannot_be_turned_looks_so() {
    let html = r#"<div class="switch-row"><span class="field-label">On</span>
        <button class="switch" id="on" aria-checked="true"></button></div>
        <div class="switch-row"><span class="field-label">Fixed</span>
        <button class="switch" id="fixed" aria-checked="true" disabled></button></div>"#;
    let window = window(640, 400, html).await;
    for property in ["background-color", "cursor", "border-top-style"] {
        assert_ne!(window.style("#on", property), window.style("#fixed", property), "{property}");
    }
}

#[wasm_bindgen_test]
async fn what_stands_in_a_card_or_a_dialog_is_apart() {
    let inside = r#"<div class="announcer"><div class="banner"><p class="banner-text">Mails land here.</p></div></div>
        <a class="button button-wide" href="/">Open the mailbox</a><p>No mail?</p>
        <form class="form"><button class="button">Send again</button></form>"#;
    let html = format!(r#"<section class="card">{inside}</section><div class="dialog-body">{inside}</div>"#);
    let window = window(640, 900, &html).await;
    for place in [".card", ".dialog-body"] {
        let parts = [".announcer", ".button-wide", ":scope > p", ".form"];
        let found: Vec<_> = parts
            .iter()
            .map(|part| {
                let part = part.replace(":scope", place);
                let selector = if part.starts_with(place) { part } else { format!("{place} > {part}") };
                window.place(&selector)
            })
            .collect();
        for pair in found.windows(2) {
            assert!(
                pair[1].top() - pair[0].bottom() >= 11.0,
                "{place}: {} {}",
                pair[0].bottom(),
                pair[1].top()
            );
        }
    }
}

#[wasm_bindgen_test]
async fn links_that_stand_alone_are_large_enough() {
    let html = r#"<div class="gate"><p class="gate-note"><a href="/">Back to sign-in</a></p></div>
        <ul class="deletion-lines"><li class="deletion-line"><span>1 domain</span><a class="link" href="/">Domains</a></li></ul>"#;
    let window = window(320, 400, html).await;
    for link in [".gate-note a", ".deletion-line a"] {
        assert!(window.place(link).height() >= 24.0, "{link}: {}", window.place(link).height());
    }
}
