//! What changed, in words.

use super::rule_changes::{RuleChange, rule_changes};
use crate::{
    api::read_json,
    browser::intl,
    language::{Language, role_key},
};
use hq_contract::{
    Role,
    audit_log::{AuditChange, AuditEntry},
};
use hq_text::{Key, Plural, Texts, audit_log, isolate};
use leptos::prelude::*;
use serde::de::IgnoredAny;

/// How many changes of a line are shown at once.
const MOST: usize = 3;
/// How many letters of a value are.
const LONGEST: usize = 80;
/// The field that holds lists of rules.
const RULES: &str = "rules";
/// What says nothing to a reader but to whom looks for something particular.
const TECHNICAL: [&str; 8] = [
    "user",
    "taken_over_from",
    "generation",
    "demo",
    "join_requests.available",
    "join_requests.verified",
    "fingerprint",
    "logo",
];

/// A change in readable words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeText {
    /// What changed.
    pub field: String,
    /// The value before; none if it is not known or there was none.
    pub before: Option<String>,
    /// The value afterwards; none if it was cleared.
    pub after: Option<String>,
}

/// A line of what changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeLine {
    /// A value.
    Value(ChangeText),
    /// A rule of a list of rules.
    Rule(RuleChange),
}

/// The changes of an entry: those in its row, and those that only its details show, with full values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The first ones, readable.
    pub shown: Vec<ChangeLine>,
    /// How many more there are that a reader should know of.
    pub more: usize,
    /// Those that are not shown, or not as they are.
    pub whole: Vec<ChangeText>,
}

/// The changes of a line.
pub fn changes(language: Language, texts: &Texts, entry: &AuditEntry) -> Changes {
    let mut changes = Changes::default();
    for change in &entry.changes {
        let field = label(texts, &change.field);
        if change.field == RULES
            && let Some(rules) = rule_changes(texts, change.before.as_deref(), change.after.as_deref())
        {
            changes.whole.push(whole(change, field));
            rules.into_iter().map(ChangeLine::Rule).for_each(|line| changes.add(line));
            continue;
        }
        let (before, before_whole) = read(language, texts, &change.field, change.before.as_deref());
        let (after, after_whole) = read(language, texts, &change.field, change.after.as_deref());
        let readable = !is_technical(change, entry.subject_name.as_deref());
        if !readable || changes.shown.len() >= MOST || !before_whole || !after_whole {
            changes.whole.push(whole(change, field.clone()));
        }
        if readable {
            changes.add(ChangeLine::Value(ChangeText { field, before, after }));
        }
    }
    changes
}

impl Changes {
    /// Shows a line, or counts it where there are enough.
    fn add(&mut self, line: ChangeLine) {
        if self.shown.len() < MOST {
            self.shown.push(line);
        } else {
            self.more += 1;
        }
    }
}

/// A change as it is kept.
fn whole(change: &AuditChange, field: String) -> ChangeText {
    ChangeText { field, before: raw(change.before.as_deref()), after: raw(change.after.as_deref()) }
}

/// Whether the sentence says it already, or only a program would ask.
fn is_technical(change: &AuditChange, subject: Option<&str>) -> bool {
    let names_it = change.field == "email" || (change.field == "name" && change.before.is_none());
    let repeats = names_it && change.after.as_deref() == subject;
    repeats || TECHNICAL.contains(&change.field.as_str())
}

