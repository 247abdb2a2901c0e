//! Copying the rules of another member.

use super::{dialogs::Dialogs, editing::RulesEditing};
use crate::{
    api::{Answer, List, Mutation},
    kit::{AsyncView, TYPING_PAUSE, debounced, member_picture},
    language::{count, error_message, t, tx},
    ui::{Avatar, Dialog, Field, FieldKind, FormError, Shape, Skeleton},
};
use hq_contract::{
    members::{ListMembers, Member},
    rules::{GetRules, MemberRules},
};
use hq_text::{common, rules};
use leptos::prelude::*;

/// The dialog in which the other member is chosen.
#[component]
pub fn CopyDialog(editing: RulesEditing, dialogs: Dialogs) -> AnyView {
    view! {
        <Dialog open=dialogs.copy title=t(rules::COPY_TITLE) close_label=t(common::CANCEL)>
            {choice(editing, dialogs)}
        </Dialog>
    }
    .into_any()
}

fn choice(editing: RulesEditing, dialogs: Dialogs) -> AnyView {
    let org = editing.owner.org;
    let typed = RwSignal::new(String::new());
    let debounced_text = debounced(typed, TYPING_PAUSE);
    let list = List::new(move |page_token| {
        let q = Some(debounced_text.get()).filter(|q| !q.is_empty());
        Some(ListMembers { q, page_token, ..ListMembers::of(org) })
    });
    let from = RwSignal::new(String::new());
    let copy = Mutation::<GetRules>::new(move |answer: Answer<MemberRules>| {
        let name = from.get_untracked();
        editing.put(&answer.value.rules, editing.text(|texts| rules::took_copy(texts, &name)));
        dialogs.copy.set(false);
    });
    let itself = editing.owner.member();
    let others = Memo::new(move |_| {
        let items = list.items().get();
        items.into_iter().filter(|member| Some(member.id) != itself).collect::<Vec<_>>()
    });
    let take = Callback::new(move |member: Member| {
        // While the rules of one come, nobody else's are asked for: the name stays theirs.
        if copy.pending().get_untracked() {
            return;
        }
        from.set(member.full_name.to_string());
        copy.run(&GetRules { org, user: member.id });
    });
    view! {
        <div class="form">
            <p>{t(rules::COPY_TEXT)}</p>
            <Field label=t(rules::COPY_SEARCH) value=typed kind=FieldKind::Search name="copy_q" />
            <FormError message=error_message(move || copy.error().get()) />
            <AsyncView
                data=list
                is_empty=move || others.with(Vec::is_empty)
                loading=|| view! { <Skeleton shape=Shape::Table /> }
                empty=|| view! { <p role="status">{t(rules::COPY_NONE)}</p> }
            >
                {people(others, list, take)}
            </AsyncView>
        </div>
    }
    .into_any()
}

fn people(others: Memo<Vec<Member>>, list: List<Member>, take: Callback<Member>) -> AnyView {
    let more = Memo::new(move |_| list.has_more());
    let more_text = t(rules::COPY_MORE);
    view! {
        <ul class="copy-list">
            <For
                each=move || others.get()
                key=|member| member.id
                children=move |member| person(member, take)
            />
        </ul>
        {move || more.get().then(|| view! { <p class="field-hint">{more_text}</p> })}
    }
    .into_any()
}

fn person(member: Member, take: Callback<Member>) -> AnyView {
    let name = member.full_name.to_string();
    let (label, shown) = (name.clone(), name.clone());
    let picture = member_picture(member.id, Signal::stored(member.picture.clone()));
    let email = member.email.as_ref().map(ToString::to_string);
    let rules_count = member.rules.map(|rules| count(rules::count, move || u64::from(rules)));
    view! {
        <li>
            <button
                type="button"
                class="copy-person"
                aria-label=tx(move |texts| rules::copy_of(texts, &label))
                on:click=move |_| take.run(member.clone())
            >
                <Avatar name=Signal::stored(name) picture=picture />
                <span class="copy-person-text">
                    <bdi class="copy-person-name">{shown}</bdi>
                    <bdi class="copy-person-detail">{email}</bdi>
                </span>
                <span class="copy-person-detail">{rules_count}</span>
            </button>
        </li>
    }
    .into_any()
}
