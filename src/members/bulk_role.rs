//! Another role for several members.

use super::{
    bulk_results::{DoneWords, names, results},
    bulk_run::BulkRun,
    role::roles,
    selection::Selection,
};
use crate::{
    kit::DialogForm,
    language::{count, t},
    ui::{Dialog, Radios},
};
use hq_contract::{
    OrganizationId, Role,
    members::{Member, MemberPatch, UpdateMember},
};
use hq_text::{bulk, common, members};
use leptos::prelude::*;

/// The dialog in which a role is chosen for the selected members; then what became of each. `on_done` runs at the end.
#[component]
pub fn BulkRoleDialog(
    org: OrganizationId,
    selection: Selection,
    open: RwSignal<bool>,
    #[prop(into)] on_done: Callback<()>,
) -> AnyView {
    let chosen = RwSignal::new(Role::User.as_str().to_owned());
    let request = move |member: &Member, version| {
        let role = chosen.with_untracked(|chosen| Role::from_name(chosen));
        let (user, patch) = (member.id, MemberPatch { role });
        (role.is_some_and(|role| role != member.role)).then_some(UpdateMember { org, user, version, patch })
    };
    let run = BulkRun::<UpdateMember>::new(org, selection, request, on_done);
    let begun = run.begun();
    run.ends_with(open);
    let words = DoneWords { summary: bulk::role_changed, each: bulk::CHANGED };
    view! {
        <Dialog open=open title=t(bulk::ROLE_TITLE) close_label=t(common::CLOSE)>
            {move || if begun.get() { results(run, words, open) } else { form(run, selection, open, chosen) }}
        </Dialog>
    }
    .into_any()
}

fn form(
    run: BulkRun<UpdateMember>,
    selection: Selection,
    open: RwSignal<bool>,
    chosen: RwSignal<String>,
) -> AnyView {
    view! {
        <DialogForm
            open=open
            submit_label=count(bulk::role_submit, move || selection.count() as u64)
            on_submit=move |()| run.start()
        >
            {names(selection.all().into_values().collect())}
            <Radios label=t(members::ROLE) value=chosen radios=roles() />
        </DialogForm>
    }
    .into_any()
}
