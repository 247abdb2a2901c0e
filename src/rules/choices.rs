//! What a rule's parts are chosen from.

use super::{
    editing::RulesEditing,
    words::{action_key, effect_key},
};
use crate::{
    language::{t, use_language},
    ui::{Choice, Radio},
};
use hq_contract::rules::{Actions, Category, Effect, Resource};
use hq_text::rules;
use leptos::prelude::*;

/// What the choice of the resource holds for those with a tag; the others hold what stands on the wire.
pub const TAGGED: &str = "tag";

/// What the choice of the effect holds.
pub const fn effect_value(effect: Effect) -> &'static str {
    match effect {
        Effect::Allow => "allow",
        Effect::Deny => "deny",
    }
}

/// The effect that is chosen.
pub fn effect_of(value: &str) -> Effect {
    if value == effect_value(Effect::Deny) { Effect::Deny } else { Effect::Allow }
}

/// The effects, and what each means.
pub fn effects() -> Vec<Radio> {
    let radio =
        |effect, hint| Radio { value: effect_value(effect), label: t(effect_key(effect)), hint: t(hint) };
    vec![radio(Effect::Allow, rules::ALLOW_MEANS), radio(Effect::Deny, rules::DENY_MEANS)]
}

/// Every action of the category, and all of them where there are several.
pub fn actions(category: Category) -> Signal<Vec<Choice>> {
    let language = use_language();
    let several = category.actions().len() > 1;
    let all = several.then_some(Actions::All);
    let every: Vec<Actions> =
        all.into_iter().chain(category.actions().iter().map(|action| Actions::One(*action))).collect();
    Signal::derive(move || {
        let choice = |actions: &Actions| Choice {
            value: actions.as_str().to_owned(),
            label: language.texts().with(|texts| texts.get(action_key(*actions)).into_owned()),
        };
        every.iter().map(choice).collect()
    })
}

/// All, those with a tag, and the single things that rules of the list name already.
pub fn resources(editing: RulesEditing, category: Category) -> Signal<Vec<Choice>> {
    let language = use_language();
    let mut named: Vec<Resource> = Vec::new();
    for rule in editing.rules().get_untracked() {
        if rule.category == category
            && matches!(rule.resource, Resource::Id(_))
            && !named.contains(&rule.resource)
        {
            named.push(rule.resource);
        }
    }
    Signal::derive(move || {
        language.texts().with(|texts| {
            let choice = |value: String, label: String| Choice { value, label };
            let fixed = [
                choice(Resource::All.to_string(), texts.get(rules::RESOURCE_ALL).into_owned()),
                choice(TAGGED.to_owned(), texts.get(rules::RESOURCE_TAG).into_owned()),
            ];
            let single = named.iter().map(|resource| match resource {
                Resource::Id(id) => choice(resource.to_string(), rules::resource_id(texts, &id.to_string())),
                other => choice(other.to_string(), other.to_string()),
            });
            fixed.into_iter().chain(single).collect()
        })
    })
}
