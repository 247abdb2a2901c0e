//! One radio button of a group that is laid out otherwise than [`super::Radios`].

use super::{choices::ticked, id::unique_id};
use leptos::prelude::*;

/// A radio button with its label and a line about it (ARIA: native radio button of the group of that name, which stands in a
/// `fieldset`). One that is `disabled` stays in sight; `hint` says why then.
#[component]
pub fn RadioLine(
    #[prop(into)] group: String,
    #[prop(into)] value: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(into)] chosen: Signal<bool>,
    #[prop(into)] on_choose: Callback<()>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> AnyView {
    let hint_id = unique_id();
    let (input, tick) = ticked(Callback::new(move |on| {
        if on {
            on_choose.run(());
        }
    }));
    view! {
        <label class="choice">
            <input
                node_ref=input
                type="radio"
                class="choice-input"
                name=group
                value=value
                disabled=disabled
                aria-describedby=hint_id.clone()
                prop:checked=move || tick.shown(chosen.get())
                on:change=move |event| tick.heard(event_target_checked(&event))
            />
            <bdi class="choice-label">{label}</bdi>
            <span class="choice-hint" id=hint_id aria-hidden="true">
                {hint}
            </span>
        </label>
    }
    .into_any()
}
