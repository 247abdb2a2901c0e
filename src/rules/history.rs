//! What the rules were before.

use super::{compare::Difference, difference::DifferenceList, editing::RulesEditing};
use crate::{
    api::List,
    kit::AsyncView,
    language::{actor_name, ago, capitalized, count, error_message, moment, t, tx},
    ui::{Button, Disclosure, FormError, Shape, Size, Skeleton},
};
use hq_contract::{
    Actor, UserId,
    rules::{ListRulesChanges, Rule, RulesChange},
};
use hq_text::rules;
use leptos::prelude::*;

/// A change, and what it changed; unknown where the one before is not loaded.
#[derive(Clone, PartialEq)]
struct Entry {
    change: RulesChange,
    difference: Option<Difference>,
}

/// The changes, asked for when somebody wants to see them.
#[component]
pub fn History(editing: RulesEditing, user: UserId) -> AnyView {
    let opened = RwSignal::new(false);
    let org = editing.owner.org;
    let list =
        List::new(move |page_token| opened.get().then_some(ListRulesChanges { org, user, page_token }));
    // What has just been saved is a change too.
    list.retry_when(editing.saved());
    view! {
        <Disclosure label=t(rules::HISTORY) on_open=move |()| opened.set(true)>
            <AsyncView
                data=list
                is_empty=move || list.is_empty()
                loading=|| view! { <Skeleton shape=Shape::Table /> }
                empty=|| view! { <p>{t(rules::HISTORY_NONE)}</p> }
            >
                {changes(editing, list)}
            </AsyncView>
        </Disclosure>
    }
    .into_any()
}

fn changes(editing: RulesEditing, list: List<RulesChange>) -> AnyView {
    let entries = Memo::new(move |_| entries(&list.items().get(), list.has_more()));
    let more = Memo::new(move |_| list.has_more());
    let failed = list.growing_failed();
    view! {
        <ol class="history">
            <For
                each=move || entries.get()
                key=|entry| (entry.change.id, entry.difference.is_some())
                children=move |entry| line(editing, entry)
            />
        </ol>
        <FormError message=error_message(move || failed.get()) />
        {move || {
            more.get()
                .then(|| {
                    view! {
                        <Button label=t(rules::MORE) busy=list.growing() on_click=move |()| list.grow() />
                    }
                })
        }}
    }
    .into_any()
}

/// Each change beside the one before it; the first of all came after no rules.
fn entries(items: &[RulesChange], more: bool) -> Vec<Entry> {
    let older = items.iter().skip(1).map(Some).chain([None]);
    let entry = |(change, older): (&RulesChange, Option<&RulesChange>)| {
        let before: Option<&[Rule]> = match older {
            Some(older) => Some(&older.rules),
            None => (!more).then_some(&[]),
        };
        let difference = before.map(|before| Difference::between(before, &change.rules));
        Entry { change: change.clone(), difference }
    };
    items.iter().zip(older).map(entry).collect()
}

fn line(editing: RulesEditing, entry: Entry) -> AnyView {
    let Entry { change, difference } = entry;
    let at = change.changed_at.clone();
    let (when, exact) = (ago(at.clone()), moment(at.clone()));
    let number = change.rules.len() as u64;
    let actor = change.actor;
    let who = tx(move |texts| match &actor {
        Some(actor @ Actor::ApiKey { .. }) => capitalized(&actor_name(texts, actor)),
        Some(actor) => actor.name().to_owned(),
        None => texts.get(rules::HISTORY_GONE).into_owned(),
    });
    let list = StoredValue::new(change.rules);
    let restore = move |()| {
        let when = exact.get_untracked();
        list.with_value(|list| editing.put(list, editing.text(|texts| rules::restored(texts, &when))));
    };
    let button = move || {
        let other = list.with_value(|list| editing.rules().with(|rules| rules != list));
        (other && editing.owner.may_manage.get()).then(|| {
            view! {
                <Button
                    label=t(rules::RESTORE)
                    about=tx(move |texts| rules::restore_of(texts, &exact.get()))
                    size=Size::Small
                    on_click=restore
                />
            }
        })
    };
    view! {
        <li class="history-line">
            <div class="history-head">
                <p>
                    <bdi class="history-who">{who}</bdi>
                    " "
                    <time datetime=at.as_str().to_owned() title=exact>
                        {when}
                    </time>
                    " · "
                    {count(rules::count, move || number)}
                </p>
                {button}
            </div>
            {difference.map(|difference| view! { <DifferenceList difference=difference /> })}
        </li>
    }
    .into_any()
}
