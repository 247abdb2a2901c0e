//! Why, and whom to ask.

use super::admins::Admins;
use crate::{
    api::Query,
    kit::AsyncView,
    language::{t, tx},
    session::use_session,
    ui::{Button, Shape, Skeleton},
};
use hq_contract::{
    Need, OrganizationId, Permission,
    access::{Access, GetAccess},
    rules::{Effect, PlacedRule},
};
use hq_text::access;
use leptos::prelude::*;

/// What decides, and whom to ask; `on_allowed` runs when the person takes up what has become allowed meanwhile.
#[component]
pub fn Reasons(
    org: OrganizationId,
    permission: Permission,
    #[prop(optional, into)] on_allowed: Option<Callback<()>>,
) -> AnyView {
    let body = match permission.need() {
        Need::Rule(category, action) => {
            let user = use_session().user();
            let me = Memo::new(move |_| user.with(|user| user.as_ref().map(|user| user.id)));
            let access = Query::new(move || {
                me.get().map(|user| GetAccess { org, user, category, action, resource: None })
            });
            by_rules(org, access, on_allowed)
        }
        // Who is no member sees no page that could ask.
        Need::Admin | Need::Membership => view! {
            <p class="why-reason">{t(access::ADMINS_ONLY)}</p>
            <Admins org=org text=t(access::ASK_FOR_ROLE) />
        }
        .into_any(),
    };
    view! { <div class="why-answer">{body}</div> }.into_any()
}

fn by_rules(org: OrganizationId, access: Query<Access>, on_allowed: Option<Callback<()>>) -> AnyView {
    let allowed =
        Memo::new(move |_| access.with(|remote| remote.ready().is_some_and(|answer| answer.value.allowed)));
    let decided = move || {
        let access = access.with(|remote| remote.ready().map(|answer| answer.value.clone()));
        access.map(|access| if access.allowed { changed(on_allowed) } else { denied(access) })
    };
    view! {
        <AsyncView
            data=access
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Line />
                    <Skeleton shape=Shape::Line />
                }
            }
        >
            {decided}
        </AsyncView>
        {move || { (!allowed.get()).then(|| view! { <Admins org=org text=t(access::ASK_FOR_RULE) /> }) }}
    }
    .into_any()
}

/// The page is older than the rules.
fn changed(on_allowed: Option<Callback<()>>) -> AnyView {
    let organization = use_session().organization();
    let look = move |()| {
        organization.retry();
        if let Some(on_allowed) = on_allowed {
            on_allowed.run(());
        }
    };
    view! {
        <p class="why-reason">{t(access::ALLOWED_NOW)}</p>
        <div class="actions">
            <Button label=t(access::LOOK_AGAIN) on_click=look />
        </div>
    }
    .into_any()
}

/// The rule that denies it and those that it overrides, or that there is none.
fn denied(access: Access) -> AnyView {
    let Some(deciding) = access.deciding_rule else {
        return view! { <p class="why-reason">{t(access::NO_RULE)}</p> }.into_any();
    };
    let overridden = (!access.overridden.is_empty()).then(|| {
        let rules = access.overridden.into_iter().map(|rule| view! { <li>{rule_text(rule)}</li> });
        view! {
            <p class="why-others">{t(access::OVERRIDES)}</p>
            <ul class="why-rules">{rules.collect::<Vec<_>>()}</ul>
        }
    });
    view! {
        <p class="why-reason">{rule_text(deciding)}</p>
        {overridden}
    }
    .into_any()
}

/// What a rule says, with its place and name.
fn rule_text(placed: PlacedRule) -> Signal<String> {
    tx(move |texts| {
        let write = match placed.rule.effect {
            Effect::Allow => access::rule_allows,
            Effect::Deny => access::rule_denies,
        };
        write(texts, &placed.rule.name.to_string(), &placed.position.to_string())
    })
}
