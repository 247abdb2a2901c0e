//! The mark.

use leptos::prelude::*;

/// HQ's mark and name. It is decoration: the link around it has the name.
#[component]
pub fn Logo(#[prop(optional)] mark_only: bool) -> AnyView {
    let name = (!mark_only).then(|| view! { <span class="logo-name">"HQ"</span> });
    view! {
        <span class="logo" aria-hidden="true">
            <svg class="logo-mark" viewBox="0 0 24 24">
                <path class="logo-ground" d="M12 1.5 21.5 7v10L12 22.5 2.5 17V7z" />
                <path class="logo-line" d="M8.25 7.5v9M15.75 7.5v9M8.25 12h7.5" />
            </svg>
            {name}
        </span>
    }
    .into_any()
}
