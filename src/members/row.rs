//! One member.

use super::{
    permissions::MemberPermissions, role::is_self, selection::Selection, target::Target, transfer::Transfer,
};
use crate::{
    kit::member_picture,
    language::{ago, moment, role_key, t, tx},
    routes::{Route, use_router},
    session::use_session,
    ui::{
        Avatar, Badge, BareCheckbox, Cell, Glyph, Icon, Menu, MenuAction, MenuEntry, NameParts, Status, Tone,
        glyph,
    },
};
use hq_contract::{Role, members::Member};
use hq_text::{Key, member_list, members, transfer};
use leptos::prelude::*;

/// The actions of the members table, shared by its rows.
#[derive(Clone, Copy)]
pub struct MemberActions {
    /// What the person may do.
    pub may: MemberPermissions,
    /// The selected members, for actions on several at once.
    pub selection: Selection,
    /// Changes a role.
    pub role: Target,
    /// Removes somebody.
    pub remove: Target,
    /// Leaves the organization.
    pub leave: RwSignal<bool>,
    /// Makes somebody else admin.
    pub transfer: Transfer,
}

impl MemberActions {
    /// Whether one of their dialogs is open.
    pub fn any_open(self) -> Signal<bool> {
        Signal::derive(move || {
            self.role.open.get() || self.remove.open.get() || self.leave.get() || self.transfer.open.get()
        })
    }
}

/// The row. It stays mounted while its member changes, so that the focus stays too. People who may not read details see
/// names and roles only.
pub fn row(member: Memo<Member>, actions: MemberActions) -> AnyView {
    let itself = member.with_untracked(|member| is_self(use_session(), member));
    let role = tx(move |texts| texts.get(role_key(member.with(|member| member.role))).into_owned());
    let tick = move || actions.may.manage.get().then(|| tick(member, actions.selection));
    let details = move || actions.may.read.get().then(|| details(member));
    // Known apart from the role: a menu that is drawn anew would lose the focus.
    let removes = Memo::new(move |_| {
        let user = actions.may.remove.get() && member.with(|member| member.role == Role::User);
        !itself && (actions.may.manage.get() || user)
    });
    view! {
        <tr class="table-row" role="row">
            {tick}
            <Cell head=true>{person(member, itself)}</Cell>
            <Cell label=t(members::ROLE)>{role}</Cell>
            {details}
            <Cell actions=true>{move || menu(member, itself, removes.get(), actions)}</Cell>
        </tr>
    }
    .into_any()
}

fn person(member: Memo<Member>, itself: bool) -> AnyView {
    let name = Signal::derive(move || member.with(|member| member.full_name.to_string()));
    let address = Memo::new(move |_| member.with(|member| member.email.as_ref().map(ToString::to_string)));
    let picture = Signal::derive(move || member.with(|member| member.picture.clone()));
    let picture = member_picture(member.with_untracked(|member| member.id), picture);
    view! {
        <div class="person">
            <Avatar name=name picture=picture />
            <div class="person-text">
                <span class="person-name">
                    <a href=page_of(member)>
                        <bdi>{name}</bdi>
                    </a>
                    {itself.then(|| view! { <Badge label=t(members::YOU) /> })}
                </span>
                <bdi class="person-detail">
                    {move || address.get().map(|address| view! { <NameParts name=address /> })}
                </bdi>
            </div>
        </div>
    }
    .into_any()
}

/// Where the member's page is.
fn page_of(member: Memo<Member>) -> Signal<String> {
    let (route, id) = (use_router().route(), member.with_untracked(|member| member.id));
    Signal::derive(move || {
        let organization = route.with(|route| route.organization_name().map(ToOwned::to_owned));
        organization.map(|org| Route::member(org, id.to_string()).path()).unwrap_or_default()
    })
}

fn tick(member: Memo<Member>, selection: Selection) -> AnyView {
    let label = tx(move |texts| member.with(|member| member_list::choose(texts, member.full_name.as_str())));
    let chosen = selection.has(member.with_untracked(|member| member.id));
    let choose =
        move |chosen| member.with_untracked(|member| selection.set(std::slice::from_ref(member), chosen));
    view! {
        <Cell>
            <BareCheckbox label=label checked=chosen on_change=choose />
        </Cell>
    }
    .into_any()
}

fn details(member: Memo<Member>) -> AnyView {
    let rules = move || member.with(|member| member.rules.map(|rules| rules.to_string()));
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
        <Cell label=t(member_list::RULES)>{rules}</Cell>
        <Cell label=t(members::LAST_ACTIVE)>{time}</Cell>
        <Cell label=t(members::STATUS)>
            <Status label=t(members::ACTIVE) glyph=glyph::ACTIVE tone=Tone::Success />
        </Cell>
    }
    .into_any()
}

/// The menu of the actions that the person may use; none if there are none.
fn menu(member: Memo<Member>, itself: bool, removes: bool, actions: MemberActions) -> Option<AnyView> {
    let manage = actions.may.manage.get();
    let item = |label: Key, icon: Glyph, run: Callback<()>| MenuEntry::Item {
        label: t(label),
        icon: Some(icon),
        action: MenuAction::Run(run),
    };
    let role = Callback::new(move |()| actions.role.ask(member.get_untracked()));
    let change = manage.then(|| item(members::CHANGE_ROLE, glyph::SHIELD, role));
    let step_down = (manage && itself).then(|| {
        let ask = Callback::new(move |()| actions.transfer.ask(false));
        item(transfer::ITEM, glyph::USERS, ask)
    });
    let last = if itself {
        let leave = Callback::new(move |()| actions.leave.set(true));
        Some(item(members::LEAVE, glyph::SIGN_OUT, leave))
    } else {
        let remove = Callback::new(move |()| actions.remove.ask(member.get_untracked()));
        removes.then(|| item(members::REMOVE, glyph::TRASH, remove))
    };
    let entries: Vec<MenuEntry> = [change, step_down, last].into_iter().flatten().collect();
    if entries.is_empty() {
        return None;
    }
    let label = tx(move |texts| member.with(|member| members::actions_for(texts, member.full_name.as_str())));
    let menu = view! {
        <Menu label=label entries=Signal::stored(entries)>
            <Icon glyph=glyph::MORE />
        </Menu>
    };
    Some(menu.into_any())
}
