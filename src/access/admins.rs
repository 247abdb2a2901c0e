//! Whom to ask: the organization's admins.

use crate::{
    api::Query,
    kit::AsyncView,
    language::{count, t},
    ui::{Avatar, Shape, Skeleton},
};
use hq_contract::{
    OrganizationId, Role,
    members::{ListMembers, Member, MemberOrder},
};
use hq_text::access;
use leptos::prelude::*;

/// How many are named.
const NAMED: usize = 3;

/// What they can do about it, the first of them by name, and how many others there are.
#[component]
pub fn Admins(org: OrganizationId, #[prop(into)] text: Signal<String>) -> AnyView {
    let admins = Query::new(move || {
        Some(ListMembers {
            org,
            q: None,
            role: Some(Role::Admin),
            mfa: None,
            sort: MemberOrder::default(),
            page_token: None,
            offset: 0,
        })
    });
    let list = move || {
        admins.with(|remote| {
            let page = &remote.ready()?.value;
            let named = page.items.iter().take(NAMED).cloned().map(row).collect::<Vec<_>>();
            let others = page.total.saturating_sub(named.len() as u64);
            let others = (others > 0)
                .then(|| view! { <li class="why-more">{count(access::others, move || others)}</li> });
            Some(view! { <ul class="why-admins">{named} {others}</ul> })
        })
    };
    view! {
        <section class="why-ask">
            <h3 class="why-ask-title">{t(access::ASK)}</h3>
            <p>{text}</p>
            <AsyncView data=admins loading=|| view! { <Skeleton shape=Shape::Line /> }>
                {list}
            </AsyncView>
        </section>
    }
    .into_any()
}

/// One of them, with the address where it may be seen.
fn row(admin: Member) -> AnyView {
    let name = admin.full_name.to_string();
    let email = admin.email.map(|email| {
        view! {
            <a class="why-email" href=format!("mailto:{email}")>
                <bdi>{email.to_string()}</bdi>
            </a>
        }
    });
    view! {
        <li class="why-admin">
            <Avatar name=name.clone() />
            <div>
                <p class="why-name">
                    <bdi>{name}</bdi>
                </p>
                {email}
            </div>
        </li>
    }
    .into_any()
}
