//! What tells two lists apart, for people.

use super::{compare::Difference, words::category_key};
use crate::language::{t, tx};
use hq_contract::rules::Rule;
use hq_text::{Key, rules};
use leptos::prelude::*;

/// The rules that were added, removed and moved.
#[component]
pub fn DifferenceList(difference: Difference) -> AnyView {
    if difference.is_empty() {
        return view! { <p class="rules-difference-none">{t(rules::NOTHING_CHANGED)}</p> }.into_any();
    }
    let Difference { added, removed, moved } = difference;
    view! {
        <dl class="rules-difference">
            {part(rules::WAS_ADDED, added)} {part(rules::WAS_REMOVED, removed)}
            {part(rules::WAS_MOVED, moved)}
        </dl>
    }
    .into_any()
}

fn part(label: Key, list: Vec<Rule>) -> Option<AnyView> {
    let some = !list.is_empty();
    let line = |rule: Rule| {
        let text =
            tx(move |texts| rules::place(texts, &texts.get(category_key(rule.category)), rule.name.as_str()));
        view! { <dd>{text}</dd> }.into_any()
    };
    some.then(|| {
        view! {
            <div>
                <dt>{t(label)}</dt>
                {list.into_iter().map(line).collect::<Vec<_>>()}
            </div>
        }
        .into_any()
    })
}
