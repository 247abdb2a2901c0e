//! What rules are about, in words.

use hq_contract::rules::{Action, Actions, Category, Effect, Resource};
use hq_text::{Key, Texts, rules};

/// What an effect is called.
#[must_use]
pub const fn effect_key(effect: Effect) -> Key {
    match effect {
        Effect::Allow => rules::ALLOW,
        Effect::Deny => rules::DENY,
    }
}

/// What can be done with things of which all of `on` is true, within a sentence: "read dataplants with tag “demo”".
#[must_use]
pub fn phrase(texts: &Texts, category: Category, actions: Actions, on: &[Resource]) -> String {
    done(texts, category, actions, &things(texts, category, actions, on))
}

/// What is done with things, of which `things` tells.
#[must_use]
pub fn done(texts: &Texts, category: Category, actions: Actions, things: &str) -> String {
    match (category, actions) {
        (Category::Dataplants | Category::StorageEngines, Actions::All) => rules::do_all(texts, things),
        (Category::Members, Actions::All) => texts.get(rules::DO_MEMBERS_ALL).into_owned(),
        (Category::Billing, Actions::All) => texts.get(rules::DO_BILLING_ALL).into_owned(),
        (Category::Settings, Actions::All) => texts.get(rules::DO_SETTINGS_ALL).into_owned(),
        (Category::StorageConfig, _) => texts.get(rules::DO_STORAGE_CONFIG).into_owned(),
        (_, Actions::One(action)) => match (category, action) {
            (Category::Members, Action::Read) => texts.get(rules::DO_MEMBERS_READ).into_owned(),
            (Category::Billing, Action::Read) => texts.get(rules::DO_BILLING_READ).into_owned(),
            (Category::Billing, Action::Update) => texts.get(rules::DO_BILLING_UPDATE).into_owned(),
            (Category::Settings, Action::Update) => texts.get(rules::DO_SETTINGS_UPDATE).into_owned(),
            (_, Action::Read) => rules::do_read(texts, things),
            (_, Action::Create) => rules::do_create(texts, things),
            (_, Action::Update) => rules::do_update(texts, things),
            (_, Action::Delete) => rules::do_delete(texts, things),
            (_, Action::Deploy) => rules::do_deploy(texts, things),
            (_, Action::Logs) => rules::do_logs(texts, things),
            (_, Action::Invite) => texts.get(rules::DO_INVITE).into_owned(),
            (_, Action::Approve) => texts.get(rules::DO_APPROVE).into_owned(),
            (_, Action::Remove) => texts.get(rules::DO_REMOVE).into_owned(),
            (_, Action::Authentication) => texts.get(rules::DO_AUTHENTICATION).into_owned(),
            (_, Action::Infrastructure) => texts.get(rules::DO_INFRASTRUCTURE).into_owned(),
            (_, Action::Audit) => texts.get(rules::DO_AUDIT).into_owned(),
        },
    }
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
    things_with(texts, category, &joined(texts, on, |first, second| rules::part_and(texts, first, second)))
}

/// Things of which `parts` are true.
#[must_use]
pub fn things_with(texts: &Texts, category: Category, parts: &str) -> String {
    if category == Category::StorageEngines {
        rules::engines_with(texts, parts)
    } else {
        rules::dataplants_with(texts, parts)
    }
}

/// What singles a thing out.
#[must_use]
pub fn part(texts: &Texts, resource: &Resource) -> String {
    match resource {
        Resource::All => String::new(),
        Resource::Id(id) => rules::part_id(texts, &id.to_string()),
        Resource::Tag(tag) => rules::part_tag(texts, tag.as_str()),
    }
}

/// What singles things out, one after the other.
#[must_use]
pub fn joined(texts: &Texts, resources: &[Resource], join: impl Fn(&str, &str) -> String) -> String {
    let parts = resources.iter().map(|resource| part(texts, resource));
    parts.reduce(|first, second| join(&first, &second)).unwrap_or_default()
}

/// With a capital at its start.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Without a capital at its start, to go on in a sentence.
#[must_use]
pub fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
