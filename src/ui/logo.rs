//! The mark.

use leptos::prelude::*;

/// HQ's mark and name. It is decoration: the link around it has the name.
#[component]
pub fn Logo(#[prop(optional)] mark_only: bool) -> AnyView {
    let name = (!mark_only).then(|| view! { <span class="logo-name">"HQ"</span> });
    view! {
        <span class="logo" aria-hidden="true">
            <svg class="logo-mark" viewBox="0 0 24 24">
                <rect class="logo-ground" x="1" y="1" width="22" height="22" rx="6.5" />
                <path
                    class="logo-line"
                    d="M7.3 6.5a1.3 1.3 0 0 1 1.3 1.3v8.4a1.3 1.3 0 0 1-2.6 0V7.8a1.3 1.3 0 0 1 1.3-1.3zM16.7 6.5a1.3 1.3 0 0 1 1.3 1.3v8.4a1.3 1.3 0 0 1-2.6 0V7.8a1.3 1.3 0 0 1 1.3-1.3zM12 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"
                />
            </svg>
            {name}
        </span>
    }
    .into_any()
}
