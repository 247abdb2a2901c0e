//! The bar under a form that is edited and saved.

use crate::{
    language::t,
    ui::{Button, Kind},
};
use hq_text::{common, drafts};
use leptos::prelude::*;

/// Says that there are unsaved changes (`restored` ones from an earlier visit, if so), with a button to discard them and
/// one to save them, in sight while there are. That one submits the form around it, or runs `on_save` where there is none.
#[component]
pub fn SaveBar(
    #[prop(into)] unsaved: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_discard: Callback<()>,
    #[prop(optional, into)] on_save: Option<Callback<()>>,
    #[prop(optional, into)] restored: Signal<bool>,
    #[prop(optional, into)] discard_label: Option<Signal<String>>,
    #[prop(optional, into)] save_label: Option<Signal<String>>,
) -> AnyView {
    let (plain, restored_text) = (t(drafts::UNSAVED), t(drafts::LEFT));
    let discard_label = discard_label.unwrap_or_else(|| t(drafts::DISCARD));
    let save_label = save_label.unwrap_or_else(|| t(common::SAVE));
    let unsaved = Memo::new(move |_| unsaved.get());
    let status = move || match (unsaved.get(), restored.get()) {
        (false, _) => String::new(),
        (true, false) => plain.get(),
        (true, true) => restored_text.get(),
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
        <div class="actions save-bar" data-unsaved=move || unsaved.get().then_some("true")>
            <span class="actions-status" role="status">
                {status}
            </span>
            {discard}
            {save}
        </div>
    }
    .into_any()
}
