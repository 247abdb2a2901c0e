//! What a list of rules says to a question, and which of them say it.

use super::{
    editing::{RulesEditing, show_row},
    phrases::{capitalized, denied, part, phrases},
    words::effect_key,
};
use crate::{
    language::{t, tx},
    ui::{Button, Size, Status, Tone, glyph},
};
use hq_contract::{
    ForPeople,
    rules::{Action, Category, Clause, Explanation, Question, Resource, Rule, decide, explain},
};
use hq_text::{Texts, rules};
use leptos::prelude::*;

/// How much of what was asked may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All of it, but for exceptions that are said.
    Allowed,
    /// Nothing but what is said.
    InPart,
    /// Nothing.
    Denied,
    /// Nothing, whatever rules say: only people do it.
    People,
}

impl Verdict {
    /// What rules say of everything that an action can be done with. Exceptions make it a part.
    pub fn on_all(rules: &[Rule], category: Category, action: Action) -> Self {
        let Explanation { grants, clauses } = explain(rules, &Question::of(category, action));
        let differs = |clause: &Clause| clauses.first().is_some_and(|first| first.allowed != clause.allowed);
        match (grants.is_empty(), clauses.iter().any(differs)) {
            (true, _) => Self::Denied,
            (false, true) => Self::InPart,
            (false, false) => Self::Allowed,
        }
    }

    /// The same for whom some of it is not, whatever rules say.
    pub const fn limited(self, limit: Option<ForPeople>) -> Self {
        match (self, limit) {
            (_, Some(ForPeople::All)) => Self::People,
            (Self::Allowed, Some(ForPeople::Some)) => Self::InPart,
            _ => self,
        }
    }

    fn of(explanation: &Explanation) -> Self {
        match (explanation.is_allowed(), explanation.grants.is_empty()) {
            (true, _) => Self::Allowed,
            (false, false) => Self::InPart,
            (false, true) => Self::Denied,
        }
    }
}

/// The answer, in a sentence.
pub fn verdict(verdict: Verdict, text: Signal<String>) -> AnyView {
    let (mark, tone) = match verdict {
        Verdict::Allowed => (glyph::ACTIVE, Tone::Success),
        Verdict::InPart => (glyph::INFO, Tone::Warning),
        Verdict::Denied => (glyph::INACTIVE, Tone::Danger),
        Verdict::People => (glyph::USER, Tone::Info),
    };
    view! { <Status label=text glyph=mark tone=tone /> }.into_any()
}

/// The answer of a list, and which rule decides for what.
pub fn decided(editing: RulesEditing, question: Question, list: Vec<Rule>) -> AnyView {
    let name = editing.owner.name;
    let explanation = explain(&list, &question);
    let overridden = decide(&list, &question).overridden;
    let kind = Verdict::of(&explanation);
    let Explanation { grants, mut clauses } = explanation;
    let text = tx(move |texts| {
        let what = phrases(texts, question.category, &grants).into_iter();
        let what = what.reduce(|first, second| rules::phrase_and(texts, &first, &second)).unwrap_or_default();
        match kind {
            Verdict::Allowed => rules::why_yes(texts, &name.get(), &what),
            Verdict::InPart => rules::why_some(texts, &name.get(), &what),
            Verdict::Denied | Verdict::People => denied(texts, &name.get(), &question),
        }
    });
    let exceptions = clauses.split_off(clauses.len().min(1));
    let deciding = clauses.first().and_then(|clause| clause.rule);
    let way = deciding.and_then(|place| list.get(place)).and_then(|rule| editing.key_of(rule)).map(|key| {
        view! { <Button label=t(rules::GO_TO_RULE) size=Size::Small on_click=move |()| show_row(key) /> }
    });
    let placed = StoredValue::new(list);
    let by = tx(move |texts| match deciding {
        None => texts.get(rules::WHY_NONE).into_owned(),
        Some(place) => placed.with_value(|list| by(texts, list, place)),
    });
    let over = overridden
        .into_iter()
        .map(|place| tx(move |texts| placed.with_value(|list| over(texts, list, place))));
    let exceptions = exceptions
        .into_iter()
        .map(|clause| tx(move |texts| placed.with_value(|list| elsewhere(texts, list, &clause))));
    view! {
        {verdict(kind, text)}
        <p>{by}</p>
        {way}
        {lines(t(rules::WHY_ELSE), exceptions.collect())}
        {lines(t(rules::WHY_OVER), over.collect())}
    }
    .into_any()
}

/// A heading over some lines; nothing where there are none.
fn lines(heading: Signal<String>, lines: Vec<Signal<String>>) -> Option<AnyView> {
    let any = !lines.is_empty();
    any.then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect::<Vec<_>>();
        view! {
            <p>{heading}</p>
            <ul class="why-over">{lines}</ul>
        }
        .into_any()
    })
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

/// For what another rule decides.
fn elsewhere(texts: &Texts, list: &[Rule], clause: &Clause) -> String {
    let write = |(rule, position, count): (&Rule, usize, usize)| {
        let write = if clause.allowed { rules::why_else_yes } else { rules::why_else_no };
        let with = if clause.with == Resource::All { String::new() } else { part(texts, &clause.with) };
        write(texts, &count.to_string(), &with, &position.to_string(), rule.name.as_str())
    };
    clause.rule.and_then(|place| placed(list, place)).map(write).unwrap_or_default()
}
