//! The members page: who asks to join, who is invited, who belongs, and inviting more.

use super::organization::{may, use_organization};
use crate::{
    api::Remote,
    invitations::{InviteDialog, MayInvite, PendingInvitations, use_invitations},
    join_requests::{JoinRequests, WaitingRequests},
    language::{t, tx},
    members::{Alone, Filters, MemberList, MemberPermissions, use_members},
    routes::{PageTitle, use_members_address},
    ui::{Button, Kind, Lead, glyph},
};
use hq_contract::Permission;
use hq_text::members as texts;
use leptos::prelude::*;

/// The page.
pub fn members() -> AnyView {
    let (organization, JoinRequests(requests)) = (use_organization(), expect_context());
    let org = organization.with_untracked(|answer| answer.value.id);
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let may_answer = may(organization, Permission::AnswerJoinRequests);
    let may_invite = may(organization, Permission::InviteMembers);
    let to_invitations = MayInvite { users: may_invite, admins: may(organization, Permission::InviteAdmins) };
    let to_members = MemberPermissions {
        read: may(organization, Permission::ReadMemberDetails),
        manage: may(organization, Permission::ManageMembers),
        remove: may(organization, Permission::RemoveMembers),
        invite: may_invite,
    };
    let (people, invitations) = (use_members(org, to_members.read), use_invitations(org, may_invite));
    let banners_loaded = Memo::new(move |_| {
        let requests_wait = may_answer.get() && requests.with(|remote| *remote == Remote::Loading);
        let invitations_wait = may_invite.get() && invitations.with(|remote| *remote == Remote::Loading);
        !requests_wait && !invitations_wait
    });
    let nobody_invited = Memo::new(move |_| {
        may_invite.get()
            && invitations.with(|remote| remote.ready().is_some_and(|answer| answer.value.total == 0))
    });
    let reload = move |()| people.retry();
    view! {
        {head(name, may_invite)}
        <div class="page-content">
            <WaitingRequests org=org may_answer=may_answer list=requests on_approved=reload />
            <Filters may=to_members />
            <PendingInvitations org=org may=to_invitations list=invitations on_answered=reload />
            <MemberList org=org organization=name may=to_members show_when=banners_loaded list=people />
            <Alone list=people nobody_invited=nobody_invited />
        </div>
        <InviteDialog
            org=org
            may_invite=may_invite
            may_invite_admins=to_invitations.admins
            on_invited=move |()| invitations.retry()
        />
    }
    .into_any()
}

fn head(name: Signal<String>, may_invite: Signal<bool>) -> AnyView {
    let address = use_members_address();
    let lead = tx(move |language| {
        let write = if may_invite.get() { texts::lead } else { texts::lead_user };
        write(language, &name.get())
    });
    let invite = move || {
        may_invite.get().then(|| {
            view! {
                <Button
                    label=t(texts::INVITE)
                    kind=Kind::Primary
                    icon=glyph::INVITE
                    on_click=move |()| address.invite()
                />
            }
        })
    };
    view! {
        <header class="page-head members-head">
            <div>
                <PageTitle title=t(texts::TITLE) within=name />
                <Lead text=lead />
            </div>
            {invite}
        </header>
    }
    .into_any()
}
