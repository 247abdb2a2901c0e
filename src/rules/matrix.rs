//! What rules come to, at a glance.

use super::{
    owner::RulesOwner,
    why_answer::Verdict,
    words::{action_key, category_key},
};
use crate::{
    language::{t, tx},
    ui::{Glyph, Icon, Status, Tone, glyph},
};
use hq_contract::rules::{Action, Actions, Category, Rule};
use hq_text::{Key, rules};
use leptos::prelude::*;

/// What most categories have: a column each. The others share one.
const COLUMNS: [Action; 4] = [Action::Read, Action::Create, Action::Update, Action::Delete];

/// A field of the table.
type Field = (Category, Action);

/// A row a category, a column an action; each field says whether it is allowed, and is a button that asks why (`ask`). `asked` is the
/// field that is being explained.
pub fn matrix(
    list: Memo<Vec<Rule>>,
    owner: RulesOwner,
    asked: Memo<Option<Field>>,
    ask: Callback<Field>,
) -> AnyView {
    let head = |label: Key| view! { <th scope="col">{t(label)}</th> };
    let cell = move |field: Field| {
        let limit = (owner.limit)(field.0, field.1).map(|(much, _)| much);
        let verdict = Memo::new(move |_| {
            let by_rules = if owner.admin.get() {
                Verdict::Allowed
            } else {
                list.with(|list| Verdict::on_all(list, field.0, field.1))
            };
            by_rules.limited(limit)
        });
        button(field, verdict, asked, ask)
    };
    let rows = Category::ALL.map(|category| {
        let has = move |action: &Action| category.actions().contains(action);
        let own = COLUMNS.map(|action| {
            view! { <td>{has(&action).then(|| cell((category, action)))}</td> }
        });
        let others = category.actions().iter().filter(|action| !COLUMNS.contains(action));
        let others: Vec<AnyView> = others.map(|action| cell((category, *action))).collect();
        view! {
            <tr>
                <th scope="row">{t(category_key(category))}</th>
                {own.into_iter().collect::<Vec<_>>()}
                <td class="matrix-others">
                    <div class="matrix-list">{others}</div>
                </td>
            </tr>
        }
    });
    view! {
        <table class="matrix">
            <thead>
                <tr>
                    {head(rules::WHY_CATEGORY)}
                    {COLUMNS
                        .map(|action| head(action_key(Actions::One(action))))
                        .into_iter()
                        .collect::<Vec<_>>()} {head(rules::ACCESS_OTHER)}
                </tr>
            </thead>
            <tbody>{rows.into_iter().collect::<Vec<_>>()}</tbody>
        </table>
        {legend(owner)}
    }
    .into_any()
}

const fn looks(verdict: Verdict) -> (Key, Glyph, Tone, &'static str) {
    match verdict {
        Verdict::Allowed => (rules::ACCESS_ALLOWED, glyph::CHECK, Tone::Success, "allowed"),
        Verdict::InPart => (rules::ACCESS_PARTLY, glyph::PARTLY, Tone::Warning, "partly"),
        Verdict::Denied => (rules::ACCESS_DENIED, glyph::CLOSE, Tone::Danger, "denied"),
        Verdict::People => (rules::ACCESS_PEOPLE, glyph::USER, Tone::Info, "people"),
    }
}

fn button(field: Field, verdict: Memo<Verdict>, asked: Memo<Option<Field>>, ask: Callback<Field>) -> AnyView {
    let (category, action) = (category_key(field.0), action_key(Actions::One(field.1)));
    let label = tx(move |texts| {
        let (says, ..) = looks(verdict.get());
        rules::access_field(texts, &texts.get(action), &texts.get(category), &texts.get(says))
    });
    let look = move || looks(verdict.get());
    view! {
        <button
            type="button"
            class="matrix-field"
            aria-label=label
            title=label
            aria-pressed=move || (asked.get() == Some(field)).to_string()
            data-verdict=move || look().3
            on:click=move |_| ask.run(field)
        >
            {move || view! { <Icon glyph=look().1 /> }}
            <span class="matrix-word">{t(action)}</span>
        </button>
    }
    .into_any()
}

/// What the marks mean.
fn legend(owner: RulesOwner) -> AnyView {
    let people = owner.member().is_none().then_some(Verdict::People);
    let all = [Verdict::Allowed, Verdict::InPart, Verdict::Denied].into_iter().chain(people);
    let marks = all.map(|verdict| {
        let (label, glyph, tone, _) = looks(verdict);
        view! { <Status label=t(label) glyph=glyph tone=tone /> }
    });
    view! {
        <p class="matrix-legend" aria-hidden="true">
            {marks.collect::<Vec<_>>()}
        </p>
    }
    .into_any()
}
