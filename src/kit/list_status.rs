//! What became of a list that was searched, filtered, ordered or turned.

use crate::api::List;
use leptos::prelude::*;

/// Says what a list has become, for those who do not see it change (ARIA: `role="status"`): whenever another search, filter, order or
/// page has come, and not when the page is opened. `text` says it: "12 members found".
#[component]
pub fn ListStatus<T: Clone + PartialEq + Send + Sync + 'static>(
    list: List<T>,
    #[prop(into)] text: Signal<String>,
) -> AnyView {
    let said = RwSignal::new(String::new());
    let asked = list.asked();
    Effect::new(move |before: Option<Option<String>>| {
        let now = asked.get();
        let before = before.flatten();
        // The first is what the page was opened with.
        if before.is_some() && now.is_some() && now != before {
            // The same words are another message.
            said.set(String::new());
            request_animation_frame(move || {
                if let Some(text) = text.try_get_untracked() {
                    said.try_set(text);
                }
            });
        }
        now.or(before)
    });
    view! {
        <p class="visually-hidden list-status" role="status">
            {said}
        </p>
    }
    .into_any()
}
