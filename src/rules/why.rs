//! May the member do something, and why.

use super::{
    choices::actions,
    editing::RulesEditing,
    words::{capitalized, category_key, effect_key, phrase},
};
use crate::{
    language::{t, tx, use_language},
    ui::{Card, Choice, Field, Select, Status, Tone, glyph},
};
use hq_contract::{
    Tag,
    rules::{Action, Actions, Category, Decision, Question, Resource, Rule, decide},
};
use hq_text::{Texts, rules};
use leptos::prelude::*;

/// Which list answers.
const SAVED: &str = "saved";
/// The other one.
const EDITED: &str = "edited";

/// The inputs of the question.
#[derive(Clone, Copy)]
struct WhyInputs {
    editing: RulesEditing,
    category: RwSignal<String>,
    action: RwSignal<String>,
    tag: RwSignal<String>,
    list: RwSignal<String>,
}

/// A question, and the list that answers it.
#[derive(Clone, PartialEq)]
struct WhyQuery {
    question: Question,
    rules: Vec<Rule>,
}

/// The question and its answer.
#[component]
pub fn Why(editing: RulesEditing) -> AnyView {
    let first = Category::Dataplants;
    let inputs = WhyInputs {
        editing,
        category: RwSignal::new(first.as_str().to_owned()),
        action: RwSignal::new(Action::Read.as_str().to_owned()),
        tag: RwSignal::new(String::new()),
        list: RwSignal::new(EDITED.to_owned()),
    };
    let name = editing.owner.name;
    let category = Memo::new(move |_| inputs.category());
    Effect::new(move |_| {
        let first = category.get().actions().first().copied();
        inputs.action.set(first.map(Action::as_str).unwrap_or_default().to_owned());
    });
    view! {
        <Card title=t(rules::WHY) text=tx(move |texts| rules::why_text(texts, &name.get()))>
            <div class="why-form">
                <Select
                    label=t(rules::WHY_CATEGORY)
                    value=inputs.category
                    choices=categories()
                    name="why_category"
                />
                {move || {
                    view! {
                        <Select
                            label=t(rules::WHY_ACTION)
                            value=inputs.action
                            choices=single(category.get())
                            name="why_action"
                        />
                    }
                }}
                {tag(inputs, category)}
                {lists(inputs)}
            </div>
            {answer(inputs)}
        </Card>
    }
    .into_any()
}

impl WhyInputs {
    fn category(self) -> Category {
        self.category.with(|name| Category::from_name(name)).unwrap_or(Category::Dataplants)
    }

    fn query(self) -> Option<WhyQuery> {
        let category = self.category();
        let action = self.action.with(|name| Action::from_name(name))?;
        let tags = self.tag.with(|tag| Tag::parse(tag).ok()).filter(|_| category.has_resources());
        let question = Question { tags: tags.into_iter().collect(), ..Question::of(category, action) };
        let saved = self.list.with(|list| list == SAVED);
        let rules = if saved { self.editing.saved().get() } else { self.editing.rules().get() };
        category.actions().contains(&action).then_some(WhyQuery { question, rules })
    }
}

fn categories() -> Signal<Vec<Choice>> {
    let language = use_language();
    Signal::derive(move || {
        let choice = |category: Category| Choice {
            value: category.as_str().to_owned(),
            label: language.texts().with(|texts| texts.get(category_key(category)).into_owned()),
        };
        Category::ALL.into_iter().map(choice).collect()
    })
}

/// The category's actions, one by one.
fn single(category: Category) -> Signal<Vec<Choice>> {
    let every = actions(category);
    Signal::derive(move || {
        every.get().into_iter().filter(|choice| choice.value != Actions::All.as_str()).collect()
    })
}

fn tag(inputs: WhyInputs, category: Memo<Category>) -> AnyView {
    (move || {
        category.get().has_resources().then(|| {
            view! { <Field label=t(rules::WHY_TAG) value=inputs.tag name="why_tag" /> }
        })
    })
    .into_any()
}