fn label(texts: &Texts, field: &str) -> String {
    let key: Key = match field {
        "name" => audit_log::FIELD_NAME,
        "slug" => audit_log::FIELD_SLUG,
        "description" => audit_log::FIELD_DESCRIPTION,
        "colour" => audit_log::FIELD_COLOUR,
        "role" => audit_log::FIELD_ROLE,
        RULES => audit_log::FIELD_RULES,
        "email" => audit_log::FIELD_EMAIL,
        "force_mfa" => audit_log::FIELD_MFA,
        "join_requests.enabled" => audit_log::FIELD_REQUESTS,
        "join_requests.domains" => audit_log::FIELD_DOMAINS,
        "join_requests.available" => audit_log::FIELD_AVAILABLE,
        "invitations" => audit_log::FIELD_INVITATIONS,
        "count" => audit_log::FIELD_COUNT,
        "names" => audit_log::FIELD_NAMES,
        "issuer" => audit_log::FIELD_ISSUER,
        "not_after" => audit_log::FIELD_UNTIL,
        "fingerprint" => audit_log::FIELD_FINGERPRINT,
        "starts_with" => audit_log::FIELD_STARTS_WITH,
        "expires_in_days" => audit_log::FIELD_EXPIRES_IN_DAYS,
        "overlap_hours" => audit_log::FIELD_OVERLAP_HOURS,
        "logo" => audit_log::FIELD_LOGO,
        "user" => audit_log::FIELD_USER,
        "generation" => audit_log::FIELD_GENERATION,
        "taken_over_from" => audit_log::FIELD_TAKEN_OVER_FROM,
        "tags" => audit_log::FIELD_TAGS,
        "fpu" => audit_log::FIELD_FPU,
        "region" => audit_log::FIELD_REGION,
        "offer" => audit_log::FIELD_OFFER,
        "provider" => audit_log::FIELD_PROVIDER,
        "high_availability" => audit_log::FIELD_AVAILABILITY,
        "primary" => audit_log::FIELD_PRIMARY,
        "mart" => audit_log::FIELD_MART,
        "ml" => audit_log::FIELD_ML,
        "credential" => audit_log::FIELD_CREDENTIAL,
        "plan" => audit_log::FIELD_PLAN,
        "cycle" => audit_log::FIELD_CYCLE,
        "support" => audit_log::FIELD_SUPPORT,
        "committed_fpu" => audit_log::FIELD_COMMITTED_FPU,
        "payer" => audit_log::FIELD_PAYER,
        "when" => audit_log::FIELD_WHEN,
        "ends_at" => audit_log::FIELD_ENDS_AT,
        "reason" => audit_log::FIELD_REASON,
        "budget" => audit_log::FIELD_BUDGET,
        "code" => audit_log::FIELD_CODE,
        "gift" => audit_log::FIELD_GIFT,
        "quota" => audit_log::FIELD_QUOTA,
        "wanted" => audit_log::FIELD_WANTED,
        "granted" => audit_log::FIELD_GRANTED,
        "answer" => audit_log::FIELD_ANSWER,
        "state" => audit_log::FIELD_STATE,
        unknown => return unknown.to_owned(),
    };
    texts.get(key).into_owned()
}

/// A value in words, and whether all of it is there.
fn read(language: Language, texts: &Texts, field: &str, value: Option<&str>) -> (Option<String>, bool) {
    let Some(value) = value else { return (None, true) };
    let text = match (field, value) {
        (RULES, list) => match read_json::<Vec<IgnoredAny>>(list) {
            Ok(rules) => return (Some(rules_count(language, texts, rules.len())), rules.is_empty()),
            Err(_) => list.to_owned(),
        },
        ("role", role) => match Role::from_name(role) {
            Some(role) => texts.get(role_key(role)).into_owned(),
            None => role.to_owned(),
        },
        (_, "true") => texts.get(audit_log::YES).into_owned(),
        (_, "false") => texts.get(audit_log::NO).into_owned(),
        (_, text) => match read_json::<Vec<String>>(text) {
            Ok(list) if list.is_empty() => texts.get(audit_log::NONE_IN_LIST).into_owned(),
            Ok(list) => list.iter().map(|value| isolate(value)).collect::<Vec<_>>().join(", "),
            Err(_) => text.to_owned(),
        },
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (text.get(..end).map(|start| format!("{}…", start.trim_end())), false),
        None => (Some(text), true),
    }
}

fn rules_count(language: Language, texts: &Texts, rules: usize) -> String {
    let n = u32::try_from(rules).map_or(f64::INFINITY, f64::from);
    language.locale().with(|locale| {
        let category = intl::plural_category(locale, n);
        audit_log::rules_count(texts, Plural::from_name(&category), &intl::number(locale, n))
    })
}

/// A value as it is kept; of a list of objects, each begins a line.
fn raw(value: Option<&str>) -> Option<String> {
    value.map(|value| value.replace("},{", "},\n{"))
}
