//! What a member may do, and why.

use super::{
    choices::actions,
    editing::RulesEditing,
    matrix::matrix,
    owner::RulesOwner,
    why_answer::{Verdict, decided, verdict},
    words::category_key,
};
use crate::{
    language::{t, tx, use_language},
    ui::{Card, Choice, Field, Select},
};
use hq_contract::{
    ForPeople, Tag,
    rules::{Action, Actions, Category, Question, Rule},
};
use hq_text::rules;
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

/// What the rules come to, as a table; and why, for the field that was pressed or whatever else is asked.
#[component]
pub fn AccessSummary(editing: RulesEditing) -> AnyView {
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
    // Another category begins with its first action, unless a field named one.
    let named = StoredValue::new(None::<Action>);
    Effect::new(move |_| {
        let first = category.get().actions().first().copied();
        let action = named.try_update_value(Option::take).flatten().or(first);
        inputs.action.set(action.map(Action::as_str).unwrap_or_default().to_owned());
    });
    let asked = Memo::new(move |_| {
        let action = inputs.action.with(|name| Action::from_name(name))?;
        inputs.tag.with(|tag| tag.trim().is_empty()).then_some((inputs.category(), action))
    });
    let ask = Callback::new(move |(category, action): (Category, Action)| {
        if inputs.category.with_untracked(|now| now == category.as_str()) {
            inputs.action.set(action.as_str().to_owned());
        } else {
            named.set_value(Some(action));
            inputs.category.set(category.as_str().to_owned());
        }
        inputs.tag.set(String::new());
    });
    let list = Memo::new(move |_| inputs.rules());
    view! {
        <Card title=t(rules::ACCESS) text=tx(move |texts| rules::access_text(texts, &name.get()))>
            {matrix(list, editing.owner, asked, ask)}
            {answer(inputs)}
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
        category.actions().contains(&action).then_some(WhyQuery { question, rules: self.rules() })
    }

    /// The list that answers.
    fn rules(self) -> Vec<Rule> {
        let saved = self.list.with(|list| list == SAVED);
        if saved { self.editing.saved().get() } else { self.editing.rules().get() }
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
    let RulesOwner { name, admin, limit, .. } = inputs.editing.owner;
    let is_key = inputs.editing.owner.member().is_none();
    let body = move || {
        let WhyQuery { question, rules } = query.get()?;
        let (much, why) = limit(question.category, question.action).unzip();
        if let (Some(ForPeople::All), Some(why)) = (much, why) {
            return Some(verdict(Verdict::People, t(why)));
        }
        let answer = if admin.get() {
            let text = tx(move |texts| {
                let write = if is_key { rules::why_admin_key } else { rules::why_admin };
                write(texts, &name.get())
            });
            verdict(Verdict::Allowed.limited(much), text)
        } else {
            decided(inputs.editing, question, rules)
        };
        let but = why.map(|why| view! { <p>{t(why)}</p> });
        Some(
            view! {
                {answer}
                {but}
            }
            .into_any(),
        )
    };
    view! {
        <div class="why-answer" aria-live="polite">
            {body}
        </div>
    }
    .into_any()
}
