//! What changed, line by line.

use super::{
    changes::{ChangeLine, ChangeText, Changes, changes},
    rule_changes::RuleChange,
};
use crate::language::{count, t, use_language};
use hq_contract::audit_log::AuditEntry;
use hq_text::{audit_log, rules};
use leptos::prelude::*;
use std::sync::Arc;

/// What the line of an entry shows of its changes.
pub fn change_list(entry: &Arc<AuditEntry>) -> AnyView {
    let (language, entry) = (use_language(), Arc::clone(entry));
    (move || {
        let Changes { shown, more, .. } = language.texts().with(|texts| changes(language, texts, &entry));
        let more = (more > 0).then(|| {
            let more = count(audit_log::more_changes, move || u64::try_from(more).unwrap_or(u64::MAX));
            view! { <li class="audit-soft">{more}</li> }
        });
        (!shown.is_empty()).then(|| {
            view! { <ul class="audit-changes">{shown.into_iter().map(line).collect::<Vec<_>>()} {more}</ul> }
        })
    })
    .into_any()
}

fn line(line: ChangeLine) -> AnyView {
    match line {
        ChangeLine::Value(text) => value(text),
        ChangeLine::Rule(RuleChange::Added(what)) => marked("added", "+", t(rules::WAS_ADDED), what),
        ChangeLine::Rule(RuleChange::Removed(what)) => marked("removed", "−", t(rules::WAS_REMOVED), what),
        ChangeLine::Rule(RuleChange::Reordered) => view! { <li>{t(audit_log::REORDERED)}</li> }.into_any(),
    }
}

/// A rule that came or went: a sign for the eye, a word for the ear.
fn marked(kind: &'static str, sign: &'static str, word: Signal<String>, what: String) -> AnyView {
    view! {
        <li class="audit-rule" data-kind=kind>
            <span aria-hidden="true">{sign} " "</span>
            <span class="visually-hidden">{word} ": "</span>
            {what}
        </li>
    }
    .into_any()
}

fn value(text: ChangeText) -> AnyView {
    let language = use_language();
    let ChangeText { field, before, after } = text;
    let field = language.texts().with(|texts| audit_log::field_is(texts, &field));
    let from = before.map(|before| {
        view! {
            <bdi class="audit-before">{before}</bdi>
            <span class="audit-soft" aria-hidden="true">
                " → "
            </span>
            <span class="visually-hidden">" " {t(audit_log::CHANGED_TO)} " "</span>
        }
    });
    let cleared = from.is_some() && after.is_none();
    let nothing = cleared.then(|| view! { <span class="audit-soft">{t(audit_log::NOTHING_THERE)}</span> });
    view! {
        <li>
            <span class="audit-soft">{field} " "</span>
            {from}
            {after.map(|after| view! { <bdi>{after}</bdi> })}
            {nothing}
        </li>
    }
    .into_any()
}
