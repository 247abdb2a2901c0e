//! Rules in words: their parts, and their names.

use super::phrases::{capitalized, part, phrase};
pub use crate::language::effect_key;
use hq_contract::{
    RuleName,
    rules::{Action, Actions, Category, Effect, Resource, Rule},
};
use hq_text::{Key, Texts, rules};

/// What a category is called.
pub const fn category_key(category: Category) -> Key {
    match category {
        Category::Dataplants => rules::CAT_DATAPLANTS,
        Category::StorageConfig => rules::CAT_STORAGE_CONFIG,
        Category::StorageEngines => rules::CAT_STORAGE_ENGINES,
        Category::Members => rules::CAT_MEMBERS,
        Category::Billing => rules::CAT_BILLING,
        Category::Settings => rules::CAT_SETTINGS,
    }
}

/// What an action is called, or all of them.
pub const fn action_key(actions: Actions) -> Key {
    match actions {
        Actions::All => rules::ACT_ALL,
        Actions::One(Action::Read) => rules::ACT_READ,
        Actions::One(Action::Create) => rules::ACT_CREATE,
        Actions::One(Action::Update) => rules::ACT_UPDATE,
        Actions::One(Action::Delete) => rules::ACT_DELETE,
        Actions::One(Action::Deploy) => rules::ACT_DEPLOY,
        Actions::One(Action::Logs) => rules::ACT_LOGS,
        Actions::One(Action::Invite) => rules::ACT_INVITE,
        Actions::One(Action::Approve) => rules::ACT_APPROVE,
        Actions::One(Action::Remove) => rules::ACT_REMOVE,
        Actions::One(Action::Authentication) => rules::ACT_AUTHENTICATION,
        Actions::One(Action::Infrastructure) => rules::ACT_INFRASTRUCTURE,
        Actions::One(Action::Audit) => rules::ACT_AUDIT,
    }
}

/// What a rule is about, as its cell of the table says it.
pub fn resource(texts: &Texts, resource: &Resource) -> String {
    match resource {
        Resource::All => texts.get(rules::RESOURCE_ALL).into_owned(),
        resource => capitalized(&part(texts, resource)),
    }
}

/// The name that a rule has until somebody writes another.
pub fn suggested(
    texts: &Texts,
    category: Category,
    effect: Effect,
    actions: Actions,
    about: &Resource,
) -> Option<RuleName> {
    let on: &[Resource] = if *about == Resource::All { &[] } else { std::slice::from_ref(about) };
    let what = phrase(texts, category, actions, on);
    let text = match effect {
        Effect::Allow => capitalized(&what),
        Effect::Deny => rules::denied_name(texts, &what),
    };
    // It is a name from now on, and names hold no isolates.
    let bare = text.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'));
    RuleName::parse(&bare.take(RuleName::MAX).collect::<String>()).ok()
}

/// The name that a rule would have if nobody had written one.
pub fn suggested_for(texts: &Texts, rule: &Rule) -> Option<RuleName> {
    suggested(texts, rule.category, rule.effect, rule.action, &rule.resource)
}

/// Names in quotation marks, one after the other.
pub fn quoted(texts: &Texts, names: &[String]) -> String {
    names.iter().map(|name| rules::quoted(texts, name)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::Tag;

    fn rule(effect: Effect, action: Actions, resource: Resource) -> Rule {
        let category = Category::Dataplants;
        Rule { category, name: RuleName::parse("A").unwrap(), effect, action, resource }
    }

    fn tag(text: &str) -> Resource {
        Resource::Tag(Tag::parse(text).unwrap())
    }

    #[test]
    fn names_say_what_rules_do() {
        let texts = Texts::english();
        let named = |rule: &Rule| suggested_for(&texts, rule).unwrap().to_string();
        let read = Actions::One(Action::Read);
        assert_eq!(named(&rule(Effect::Allow, read, Resource::All)), "Read all dataplants");
        assert_eq!(
            named(&rule(Effect::Deny, Actions::All, tag("prod"))),
            "Deny: do everything with dataplants with tag “prod”"
        );
        assert_eq!(
            named(&rule(Effect::Allow, read, tag("שלום"))),
            "Read dataplants with tag “שלום”",
            "a name can be saved"
        );
    }
}
