//! The rules of a category.

use super::{
    dialogs::Dialogs, drag::Dragging, editing::RulesEditing, lines::Lines, phrases::phrases, row::row,
    words::category_key,
};
use crate::{
    language::{t, tx},
    ui::{Button, Column, Size, Table, glyph},
};
use hq_contract::rules::{Category, MOST_RULES, Rule, allowed};
use hq_text::rules;
use leptos::prelude::*;

/// A category's heading, its table, and the way to another rule.
#[component]
pub fn CategoryRules(editing: RulesEditing, dialogs: Dialogs, category: Category) -> AnyView {
    let keys = Memo::new(move |_| editing.lines.with(|lines| lines.keys(category)));
    let none = Memo::new(move |_| keys.with(Vec::is_empty));
    let heading = format!("rules-{}", category.as_str());
    let labelled_by = heading.clone();
    let label = t(category_key(category));
    let body = move || {
        (!none.get()).then(|| {
            view! {
                {sum(editing, category)}
                {table(editing, dialogs, category, keys)}
            }
            .into_any()
        })
    };
    let nothing = move || none.get().then(|| view! { <p class="rules-none">{t(rules::NONE)}</p> });
    view! {
        <section class="rules-part" aria-labelledby=labelled_by data-category=category.as_str()>
            <div class="rules-part-head">
                <h3 class="members-title" id=heading>
                    {label}
                    <span class="members-number" aria-hidden="true">
                        {move || keys.with(Vec::len)}
                    </span>
                </h3>
                {nothing}
                {add(editing, dialogs, category)}
            </div>
            {body}
        </section>
    }
    .into_any()
}

/// What the rules of the category come to.
fn sum(editing: RulesEditing, category: Category) -> AnyView {
    let grants = Memo::new(move |_| {
        let own = |rules: &Vec<Rule>| -> Vec<Rule> {
            rules.iter().filter(|rule| rule.category == category).cloned().collect()
        };
        allowed(&editing.rules().with(own))
    });
    let text = tx(move |texts| {
        let what = grants.with(|grants| phrases(texts, category, grants)).join("; ");
        if what.is_empty() { texts.get(rules::SUM_NONE).into_owned() } else { rules::sum(texts, &what) }
    });
    view! { <p class="rules-sum">{text}</p> }.into_any()
}

fn add(editing: RulesEditing, dialogs: Dialogs, category: Category) -> AnyView {
    let full = Memo::new(move |_| editing.lines.with(Lines::len) >= MOST_RULES);
    (move || {
        editing.owner.may_manage.get().then(|| {
            view! {
                <Button
                    label=t(rules::ADD)
                    about=t(category_key(category))
                    size=Size::Small
                    icon=glyph::PLUS
                    disabled=full
                    on_click=move |()| dialogs.add(category)
                />
            }
        })
    })
    .into_any()
}

fn table(editing: RulesEditing, dialogs: Dialogs, category: Category, keys: Memo<Vec<u32>>) -> AnyView {
    let columns = vec![
        Column::plain(t(rules::NAME)),
        Column::plain(t(rules::EFFECT)),
        Column::plain(t(rules::ACTION)),
        Column::plain(t(rules::RESOURCE)),
        Column { quiet: true, ..Column::plain(t(rules::ACTIONS)) },
    ];
    let label = tx(move |texts| rules::of_category(texts, &texts.get(category_key(category))));
    let dragging = Dragging::new(editing, category);
    let child = move |key: u32| {
        let rule = editing.lines.with_untracked(|lines| lines.rule(key).cloned());
        rule.map(|rule| row(editing, dialogs, dragging, key, rule))
    };
    view! {
        <Table label=label columns=columns>
            <For each=move || keys.get() key=|key| *key children=child />
        </Table>
    }
    .into_any()
}
