//! On or off.

use super::id::unique_id;
use leptos::prelude::*;

/// A setting that is on or off (ARIA: `button` with `role="switch"` and `aria-checked`).
#[component]
pub fn Switch(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<bool>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> AnyView {
    let label_id = unique_id();
    let hint_id = format!("{label_id}-hint");
    view! {
        <div class="switch-row">
            <div class="switch-text">
                <span class="field-label" id=label_id.clone()>
                    {label}
                </span>
                <p class="field-hint" id=hint_id.clone()>
                    {hint}
                </p>
            </div>
            <button
                type="button"
                class="switch"
                role="switch"
                aria-labelledby=label_id
                aria-describedby=hint_id
                aria-checked=move || value.get().to_string()
                disabled=disabled
                on:click=move |_| value.update(|value| *value = !*value)
            ></button>
        </div>
    }
    .into_any()
}
