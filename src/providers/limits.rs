//! What something cannot promise.

use crate::language::t;
use hq_text::providers;
use leptos::prelude::*;

/// What it cannot promise, as its broker says it; nothing where it says nothing.
#[component]
pub fn Limits(#[prop(into)] limits: Signal<Vec<String>>) -> AnyView {
    let lines = Memo::new(move |_| limits.get());
    (move || {
        let lines = lines.get();
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect::<Vec<_>>();
            view! {
                <div class="limits">
                    <p class="limits-title">{t(providers::LIMITS)}</p>
                    <ul class="limits-list" lang="en">
                        {lines}
                    </ul>
                </div>
            }
        })
    })
    .into_any()
}
