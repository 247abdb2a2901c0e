//! What stands around the members, the invitations and the requests to join: their title, the way between them, inviting more.

use super::organization::{may, use_organization};
use crate::{
    api::{List, Remote},
    chunk,
    invitations::{InviteDialog, MayInvite, use_invitations},
    join_requests::JoinRequests,
    language::{count, number, t},
    members::MemberPermissions,
    routes::{MembersAddress, MembersView, PageTitle, Route, use_members_address, use_router},
    ui::{Button, Kind, Tab, TabCount, Tabs, glyph},
};
use hq_contract::{
    OrganizationId, Permission, console_paths as paths, invitations::Invitation, join_requests::JoinRequest,
};
use hq_text::{Key, Plural, Texts, answering, invite, members as texts};
use leptos::prelude::*;

/// What the three pages have in common.
#[derive(Clone, Copy)]
pub struct People {
    /// The organization.
    pub org: OrganizationId,
    /// What it is called.
    pub name: Signal<String>,
    /// What the person may do with members.
    pub members: MemberPermissions,
    /// What they may offer.
    pub invite: MayInvite,
    /// Whether they may answer requests to join.
    pub answer: Signal<bool>,
    /// Who was invited: as the page searches them, or all.
    pub invitations: List<Invitation>,
    /// Who asks to join.
    pub requests: List<JoinRequest>,
    /// The address, which opens the sheet to invite.
    pub address: MembersAddress,
}

impl People {
    /// Of the organization around the page; `searched` where the page's search is for invitations.
    pub fn new(searched: bool) -> Self {
        let (organization, JoinRequests(requests)) = (use_organization(), expect_context());
        let org = organization.with_untracked(|answer| answer.value.id);
        let (address, users) = (use_members_address(), may(organization, Permission::InviteMembers));
        let view = address.view();
        let q = Memo::new(move |_| if searched { view.with(|view| view.q.clone()) } else { String::new() });
        Self {
            org,
            name: Signal::derive(move || organization.with(|answer| answer.value.name.to_string())),
            members: MemberPermissions {
                read: may(organization, Permission::ReadMemberDetails),
                manage: may(organization, Permission::ManageMembers),
                remove: may(organization, Permission::RemoveMembers),
                invite: users,
            },
            invite: MayInvite { users, admins: may(organization, Permission::InviteAdmins) },
            answer: may(organization, Permission::AnswerJoinRequests),
            invitations: use_invitations(org, users, q),
            requests,
            address,
        }
    }

    /// How many invitations there are, whatever is searched; nothing while that is not known.
    fn invited(self) -> Memo<Option<u64>> {
        let view = self.address.view();
        Memo::new(move |before: Option<&Option<u64>>| {
            let all = view.with(|view| view.q.is_empty());
            let now = self.invitations.with(|remote| remote.ready().map(|answer| answer.value.total));
            now.filter(|_| all).or_else(|| before.copied().flatten())
        })
    }
}

chunk! {
    /// The sheet in which people are invited.
    invite_sheet(people: People) in part_invite {
        view! {
            <InviteDialog
                org=people.org
                address=people.address
                may_invite=people.invite.users
                may_invite_admins=people.invite.admins
                on_invited=move |()| people.invitations.retry()
            />
        }
        .into_any()
    }
}

/// The page of that title; `actions` stand beside the way to invite.
pub fn frame(people: People, title: Key, actions: AnyView, content: AnyView) -> AnyView {
    let view = people.address.view();
    let inviting = Memo::new(move |_| people.invite.users.get() && view.with(|view| view.invite));
    let invite = move || {
        people.invite.users.get().then(|| {
            view! {
                <Button
                    label=t(texts::INVITE)
                    kind=Kind::Primary
                    icon=glyph::INVITE
                    on_click=move |()| people.address.invite()
                />
            }
        })
    };
    view! {
        <header class="page-head members-head">
            <PageTitle title=t(title) within=people.name />
            <div class="members-actions">{actions} {invite}</div>
        </header>
        {tabs(people)}
        <div class="page-content">{content}</div>
        {invite_sheet(people).when_open(inviting.into(), Signal::stored(false))}
    }
    .into_any()
}

/// The way between the pages that the person may open, where there are several.
fn tabs(people: People) -> AnyView {
    let (router, organization) = (use_router(), use_organization());
    let route = router.route();
    let slug = Memo::new(move |_| organization.with(|answer| answer.value.slug.to_string()));
    let invited = people.invited();
    let waiting = Memo::new(move |_| {
        people.requests.with(|remote| match remote {
            Remote::Ready(answer) => Some(answer.value.total),
            _ => None,
        })
    });
    let tab = move |label: Key, path: &'static str, count: Option<TabCount>| Tab {
        label: t(label),
        href: Signal::derive(move || {
            let (slug, all) = (slug.get(), MembersView::default());
            match path {
                paths::INVITATIONS => Route::invitations(slug, all).path(),
                paths::JOIN_REQUESTS => Route::join_requests(slug).path(),
                _ => Route::members(slug, all).path(),
            }
        }),
        current: Memo::new(move |_| {
            route.with(|route| route.pattern().is_some_and(|pattern| pattern.0 == path))
        })
        .into(),
        count,
        mark: None,
    };
    (move || {
        let members = tab(texts::TITLE, paths::MEMBERS, None);
        let invitations = people
            .invite
            .users
            .get()
            .then(|| tab(invite::TAB, paths::INVITATIONS, Some(counted(invited, invite::waiting))));
        let requests = people
            .answer
            .get()
            .then(|| tab(answering::TAB, paths::JOIN_REQUESTS, Some(counted(waiting, answering::waiting))));
        let all: Vec<Tab> = [Some(members), invitations, requests].into_iter().flatten().collect();
        (all.len() > 1).then(|| {
            view! {
                <div class="people-tabs">
                    <Tabs label=t(texts::TITLE) tabs=all />
                </div>
            }
        })
    })
    .into_any()
}

/// A number whose place is kept while it is not known.
fn counted(number_of: Memo<Option<u64>>, words: fn(&Texts, Plural, &str) -> String) -> TabCount {
    let shown = number(move || number_of.get().unwrap_or_default());
    let words = count(words, move || number_of.get().unwrap_or_default());
    TabCount {
        text: Signal::derive(move || if number_of.get().is_some() { shown.get() } else { "–".to_owned() }),
        label: Signal::derive(move || if number_of.get().is_some() { words.get() } else { String::new() }),
    }
}
