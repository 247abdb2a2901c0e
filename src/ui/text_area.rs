//! Several lines of text.

use super::{
    content::Content,
    field::{Ids, frame},
    focus::focus_when,
    leave::left,
    press::after_press,
};
use leptos::{html, prelude::*};

/// A labelled text of several lines, which grows with what is typed (ARIA: native `textarea`). `on_leave` runs when the
/// person leaves it; it takes the focus whenever `focus` is notified. `code` is for what no person writes: it is neither
/// corrected nor remembered by the browser.
#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(optional)] name: &'static str,
    #[prop(optional)] code: bool,
    #[prop(optional, into)] optional: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
    #[prop(optional)] focus: Option<RwSignal<()>>,
) -> AnyView {
    let ids = Ids::new();
    let area = NodeRef::<html::Textarea>::new();
    let take = move || {
        if let Some(area) = area.get_untracked() {
            // A field that has gone from the page cannot be focused, and need not be.
            let _ = area.focus();
        }
    };
    focus_when(focus, false, take);
    let typed = Callback::new(move |text| value.set(text));
    let read = move || area.try_get_untracked().flatten().map(|area| area.value());
    let content = Content::lines(value, typed, read);
    let control = view! {
        <textarea
            node_ref=area
            class=if code { "input textarea textarea-code" } else { "input textarea" }
            id=ids.control.clone()
            name=name
            rows="3"
            autocomplete=code.then_some("off")
            autocapitalize=code.then_some("none")
            spellcheck=code.then_some("false")
            aria-describedby=ids.described_by.clone()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=move || content.shown()
            on:input=move |event| content.heard(event_target_value(&event))
            on:change=move |event| {
                content.read(event_target_value(&event));
            }
            on:blur=move |_| {
                after_press(move || content.read_from(read));
                left(on_leave);
            }
        ></textarea>
    };
    frame(&ids, label, optional, hint, error, control.into_any())
}
