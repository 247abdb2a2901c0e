//! Whom to ask: the organization's admins.

use crate::{
    api::Query,
    kit::{AsyncView, member_picture},
    language::{count, t},
    ui::{Avatar, Shape, Skeleton},
};
use hq_contract::{
    OrganizationId, Role,
    members::{ListMembers, Member},
};
use hq_text::access;
use leptos::prelude::*;

/// How many are named.
const NAMED: usize = 3;

/// What somebody can do about it, and whom they can ask.
#[component]
pub fn Admins(org: OrganizationId, #[prop(into)] text: Signal<String>) -> AnyView {
    view! {
        <section class="why-ask">
            <h3 class="why-ask-title">{t(access::ASK)}</h3>
            <p>{text}</p>
            <AdminList org=org />
        </section>
    }
    .into_any()
}

/// The first of the admins by name, and how many others there are.
#[component]
pub fn AdminList(org: OrganizationId) -> AnyView {
    let admins = Query::new(move || Some(ListMembers { role: Some(Role::Admin), ..ListMembers::of(org) }));
    let list = move || {
        admins.with(|remote| {
            let page = &remote.ready()?.value;
            let named = page.items.iter().take(NAMED).cloned().map(row).collect::<Vec<_>>();
            let others = page.total.saturating_sub(named.len() as u64);
            let others = (others > 0)
                .then(|| view! { <li class="admins-more">{count(access::others, move || others)}</li> });
            Some(view! { <ul class="admins">{named} {others}</ul> })
        })
    };
    view! {
        <div class="admins-place">
            <AsyncView data=admins loading=|| view! { <Skeleton shape=Shape::Line /> }>
                {list}
            </AsyncView>
        </div>
    }
    .into_any()
}

/// One of them, with the address where it may be seen.
fn row(admin: Member) -> AnyView {
    let name = admin.full_name.to_string();
    let picture = member_picture(admin.id, Signal::stored(admin.picture));
    let email = admin.email.map(|email| {
        view! {
            <a class="admins-email" href=format!("mailto:{email}")>
                <bdi>{email.to_string()}</bdi>
            </a>
        }
    });
    view! {
        <li class="admins-one">
            <Avatar name=name.clone() picture=picture />
            <div>
                <bdi class="admins-name">{name}</bdi>
                {email}
            </div>
        </li>
    }
    .into_any()
}
