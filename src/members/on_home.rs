//! The team on an organization's home, for its admins.

use crate::{
    api::{Query, Remote},
    kit::{AsyncView, member_picture},
    language::{count, t},
    routes::{MembersView, Route},
    ui::{Avatar, Card, Kind, LinkButton, Shape, Size, Skeleton, glyph},
};
use hq_contract::{
    OrganizationId, Page,
    invitations::{Invitation, InvitationState, ListInvitations},
    members::{ListMembers, Member},
};
use hq_text::{health, home, members};
use leptos::prelude::*;

/// How many people are shown of the team.
const SHOWN: usize = 8;

/// The team, as far as it has to be known at once.
#[derive(Clone, Copy)]
pub struct Team {
    slug: Signal<String>,
    people: Query<Page<Member>>,
    invitations: Query<Page<Invitation>>,
    invites: Signal<bool>,
}

impl Team {
    /// Asks for the people where `wanted`, and for the invitations of who `invites`: at once where nobody else is here, else
    /// once that can wait no longer (`idle`).
    #[must_use]
    pub fn new(
        org: OrganizationId,
        slug: Signal<String>,
        wanted: Signal<bool>,
        invites: Signal<bool>,
        idle: Signal<bool>,
    ) -> Self {
        let people = Query::new(move || wanted.get().then(|| ListMembers::of(org)));
        let total = Memo::new(move |_| people.with(|remote| remote.ready().map(|answer| answer.value.total)));
        let invitations = Query::new(move || {
            let now = total.get().is_some_and(|total| total < 2 || idle.get());
            (invites.get() && now).then_some(ListInvitations { org, q: None, page_token: None })
        });
        Self { slug, people, invitations, invites }
    }

    /// Whether there is anybody else, or somebody invited who may still come.
    #[must_use]
    pub fn has_others(self) -> Signal<bool> {
        Memo::new(move |_| self.total() > 1 || self.open_invitations() > 0).into()
    }

    /// Whether that is known, or will not be.
    #[must_use]
    pub fn is_known(self) -> Signal<bool> {
        Memo::new(move |_| {
            let alone = self.people.with(|remote| match remote {
                Remote::Loading => None,
                Remote::Failed(_) => Some(false),
                Remote::Ready(answer) => Some(answer.value.total < 2),
            });
            let asks = alone == Some(true) && self.invites.get();
            let waits = asks && self.invitations.with(Remote::is_loading);
            alone.is_some() && !waits
        })
        .into()
    }

    fn total(self) -> u64 {
        self.people.with(|remote| remote.ready().map_or(0, |answer| answer.value.total))
    }

    /// How many wait for an answer, as far as the first page tells.
    fn open_invitations(self) -> u64 {
        self.invitations.with(|remote| {
            let items = remote.ready().map(|answer| answer.value.items.iter()).into_iter().flatten();
            items.filter(|invitation| invitation.state == InvitationState::Pending).count() as u64
        })
    }

    fn href(self, view: MembersView) -> Signal<String> {
        Signal::derive(move || Route::members(self.slug.get(), view.clone()).path())
    }
}

/// The team at a glance, and the ways to it. Inviting has its button here unless `inviting` has one elsewhere.
#[component]
pub fn TeamCard(team: Team, #[prop(into)] inviting: Signal<bool>) -> AnyView {
    let (counted, invited) =
        (count(members::count, move || team.total()), count(home::invited, move || team.open_invitations()));
    let people = move || {
        team.people.with(|remote| {
            let items = remote.ready().map(|answer| answer.value.items.iter()).into_iter().flatten();
            items.take(SHOWN).cloned().map(face).collect::<Vec<_>>()
        })
    };
    let open = Memo::new(move |_| team.open_invitations() > 0);
    let invite = move || {
        (team.invites.get() && !inviting.get()).then(|| {
            let href = team.href(MembersView::inviting());
            view! { <LinkButton label=t(members::INVITE) href=href size=Size::Small icon=glyph::INVITE /> }
        })
    };
    view! {
        <Card title=t(members::TITLE) text=counted>
            <AsyncView data=team.people loading=|| view! { <Skeleton shape=Shape::Line /> }>
                <ul class="home-faces">{people}</ul>
            </AsyncView>
            <p class="home-invited">{move || open.get().then_some(invited)}</p>
            <div class="home-acts">
                {invite}
                <LinkButton
                    label=t(health::MEMBERS)
                    href=team.href(MembersView::default())
                    size=Size::Small
                    kind=Kind::Quiet
                />
            </div>
        </Card>
    }
    .into_any()
}

/// One of the team: the picture, and the name on hover and for assistive technology.
fn face(member: Member) -> AnyView {
    let shown = Signal::stored(member.full_name.to_string());
    let picture = member_picture(member.id, Signal::stored(member.picture));
    view! {
        <li class="home-face" title=shown>
            <Avatar name=shown picture=picture />
            <span class="visually-hidden">{shown}</span>
        </li>
    }
    .into_any()
}
