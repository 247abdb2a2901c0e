//! A password, which can be shown.

use super::{
    Icon,
    content::Content,
    field::{Ids, frame},
    focus::focus_when,
    icon::glyph,
    leave::left,
    press::{after_press, steady},
};
use leptos::{html, prelude::*};

/// A labelled password (ARIA: native `input`; the eye is a toggle button with `aria-pressed`).
///
/// Pasting and password managers work: say which password it is by `autocomplete` ("current-password",
/// "new-password"). Where `strength_text` is not empty, `strength` (0 to 4) is drawn as a bar under it.
#[component]
pub fn PasswordField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    autocomplete: &'static str,
    #[prop(into)] show_label: Signal<String>,
    #[prop(optional)] name: &'static str,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] strength: Signal<u8>,
    #[prop(optional, into)] strength_text: Signal<String>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
    #[prop(optional)] focus: Option<RwSignal<()>>,
) -> AnyView {
    let ids = Ids::new();
    let strength_id = format!("{}-strength", ids.control);
    let shown = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let take = move || {
        if let Some(input) = input.get_untracked() {
            // A field that has gone from the page cannot be focused, and need not be.
            let _ = input.focus();
        }
    };
    focus_when(focus, false, take);
    let read = move || input.try_get_untracked().flatten().map(|input| input.value());
    let content = Content::line(value, read);
    let strength_text = steady(strength_text);
    let control = view! {
        <div class="input-frame">
            <input
                node_ref=input
                class="input"
                type=move || if shown.get() { "text" } else { "password" }
                id=ids.control.clone()
                name=name
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required=true
                aria-describedby=format!("{} {strength_id}", ids.described_by)
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
            />
            <button
                type="button"
                class="input-action"
                aria-label=show_label
                title=show_label
                aria-pressed=move || shown.get().to_string()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || {
                    let glyph = if shown.get() { glyph::EYE_OFF } else { glyph::EYE };
                    view! { <Icon glyph=glyph /> }
                }}
            </button>
        </div>
        <div class="strength" data-level=move || strength.get().to_string()>
            <span class="strength-bar" aria-hidden="true"></span>
            <span class="strength-text" id=strength_id aria-live="polite">
                {strength_text}
            </span>
        </div>
    };
    frame(&ids, label, Signal::default(), hint, error, control.into_any())
}
