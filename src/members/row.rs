//! One member.

use super::{role::is_self, target::Target};
use crate::{
    language::{ago, moment, role_key, t, tx},
    routes::{Route, use_router},
    session::use_session,
    ui::{Act, Avatar, Badge, Cell, Entry, Glyph, Icon, Menu, Status, Tone, glyph},
};
use hq_contract::members::Member;
use hq_text::{Key, members};
use leptos::prelude::*;

/// What can be done to the members.
#[derive(Clone, Copy)]
pub struct Acting {
    /// Whether the person may change and remove others.
    pub may_manage: Signal<bool>,
    /// Changes a role.
    pub role: Target,
    /// Removes somebody.
    pub remove: Target,
    /// Leaves the organization.
    pub leave: RwSignal<bool>,
}

/// The row; it stays while the member in it changes, and so does the focus. Who may not manage members is told names
/// and roles.
pub fn row(member: Memo<Member>, acting: Acting) -> AnyView {
    let itself = member.with_untracked(|member| is_self(use_session(), member));
    let role = tx(move |texts| texts.get(role_key(member.with(|member| member.role))).into_owned());
    let activity = move || acting.may_manage.get().then(|| activity(member));
    view! {
        <tr class="table-row" role="row">
            <Cell head=true>{person(member, itself)}</Cell>
            <Cell label=t(members::ROLE)>{role}</Cell>
            {activity}
            <Cell actions=true>{move || actions(member, itself, acting)}</Cell>
        </tr>
    }
    .into_any()
}

fn person(member: Memo<Member>, itself: bool) -> AnyView {
    let name = Signal::derive(move || member.with(|member| member.full_name.to_string()));
    let address = Memo::new(move |_| member.with(|member| member.email.as_ref().map(ToString::to_string)));
    view! {
        <div class="person">
            <Avatar name=name />
            <div class="person-text">
                <span class="person-name">
                    <a href=page_of(member)>{name}</a>
                    {itself.then(|| view! { <Badge label=t(members::YOU) /> })}
                </span>
                <span class="person-detail">{address}</span>
            </div>
        </div>
    }
    .into_any()
}

/// Where the member's page is.
fn page_of(member: Memo<Member>) -> Signal<String> {
    let (route, id) = (use_router().route(), member.with_untracked(|member| member.id));
    Signal::derive(move || {
        let organization = route.with(|route| route.organization().map(ToOwned::to_owned));
        organization.map(|org| Route::OrganizationMember(org, id).path()).unwrap_or_default()
    })
}

fn activity(member: Memo<Member>) -> AnyView {
    let last = Memo::new(move |_| member.with(|member| member.last_active_at.clone()));
    let time = move || {
        let at = last.get();
        let (active, exactly, datetime) = (ago(at.clone()), moment(at.clone()), at.as_str().to_owned());
        view! {
            <time datetime=datetime title=exactly>
                {active}
            </time>
        }
    };
    view! {
        <Cell label=t(members::LAST_ACTIVE)>{time}</Cell>
        <Cell label=t(members::STATUS)>
            <Status label=t(members::ACTIVE) glyph=glyph::ACTIVE tone=Tone::Success />
        </Cell>
    }
    .into_any()
}

/// The menu of what the person may do here; none where that is nothing.
fn actions(member: Memo<Member>, itself: bool, acting: Acting) -> Option<AnyView> {
    let manage = acting.may_manage.get();
    if !manage && !itself {
        return None;
    }
    let item = |label: Key, icon: Glyph, run: Callback<()>| Entry::Item {
        label: t(label),
        icon: Some(icon),
        act: Act::Run(run),
    };
    let role = Callback::new(move |()| acting.role.ask(member.get_untracked()));
    let last = if itself {
        item(members::LEAVE, glyph::SIGN_OUT, Callback::new(move |()| acting.leave.set(true)))
    } else {
        let remove = Callback::new(move |()| acting.remove.ask(member.get_untracked()));
        item(members::REMOVE, glyph::TRASH, remove)
    };
    let change = manage.then(|| item(members::CHANGE_ROLE, glyph::SHIELD, role));
    let entries: Vec<Entry> = change.into_iter().chain([last]).collect();
    let label = tx(move |texts| member.with(|member| members::actions_for(texts, member.full_name.as_str())));
    let menu = view! {
        <Menu label=label entries=Signal::stored(entries)>
            <Icon glyph=glyph::MORE />
        </Menu>
    };
    Some(menu.into_any())
}
