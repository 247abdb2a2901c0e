//! The inputs of the dialog in which a key is made or changed. Their draft outlives the dialog and the page, as long as the tab is
//! open; there is no secret in it.

use crate::{
    kit::{Draft, Input},
    language::{Language, template_name, template_of, template_rules, use_language},
};
use hq_contract::{
    ResourceName, Role,
    api_keys::{ApiKey, ApiKeyPatch, NewApiKey},
    rules::{Rule, Template},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the form holds for the rules that a key has.
pub const KEEP: &str = "keep";
/// What it holds for a secret without an end.
pub const NEVER: &str = "never";
/// For so many days a secret can be good; the first of a new key.
pub const DAYS: [u32; 4] = [90, 30, 180, 365];

/// Name, role, rules, and for how many days its secret is good.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyDraft {
    name: String,
    role: String,
    rules: String,
    days: String,
    /// Which version of the key it was typed into: others may have changed what was not touched.
    version: Option<u32>,
}

/// The inputs.
#[derive(Clone, Copy)]
pub struct KeyInputs {
    /// What it is called.
    pub name: Input<ResourceName>,
    /// The role's name.
    pub role: RwSignal<String>,
    /// The name of a template of rules, or [`KEEP`].
    pub rules: RwSignal<String>,
    /// For how many days its secret is good, or [`NEVER`].
    pub days: RwSignal<String>,
    version: Option<u32>,
    language: Language,
}

/// The choice of days as a number.
pub fn days_of(chosen: &str) -> Option<u32> {
    chosen.parse().ok()
}

impl KeyInputs {
    /// The key as it is, or a new one; with the draft of an earlier visit, which is kept from now on.
    pub fn new(key: Option<&ApiKey>, draft: Draft<KeyDraft>) -> Self {
        let rules = if key.is_some() { KEEP } else { template_name(Template::ReadEverything) };
        let first = KeyDraft {
            name: key.map(|key| key.name.to_string()).unwrap_or_default(),
            role: key.map_or(Role::User, |key| key.role).as_str().to_owned(),
            rules: rules.to_owned(),
            days: DAYS[0].to_string(),
            version: key.map(|key| key.version),
        };
        let held = draft.load().filter(|held| held.version == first.version);
        let KeyDraft { name, role, rules, days, version } = held.unwrap_or_else(|| first.clone());
        let inputs = Self {
            name: Input::new(&name, ResourceName::parse).within(1, ResourceName::MAX),
            role: RwSignal::new(role),
            rules: RwSignal::new(rules),
            days: RwSignal::new(days),
            version,
            language: use_language(),
        };
        draft.follow(move || Some(inputs.draft()).filter(|typed| *typed != first));
        inputs
    }

    fn draft(self) -> KeyDraft {
        KeyDraft {
            name: self.name.value.get(),
            role: self.role.get(),
            rules: self.rules.get(),
            days: self.days.get(),
            version: self.version,
        }
    }

    /// Whether its rules decide, and not its role.
    pub fn is_user(self) -> bool {
        self.role.with(|role| role == Role::User.as_str())
    }

    /// The key to make, if it is complete; else the focus goes to what is missing.
    pub fn read(self) -> Option<NewApiKey> {
        let Some(name) = self.name.read() else {
            self.name.focus.notify();
            return None;
        };
        let role = self.role.with_untracked(|role| Role::from_name(role))?;
        let rules = if role == Role::User { self.chosen_rules().unwrap_or_default() } else { Vec::new() };
        let expires_in_days = self.days.with_untracked(|days| days_of(days));
        Some(NewApiKey { name, role: Some(role), rules, expires_in_days })
    }

    /// What is other than it was, if it is complete.
    pub fn read_change(self, before: &ApiKey) -> Option<ApiKeyPatch> {
        let new = self.read()?;
        let rules = self.chosen_rules().filter(|rules| untrack(|| self.is_user()) && *rules != before.rules);
        Some(ApiKeyPatch {
            name: Some(new.name).filter(|name| *name != before.name),
            role: new.role.filter(|role| *role != before.role),
            rules,
        })
    }

    /// The rules of the template that is chosen; none where those that there are stay.
    fn chosen_rules(self) -> Option<Vec<Rule>> {
        let template = self.rules.with_untracked(|rules| template_of(rules))?;
        template_rules(self.language, template)
    }
}
