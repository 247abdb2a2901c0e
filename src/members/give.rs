//! Rules for several members at once.

use super::{
    give_results::{Became, Results},
    give_what::{What, what},
    picked::Picked,
};
use crate::{
    api::{Answer, Mutation},
    browser::page,
    kit::DialogForm,
    language::{count, error_message, t},
    ui::{Actions, Button, Dialog, Kind},
};
use hq_contract::{
    OrganizationId,
    rules::{NewRulesOfMembers, PutRulesOfMembers, RulesOfMembers},
};
use hq_text::{common, give_rules};
use leptos::prelude::*;

/// The dialog in which rules are given to those who are chosen; `on_given` runs once they have been. When it closes
/// after that, nobody is chosen any more.
#[component]
pub fn GiveDialog(
    org: OrganizationId,
    picked: Picked,
    open: RwSignal<bool>,
    #[prop(into)] on_given: Callback<()>,
) -> AnyView {
    let became = RwSignal::new(Vec::<Became>::new());
    Effect::new(move |_| {
        if !open.get() && became.with_untracked(|became| !became.is_empty()) {
            became.set(Vec::new());
            picked.clear();
            // The button that opened the dialog goes, and the focus with it.
            request_animation_frame(|| {
                page::focus("#members-active");
            });
        }
    });
    let done = Memo::new(move |_| became.with(|became| !became.is_empty()));
    view! {
        <Dialog open=open title=t(give_rules::TITLE) close_label=t(common::CLOSE)>
            {move || {
                if done.get() { results(became, open) } else { form(org, picked, open, became, on_given) }
            }}
        </Dialog>
    }
    .into_any()
}

fn results(became: RwSignal<Vec<Became>>, open: RwSignal<bool>) -> AnyView {
    view! {
        <div class="form">
            <Results became=became />
            <Actions>
                <Button label=t(common::DONE) kind=Kind::Primary on_click=move |()| open.set(false) />
            </Actions>
        </div>
    }
    .into_any()
}

fn form(
    org: OrganizationId,
    picked: Picked,
    open: RwSignal<bool>,
    became: RwSignal<Vec<Became>>,
    on_given: Callback<()>,
) -> AnyView {
    let given = What::new(org);
    let send = Mutation::<PutRulesOfMembers>::new(move |answer: Answer<RulesOfMembers>| {
        let names = picked.all();
        let named = |result: hq_contract::rules::RulesOfMember| Became {
            name: names.get(&result.user).cloned().unwrap_or_default(),
            outcome: result.outcome,
        };
        became.set(answer.value.results.into_iter().map(named).collect());
        on_given.run(());
    });
    let submit = move |()| {
        if let Some((mode, rules)) = given.read() {
            let members = picked.all().into_keys().collect();
            send.run(&PutRulesOfMembers { org, body: NewRulesOfMembers { members, mode, rules } });
        }
    };
    let error = send.error();
    let total = move || picked.count() as u64;
    let (give, take) = (count(give_rules::submit, total), count(give_rules::take, total));
    let pending = send.pending();
    view! {
        <DialogForm
            open=open
            submit_label=Signal::derive(move || if given.takes() { take.get() } else { give.get() })
            on_submit=submit
            busy=Signal::derive(move || pending.get() || given.waits())
            error=error_message(move || error.get())
        >
            <p>{count(give_rules::text, total)}</p>
            {what(given)}
        </DialogForm>
    }
    .into_any()
}
