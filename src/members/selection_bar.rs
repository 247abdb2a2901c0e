//! The bar with the actions for the selected members.

use super::{bulk::Bulk, selection::Selection};
use crate::{
    language::{count, t, tx},
    ui::{Button, Kind},
};
use hq_contract::rules::MOST_MEMBERS;
use hq_text::{bulk as texts, give_rules, member_list};
use leptos::prelude::*;

/// The number of selected members and the actions for them, at the foot of the window while there are any.
#[component]
pub fn SelectionBar(
    selection: Selection,
    #[prop(into)] may_manage: Signal<bool>,
    bulk: Bulk,
    #[prop(into)] on_clear: Callback<()>,
) -> AnyView {
    let some = Memo::new(move |_| may_manage.get() && selection.count() > 0);
    let over = Memo::new(move |_| selection.count() > MOST_MEMBERS);
    let (chosen, at_most) = (
        count(member_list::chosen, move || selection.count() as u64),
        tx(|texts| member_list::at_most(texts, &MOST_MEMBERS.to_string())),
    );
    let several = t(member_list::SEVERAL);
    let status = move || match (some.get(), over.get()) {
        (false, _) => String::new(),
        (true, false) => chosen.get(),
        (true, true) => format!("{} · {}", chosen.get(), at_most.get()),
    };
    let buttons = move || {
        some.get().then(|| {
            view! {
                <Button
                    label=t(member_list::CHOOSE_NONE)
                    kind=Kind::Quiet
                    on_click=move |()| on_clear.run(())
                />
                <Button label=t(texts::REMOVE) disabled=over on_click=move |()| bulk.remove.set(true) />
                <Button label=t(texts::ROLE) disabled=over on_click=move |()| bulk.role.set(true) />
                <Button
                    label=t(give_rules::GIVE)
                    kind=Kind::Primary
                    disabled=over
                    on_click=move |()| bulk.give.set(true)
                />
            }
            .into_any()
        })
    };
    view! {
        <div
            class="picked"
            role=move || some.get().then_some("region")
            aria-label=move || some.get().then(|| several.get())
            data-shown=move || some.get().then_some("true")
        >
            <p class="picked-text" role="status">
                {status}
            </p>
            {buttons}
        </div>
    }
    .into_any()
}
