//! The rules of a member or a key.

use super::{
    bar::RulesBar, category::CategoryRules, copy::CopyDialog, dialogs::Dialogs, editing::RulesEditing,
    former::Former, history::History, owner::RulesOwner, position::PositionDialog, rule_form::RuleDialog,
    source::RulesSource, templates::StartMenu, why::AccessSummary,
};
use crate::{
    api::Query,
    kit::AsyncView,
    language::{t, tx},
    ui::{Banner, Drawing, Empty, Shape, Skeleton},
};
use hq_contract::{
    UserId,
    api_keys::ApiKey,
    rules::{Category, GetRules, MOST_RULES, Rule},
};
use hq_text::rules;
use leptos::prelude::*;

/// A member's rules, once they are here; `itself` where they are the person's own.
#[component]
pub fn RulesPage(owner: RulesOwner, user: UserId, itself: bool) -> AnyView {
    let org = owner.org;
    let query = Query::new(move || Some(GetRules { org, user }));
    let full = move || {
        let first = query.ready_untracked().map(|answer| answer.value.rules);
        // Who may not change them any more sees what is saved, and not what they had edited.
        owner.may_manage.track();
        first.map(|first| full(owner, itself, RulesSource::Member(query), &first))
    };
    view! {
        <AsyncView
            data=query
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Table />
                    <Skeleton shape=Shape::Table />
                }
            }
        >
            {move || full()}
        </AsyncView>
    }
    .into_any()
}

/// The rules of a key that is here.
#[component]
pub fn KeyRules(owner: RulesOwner, query: Query<ApiKey>) -> AnyView {
    let first = query.ready_untracked().map(|answer| answer.value.rules);
    first.map(|first| full(owner, false, RulesSource::Key(query), &first)).into_any()
}

/// Whose rules are not to be seen by the person: who may see them.
#[component]
pub fn HiddenRules(#[prop(into)] organization: Signal<String>) -> AnyView {
    view! {
        <Empty
            drawing=Drawing::Locked
            title=t(rules::HIDDEN_TITLE)
            text=tx(move |texts| rules::hidden_text(texts, &organization.get()))
        />
    }
    .into_any()
}

fn full(owner: RulesOwner, itself: bool, source: RulesSource, first: &[Rule]) -> AnyView {
    let editing = RulesEditing::new(owner, source, first);
    let history = owner.member().map(|user| view! { <History editing=editing user=user /> });
    let dialogs = Dialogs::new();
    let categories = Category::ALL
        .into_iter()
        .map(|category| {
            view! { <CategoryRules editing=editing dialogs=dialogs category=category /> }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="page-content rules-page">
            {notices(editing, itself)} <AccessSummary editing=editing /> <Former editing=editing />
            <div class="rules-head">
                <div class="rules-lead">
                    <h2 class="members-title" id="rules-title" tabindex="-1">
                        {t(rules::TITLE)}
                    </h2>
                    <p>{t(rules::LEAD)}</p>
                </div>
                <StartMenu editing=editing dialogs=dialogs />
            </div> {categories} {history} <RulesBar editing=editing />
        </div>
        <p class="visually-hidden" role="status">
            {editing.announcement}
        </p>
        <RuleDialog editing=editing dialogs=dialogs />
        <PositionDialog editing=editing dialogs=dialogs />
        <CopyDialog editing=editing dialogs=dialogs />
    }
    .into_any()
}

/// What to know before reading: whether the rules count, whether they may be changed, whether there can be more.
fn notices(editing: RulesEditing, itself: bool) -> AnyView {
    let RulesOwner { admin, may_manage, .. } = editing.owner;
    let counts = if editing.owner.member().is_some() { rules::ADMIN } else { rules::ADMIN_KEY };
    let (counts, read_only) = (t(counts), t(if itself { rules::OWN } else { rules::READ_ONLY }));
    let full = Memo::new(move |_| may_manage.get() && editing.lines.with(|lines| lines.len() >= MOST_RULES));
    let most = tx(|texts| rules::most(texts, &MOST_RULES.to_string()));
    view! {
        <Banner text=move || if admin.get() { counts.get() } else { String::new() } />
        <Banner text=move || if may_manage.get() { String::new() } else { read_only.get() } />
        <Banner text=move || if full.get() { most.get() } else { String::new() } />
    }
    .into_any()
}
