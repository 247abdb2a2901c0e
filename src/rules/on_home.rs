//! What a user may do, on the home of their organization: a line for each category.

use super::{
    phrases::{capitalized, phrases},
    words::category_key,
};
use crate::{
    api::Query,
    kit::AsyncView,
    language::{t, tx},
    ui::{Shape, Skeleton},
};
use hq_contract::{
    OrganizationId, UserId,
    rules::{Category, GetRules, allowed},
};
use hq_text::home;
use leptos::prelude::*;

/// The lines, of the person's own rules.
#[component]
pub fn OwnRights(org: OrganizationId, user: UserId) -> AnyView {
    let query = Query::new(move || Some(GetRules { org, user }));
    let line = move |category: Category| {
        let text = tx(move |texts| {
            let grants = query
                .with(|remote| remote.ready().map(|answer| allowed(&answer.value.rules)).unwrap_or_default());
            let what = capitalized(&phrases(texts, category, &grants).join("; "));
            if what.is_empty() { texts.get(home::NO_ACCESS).into_owned() } else { what }
        });
        view! {
            <div class="home-right">
                <dt>{t(category_key(category))}</dt>
                <dd>{text}</dd>
            </div>
        }
    };
    let lines = move || Category::ALL.into_iter().map(line).collect::<Vec<_>>();
    let loading = || Category::ALL.map(|_| view! { <Skeleton shape=Shape::Line /> }).collect_view();
    view! {
        <AsyncView data=query loading=loading>
            <dl class="home-rights">{lines()}</dl>
        </AsyncView>
    }
    .into_any()
}
