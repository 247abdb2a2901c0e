//! Rules in words: their parts, and what they come to.

use hq_contract::{
    RuleName,
    rules::{Action, Actions, Category, Effect, Grant, Resource, Rule},
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

/// What an effect is called.
pub const fn effect_key(effect: Effect) -> Key {
    match effect {
        Effect::Allow => rules::ALLOW,
        Effect::Deny => rules::DENY,
    }
}

/// What a rule is about, as its cell of the table says it.
pub fn resource(texts: &Texts, resource: &Resource) -> String {
    match resource {
        Resource::All => texts.get(rules::RESOURCE_ALL).into_owned(),
        resource => capitalized(&part(texts, resource)),
    }
}

/// What can be done, within a sentence: "read all dataplants except those with tag “secret”".
pub fn phrase(
    texts: &Texts,
    category: Category,
    actions: Actions,
    on: &[Resource],
    except: &[Resource],
) -> String {
    let things = || things(texts, category, actions, on);
    let what = match (category, actions) {
        (Category::Dataplants | Category::StorageEngines, Actions::All) => rules::do_all(texts, &things()),
        (Category::Members, Actions::All) => texts.get(rules::DO_MEMBERS_ALL).into_owned(),
        (Category::Billing, Actions::All) => texts.get(rules::DO_BILLING_ALL).into_owned(),
        (Category::Settings, Actions::All) => texts.get(rules::DO_SETTINGS_ALL).into_owned(),
        (Category::StorageConfig, _) => texts.get(rules::DO_STORAGE_CONFIG).into_owned(),
        (_, Actions::One(action)) => match (category, action) {
            (Category::Members, Action::Read) => texts.get(rules::DO_MEMBERS_READ).into_owned(),
            (Category::Billing, Action::Read) => texts.get(rules::DO_BILLING_READ).into_owned(),
            (Category::Billing, Action::Update) => texts.get(rules::DO_BILLING_UPDATE).into_owned(),
            (Category::Settings, Action::Update) => texts.get(rules::DO_SETTINGS_UPDATE).into_owned(),
            (_, Action::Read) => rules::do_read(texts, &things()),
            (_, Action::Create) => rules::do_create(texts, &things()),
            (_, Action::Update) => rules::do_update(texts, &things()),
            (_, Action::Delete) => rules::do_delete(texts, &things()),
            (_, Action::Deploy) => rules::do_deploy(texts, &things()),
            (_, Action::Logs) => rules::do_logs(texts, &things()),
            (_, Action::Invite) => texts.get(rules::DO_INVITE).into_owned(),
            (_, Action::Approve) => texts.get(rules::DO_APPROVE).into_owned(),
            (_, Action::Remove) => texts.get(rules::DO_REMOVE).into_owned(),
            (_, Action::Authentication) => texts.get(rules::DO_AUTHENTICATION).into_owned(),
            (_, Action::Infrastructure) => texts.get(rules::DO_INFRASTRUCTURE).into_owned(),
            (_, Action::Audit) => texts.get(rules::DO_AUDIT).into_owned(),
        },
    };
    if except.is_empty() {
        return what;
    }
    rules::except(texts, &joined(texts, except, |first, second| rules::part_or(texts, first, second)), &what)
}

/// What becomes possible, or no longer is, a sentence each; all actions of a category with the same things are one.
pub fn sentences(texts: &Texts, category: Category, grants: &[Grant]) -> Vec<String> {
    let own: Vec<&Grant> = grants.iter().filter(|grant| grant.category == category).collect();
    let alike = |grant: &Grant| {
        let same = |other: &&&Grant| other.on == grant.on && other.except == grant.except;
        own.iter().filter(same).count()
    };
    let mut sentences: Vec<String> = Vec::new();
    for grant in &own {
        let every = category.actions().len() > 1 && alike(grant) == category.actions().len();
        let actions = if every { Actions::All } else { Actions::One(grant.action) };
        let sentence = capitalized(&phrase(texts, category, actions, &grant.on, &grant.except));
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
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
    let what = phrase(texts, category, actions, on, &[]);
    let text = match effect {
        Effect::Allow => capitalized(&what),
        Effect::Deny => rules::denied_name(texts, &what),
    };
    RuleName::parse(&text.chars().take(RuleName::MAX).collect::<String>()).ok()
}

/// The name that a rule would have if nobody had written one.
pub fn suggested_for(texts: &Texts, rule: &Rule) -> Option<RuleName> {
    suggested(texts, rule.category, rule.effect, rule.action, &rule.resource)
}

/// Names in quotation marks, one after the other.
pub fn quoted(texts: &Texts, names: &[String]) -> String {
    names.iter().map(|name| rules::quoted(texts, name)).collect::<Vec<_>>().join(", ")
}

fn things(texts: &Texts, category: Category, actions: Actions, on: &[Resource]) -> String {
    let engines = category == Category::StorageEngines;
    if on.is_empty() {
        // What is created is not among all that there are.
        let key = match (engines, actions == Actions::One(Action::Create)) {
            (false, false) => rules::DATAPLANTS_ALL,
            (false, true) => rules::DATAPLANTS_ANY,
            (true, false) => rules::ENGINES_ALL,
            (true, true) => rules::ENGINES_ANY,
        };
        return texts.get(key).into_owned();
    }
    let parts = joined(texts, on, |first, second| rules::part_and(texts, first, second));
    if engines { rules::engines_with(texts, &parts) } else { rules::dataplants_with(texts, &parts) }
}

fn part(texts: &Texts, resource: &Resource) -> String {
    match resource {
        Resource::All => String::new(),
        Resource::Id(id) => rules::part_id(texts, &id.to_string()),
        Resource::Tag(tag) => rules::part_tag(texts, tag.as_str()),
    }
}

fn joined(texts: &Texts, resources: &[Resource], join: impl Fn(&str, &str) -> String) -> String {
    let parts = resources.iter().map(|resource| part(texts, resource));
    parts.reduce(|first, second| join(&first, &second)).unwrap_or_default()
}

/// With a capital at its start.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::{Tag, rules::changes};

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
    }

    #[test]
    fn what_is_gained_reads_as_sentences() {
        let texts = Texts::english();
        let read = Actions::One(Action::Read);
        let after = [rule(Effect::Allow, read, Resource::All), rule(Effect::Deny, read, tag("secret"))];
        let gains = changes(&[], &after).gains;
        assert_eq!(
            sentences(&texts, Category::Dataplants, &gains),
            ["Read all dataplants except those with tag “secret”"]
        );
        let all = changes(&[], &[rule(Effect::Allow, Actions::All, Resource::All)]).gains;
        assert_eq!(sentences(&texts, Category::Dataplants, &all), ["Do everything with all dataplants"]);
        assert!(sentences(&texts, Category::Billing, &all).is_empty());
    }
}
