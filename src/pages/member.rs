//! A member's page: who it is, and what they may do.

use super::{
    organization::{may, use_organization},
    parts::not_found,
};
use crate::{
    api::{Answer, Query},
    kit::{member_picture, one},
    language::{ago, moment, role_key, t, tx},
    members::{MemberBar, MemberPermissions},
    routes::{MembersView, PageTitle, Route, use_router},
    rules::{HiddenRules, RulesOf, RulesOwner, RulesPage},
    session::use_session,
    ui::{Avatar, BackLink, Badge, Shape},
};
use hq_contract::{
    Permission, Role, UserId,
    members::{GetMember, Member},
    organizations::Organization,
};
use hq_text::{members, rules};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page of the member that the address names.
pub fn member() -> AnyView {
    let organization = use_organization();
    let named =
        use_params_map().with_untracked(|params| params.get("user")).and_then(|user| user.parse().ok());
    let Some(user) = named else { return not_found().part() };
    let org = organization.with_untracked(|answer| answer.value.id);
    let query = Query::new(move || Some(GetMember { org, user }));
    one(
        query,
        user,
        &[Shape::Title, Shape::Table],
        || not_found().part(),
        move |member| full(organization, query, query.latest(member), user),
    )
}

fn full(
    organization: Signal<Answer<Organization>>,
    query: Query<Member>,
    member: Memo<Member>,
    user: UserId,
) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    let within = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let itself = use_session().user().with_untracked(|me| me.as_ref().is_some_and(|me| me.id == user));
    let details = may(organization, Permission::ReadMemberDetails);
    let owner = RulesOwner {
        org,
        of: RulesOf::Member(user),
        name: Signal::derive(move || member.with(|member| member.full_name.to_string())),
        admin: Memo::new(move |_| member.with(|member| member.role == Role::Admin)).into(),
        may_manage: may(organization, Permission::ManageMembers),
        limit: |_, _| None,
    };
    let may_members = MemberPermissions {
        read: details,
        manage: owner.may_manage,
        remove: may(organization, Permission::RemoveMembers),
        invite: may(organization, Permission::InviteMembers),
    };
    let (router, slug) = (use_router(), slug(organization));
    let gone = move || router.replace(Route::members(slug.get_untracked(), MembersView::default()));
    let seen = Memo::new(move |_| itself || details.get() || owner.may_manage.get());
    let body = move || {
        if seen.get() {
            view! { <RulesPage owner=owner user=user itself=itself /> }.into_any()
        } else {
            view! { <HiddenRules organization=within /> }.into_any()
        }
    };
    view! {
        {all(organization)}
        <div class="member-top">
            {head(member, owner.name, within, itself, seen)}
            <MemberBar
                org=org
                organization=within
                member=member
                itself=itself
                may=may_members
                on_changed=move || query.retry()
                on_gone=gone
            />
        </div>
        {body}
    }
    .into_any()
}

fn slug(organization: Signal<Answer<Organization>>) -> Signal<String> {
    Signal::derive(move || organization.with(|answer| answer.value.slug.to_string()))
}

/// The way back to everybody.
fn all(organization: Signal<Answer<Organization>>) -> AnyView {
    let slug = slug(organization);
    let href = Signal::derive(move || Route::members(slug.get(), MembersView::default()).path());
    view! { <BackLink href=href label=t(members::TITLE) /> }.into_any()
}

fn head(
    member: Memo<Member>,
    name: Signal<String>,
    within: Signal<String>,
    itself: bool,
    seen: Memo<bool>,
) -> AnyView {
    let role = tx(move |texts| texts.get(role_key(member.with(|member| member.role))).into_owned());
    let email = Memo::new(move |_| member.with(|member| member.email.as_ref().map(ToString::to_string)));
    let picture = Signal::derive(move || member.with(|member| member.picture.clone()));
    let picture = member_picture(member.with_untracked(|member| member.id), picture);
    view! {
        <header class="page-head member-head">
            <Avatar name=name picture=picture />
            <div>
                <PageTitle title=name within=within />
                <p class="member-facts">
                    {move || email.get().map(|email| view! { <bdi>{email}</bdi> })} <span>{role}</span>
                    {itself.then(|| view! { <Badge label=t(members::YOU) /> })}
                    {move || seen.get().then(|| dates(&member.get()))}
                </p>
            </div>
        </header>
    }
    .into_any()
}

/// When they joined and were last there.
fn dates(member: &Member) -> AnyView {
    let (joined, active) = (ago(member.joined_at.clone()), ago(member.last_active_at.clone()));
    let exact = (moment(member.joined_at.clone()), moment(member.last_active_at.clone()));
    view! {
        <span title=exact.0>{tx(move |texts| rules::joined(texts, &joined.get()))}</span>
        <span title=exact.1>{tx(move |texts| rules::active(texts, &active.get()))}</span>
    }
    .into_any()
}
