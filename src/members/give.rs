//! Rules for several members at once.

use super::{
    give_inputs::{GiveInputs, fields},
    give_results::{MemberResult, Results},
    selection::Selection,
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

/// The dialog that gives rules to the selected members; `on_given` runs once it is done. When it closes after that, the
/// selection is cleared.
#[component]
pub fn GiveDialog(
    org: OrganizationId,
    selection: Selection,
    open: RwSignal<bool>,
    #[prop(into)] on_given: Callback<()>,
) -> AnyView {
    let results = RwSignal::new(Vec::<MemberResult>::new());
    Effect::new(move |_| {
        if !open.get() && results.with_untracked(|results| !results.is_empty()) {
            results.set(Vec::new());
            selection.clear();
            // The button that opened the dialog goes, and the focus with it.
            request_animation_frame(|| {
                page::focus("#members-total");
            });
        }
    });
    let done = Memo::new(move |_| results.with(|results| !results.is_empty()));
    view! {
        <Dialog open=open title=t(give_rules::TITLE) close_label=t(common::CLOSE)>
            {move || {
                if done.get() {
                    result_list(results, open)
                } else {
                    form(org, selection, open, results, on_given)
                }
            }}
        </Dialog>
    }
    .into_any()
}

fn result_list(results: RwSignal<Vec<MemberResult>>, open: RwSignal<bool>) -> AnyView {
    view! {
        <div class="form">
            <Results results=results />
            <Actions>
                <Button label=t(common::DONE) kind=Kind::Primary on_click=move |()| open.set(false) />
            </Actions>
        </div>
    }
    .into_any()
}

fn form(
    org: OrganizationId,
    selection: Selection,
    open: RwSignal<bool>,
    results: RwSignal<Vec<MemberResult>>,
    on_given: Callback<()>,
) -> AnyView {
    let inputs = GiveInputs::new(org);
    let send = Mutation::<PutRulesOfMembers>::new(move |answer: Answer<RulesOfMembers>| {
        let names = selection.all();
        let named = |result: hq_contract::rules::RulesOfMember| MemberResult {
            name: names.get(&result.user).cloned().unwrap_or_default(),
            outcome: result.outcome,
        };
        results.set(answer.value.results.into_iter().map(named).collect());
        on_given.run(());
    });
    let submit = move |()| {
        if let Some((mode, rules)) = inputs.read() {
            let members = selection.all().into_keys().collect();
            send.run(&PutRulesOfMembers { org, body: NewRulesOfMembers { members, mode, rules } });
        }
    };
    let error = send.error();
    let total = move || selection.count() as u64;
    let (give, take) = (count(give_rules::submit, total), count(give_rules::take, total));
    view! {
        <DialogForm
            open=open
            submit_label=Signal::derive(move || if inputs.removes_all() { take.get() } else { give.get() })
            on_submit=submit
            busy=send.pending()
            disabled=move || inputs.pending()
            error=error_message(move || error.get())
        >
            <p>{count(give_rules::text, total)}</p>
            {fields(inputs)}
        </DialogForm>
    }
    .into_any()
}
