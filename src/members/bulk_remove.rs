//! Removing several members.

use super::{
    bulk_results::{DoneWords, names, results},
    bulk_run::BulkRun,
    remove::fates,
    selection::Selection,
};
use crate::{
    kit::DialogForm,
    language::{count, t},
    ui::{Dialog, Kind, Radios},
};
use hq_contract::{
    OrganizationId,
    members::{InvitationsOfRemoved, Member, RemoveMember},
};
use hq_text::{bulk, common, member_list};
use leptos::prelude::*;

/// Says what removing means, asks who may invite where invitations go, and does it; then what became of each. `on_done` runs at the
/// end.
#[component]
pub fn BulkRemoveDialog(
    org: OrganizationId,
    selection: Selection,
    open: RwSignal<bool>,
    may_invite: Signal<bool>,
    #[prop(into)] on_done: Callback<()>,
) -> AnyView {
    let fate = RwSignal::new(InvitationsOfRemoved::TakeOver.as_str().to_owned());
    let request = move |member: &Member, version| {
        let revoked = fate.with_untracked(|fate| fate == InvitationsOfRemoved::Revoke.as_str());
        let invitations = match (may_invite.get_untracked(), revoked) {
            (false, _) => InvitationsOfRemoved::Keep,
            (true, true) => InvitationsOfRemoved::Revoke,
            (true, false) => InvitationsOfRemoved::TakeOver,
        };
        Some(RemoveMember { org, user: member.id, version, invitations })
    };
    let run = BulkRun::<RemoveMember>::new(org, selection, request, on_done);
    let begun = run.begun();
    run.ends_with(open);
    let words = DoneWords { summary: bulk::removed, each: bulk::REMOVED_ONE };
    let form = move || {
        let choice = move || {
            may_invite.get().then(|| {
                view! { <Radios label=t(member_list::THEIR_INVITATIONS) value=fate radios=fates() /> }
            })
        };
        view! {
            <DialogForm
                open=open
                kind=Kind::Danger
                submit_label=count(bulk::remove_submit, move || selection.count() as u64)
                on_submit=move |()| run.start()
            >
                <p>{t(bulk::REMOVE_TEXT)}</p>
                {names(selection.all().into_values().collect())}
                {choice}
            </DialogForm>
        }
        .into_any()
    };
    view! {
        <Dialog open=open title=t(bulk::REMOVE_TITLE) close_label=t(common::CLOSE)>
            {move || if begun.get() { results(run, words, open) } else { form() }}
        </Dialog>
    }
    .into_any()
}
