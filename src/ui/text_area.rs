//! Several lines of text.

use super::field::{Ids, frame};
use leptos::prelude::*;

/// A labelled text of several lines, which grows with what is typed (ARIA: native `textarea`).
#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional)] name: &'static str,
    #[prop(optional, into)] optional: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> AnyView {
    let ids = Ids::new();
    let control = view! {
        <textarea
            class="input textarea"
            id=ids.control.clone()
            name=name
            rows="3"
            aria-describedby=ids.described_by.clone()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        ></textarea>
    };
    frame(&ids, label, optional, hint, error, control.into_any())
}
