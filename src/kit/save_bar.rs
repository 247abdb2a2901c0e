//! What stands under a form that is edited and saved.

use crate::{
    language::t,
    ui::{Actions, Button, Kind},
};
use hq_text::{common, drafts};
use leptos::prelude::*;

/// Says that something is not saved (and that it was `left` in an earlier visit), throws it away, and saves it: the last button submits the form, or runs `on_save`
/// where the bar is in none.
#[component]
pub fn SaveBar(
    #[prop(into)] unsaved: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_discard: Callback<()>,
    #[prop(optional, into)] on_save: Option<Callback<()>>,
    #[prop(optional, into)] left: Signal<bool>,
    #[prop(optional, into)] discard_label: Option<Signal<String>>,
    #[prop(optional, into)] save_label: Option<Signal<String>>,
) -> AnyView {
    let (plain, was_left) = (t(drafts::UNSAVED), t(drafts::LEFT));
    let discard_label = discard_label.unwrap_or_else(|| t(drafts::DISCARD));
    let save_label = save_label.unwrap_or_else(|| t(common::SAVE));
    let unsaved = Memo::new(move |_| unsaved.get());
    let status = move || match (unsaved.get(), left.get()) {
        (false, _) => String::new(),
        (true, false) => plain.get(),
        (true, true) => was_left.get(),
    };
    let discard = move || {
        unsaved.get().then(|| view! { <Button label=discard_label on_click=on_discard /> }.into_any())
    };
    let save = match on_save {
        Some(on_save) => {
            view! { <Button label=save_label kind=Kind::Primary busy=busy on_click=on_save /> }.into_any()
        }
        None => view! { <Button label=save_label kind=Kind::Primary submit=true busy=busy /> }.into_any(),
    };
    view! {
        <Actions>
            <span class="actions-status" role="status">
                {status}
            </span>
            {discard}
            {save}
        </Actions>
    }
    .into_any()
}
