//! The way to those of a list that are not loaded yet.

use crate::{
    api::List,
    language::{error_message, t, tx},
    ui::{Button, FormError},
};
use hq_text::{Key, Texts};
use leptos::prelude::*;

/// A button that loads the next page of a list, as long as there is one, and how many of how many are `shown`. Why they did not
/// come is said above it.
pub fn show_more<T: Clone + PartialEq + Send + Sync + 'static>(
    list: List<T>,
    label: Key,
    shown: fn(&Texts, &str, &str) -> String,
) -> AnyView {
    let more = Memo::new(move |_| list.has_more());
    let (failed, items) = (list.growing_failed(), list.items());
    let shown = tx(move |texts| shown(texts, &items.with(Vec::len).to_string(), &list.total().to_string()));
    let body = move || {
        more.get().then(|| {
            view! {
                <div class="list-more">
                    <Button label=t(label) busy=list.growing() on_click=move |()| list.grow() />
                    <span role="status">{shown}</span>
                </div>
            }
        })
    };
    view! {
        <FormError message=error_message(move || failed.get()) />
        {body}
    }
    .into_any()
}