/// Which list is asked, while there are two.
fn lists(inputs: WhyInputs) -> AnyView {
    let (language, two) = (use_language(), Memo::new(move |_| inputs.editing.unsaved()));
    let choices = Signal::derive(move || {
        let choice = |(value, key): (&str, _)| Choice {
            value: value.to_owned(),
            label: language.texts().with(|texts| texts.get(key).into_owned()),
        };
        [(EDITED, rules::WHY_EDITED), (SAVED, rules::WHY_SAVED)].map(choice).into()
    });
    (move || {
        two.get().then(|| {
            view! { <Select label=t(rules::WHY_LIST) value=inputs.list choices=choices name="why_list" /> }
        })
    })
    .into_any()
}

fn answer(inputs: WhyInputs) -> AnyView {
    let query = Memo::new(move |_| inputs.query());
    let (name, admin) = (inputs.editing.owner.name, inputs.editing.owner.admin);
    let body = move || {
        if admin.get() {
            let text = tx(move |texts| rules::why_admin(texts, &name.get()));
            return Some(verdict(true, text));
        }
        query.get().map(|query| decided(name, query))
    };
    view! {
        <div class="why-answer" aria-live="polite">
            {body}
        </div>
    }
    .into_any()
}

fn verdict(allowed: bool, text: Signal<String>) -> AnyView {
    let (mark, tone) = if allowed { (glyph::ACTIVE, Tone::Success) } else { (glyph::INACTIVE, Tone::Danger) };
    view! { <Status label=text glyph=mark tone=tone /> }.into_any()
}

fn decided(name: Signal<String>, query: WhyQuery) -> AnyView {
    let Decision { allowed, deciding, overridden } = decide(&query.rules, &query.question);
    let WhyQuery { question, rules: list } = query;
    let on: Vec<Resource> = question.tags.iter().cloned().map(Resource::Tag).collect();
    let text = tx(move |texts| {
        let what = phrase(texts, question.category, Actions::One(question.action), &on, &[]);
        let write = if allowed { rules::why_yes } else { rules::why_no };
        write(texts, &name.get(), &what)
    });
    let placed = StoredValue::new(list);
    let by = tx(move |texts| match deciding {
        None => texts.get(rules::WHY_NONE).into_owned(),
        Some(place) => placed.with_value(|list| by(texts, list, place)),
    });
    let over = overridden
        .iter()
        .map(|place| {
            let place = *place;
            view! { <li>{tx(move |texts| placed.with_value(|list| over(texts, list, place)))}</li> }
        })
        .collect::<Vec<_>>();
    let heading = (!over.is_empty()).then(|| view! { <p>{t(rules::WHY_OVER)}</p> });
    view! {
        {verdict(allowed, text)}
        <p>{by}</p>
        {heading}
        <ul class="why-over">{over}</ul>
    }
    .into_any()
}

/// The rule at a place of the whole list, its position in its category from 1, and how many that has.
fn placed(list: &[Rule], place: usize) -> Option<(&Rule, usize, usize)> {
    let rule = list.get(place)?;
    let own = |other: &&Rule| other.category == rule.category;
    Some((rule, list.iter().take(place + 1).filter(own).count(), list.iter().filter(own).count()))
}

fn by(texts: &Texts, list: &[Rule], place: usize) -> String {
    let write = |(rule, position, count): (&Rule, usize, usize)| {
        rules::why_by(texts, &count.to_string(), &position.to_string(), rule.name.as_str())
    };
    placed(list, place).map(write).unwrap_or_default()
}

fn over(texts: &Texts, list: &[Rule], place: usize) -> String {
    let write = |(rule, position, _): (&Rule, usize, usize)| {
        let effect = texts.get(effect_key(rule.effect)).to_lowercase();
        capitalized(&rules::why_line(texts, &effect, &position.to_string(), rule.name.as_str()))
    };
    placed(list, place).map(write).unwrap_or_default()
}
