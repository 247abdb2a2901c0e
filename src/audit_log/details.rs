//! What else is known of a line: values that were cut, the way it came, and ids.

use super::changes::{ChangeText, changes};
use crate::{
    kit::{CopyState, CopyStatus, CopyableCode},
    language::{moment, t, tx, use_language},
};
use hq_contract::audit_log::{AuditEntry, AuditMeans, LoggedActor};
use hq_text::{Key, Texts, audit_log, common};
use leptos::prelude::*;
use std::sync::Arc;

/// The details.
pub fn details(entry: &Arc<AuditEntry>) -> AnyView {
    let copies = CopyState::new();
    let means = match entry.means {
        AuditMeans::Session => audit_log::MEANS_SESSION,
        AuditMeans::ApiKey => audit_log::MEANS_API_KEY,
        AuditMeans::Link => audit_log::MEANS_LINK,
        AuditMeans::Server => audit_log::MEANS_SERVER,
    };
    let at = moment(entry.created_at.clone());
    let code = |label: Key, text: &str| copyable(label, text.to_owned(), copies);
    let subject = (!entry.subject.is_empty()).then(|| code(audit_log::SUBJECT, &entry.subject));
    let actor = entry.actor.as_ref().map(|actor| match actor {
        LoggedActor::Person { id, .. } => code(audit_log::PERSON_ID, &id.to_string()),
        LoggedActor::ApiKey { id, .. } => code(audit_log::API_KEY_ID, &id.to_string()),
    });
    view! {
        {whole(entry)}
        <dl class="audit-details">
            {line(audit_log::AT, at.into_any())} {line(audit_log::MEANS, t(means).into_any())}
            {entry.address.clone().map(|address| line(audit_log::ADDRESS, address.into_any()))}
            {line(audit_log::ACTION_NAME, entry.action.clone().into_any())}
            {entry.request_id.as_deref().map(|id| code(audit_log::REQUEST, id))} {subject} {actor}
            {code(audit_log::ENTRY, &entry.id.to_string())}
        </dl>
        <CopyStatus state=copies />
    }
    .into_any()
}

fn line(label: Key, value: AnyView) -> AnyView {
    view! {
        <div class="audit-detail">
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

fn copyable(label: Key, text: String, copies: CopyState) -> AnyView {
    let what = t(label);
    let copy_label = tx(move |texts| common::copy(texts, &what.get()));
    let code = view! { <CopyableCode text=text copy_label=copy_label state=copies /> };
    line(label, code.into_any())
}

/// The values that the line does not show, or not as they are.
fn whole(entry: &Arc<AuditEntry>) -> AnyView {
    let (language, entry) = (use_language(), Arc::clone(entry));
    (move || {
        let values = language.texts().with(|texts| {
            let whole = changes(language, texts, &entry).whole;
            whole.into_iter().flat_map(|text| parts(texts, text)).collect::<Vec<_>>()
        });
        (!values.is_empty()).then(|| {
            let values = values.into_iter().map(|(label, value)| {
                view! {
                    <div class="audit-value">
                        <dt>{label.clone()}</dt>
                        <dd>
                            // Who has no pointer scrolls it with the keyboard.
                            <div class="audit-raw" role="group" aria-label=label tabindex="0">
                                <bdi>{value}</bdi>
                            </div>
                        </dd>
                    </div>
                }
            });
            view! { <dl class="audit-values">{values.collect::<Vec<_>>()}</dl> }
        })
    })
    .into_any()
}

/// Before and after, each with its label.
fn parts(texts: &Texts, text: ChangeText) -> Vec<(String, String)> {
    let ChangeText { field, before, after } = text;
    match (before, after) {
        (None, Some(after)) => vec![(field, after)],
        (before, after) => {
            let before = before.map(|before| (audit_log::before(texts, &field), before));
            let after = after.map(|after| (audit_log::after(texts, &field), after));
            before.into_iter().chain(after).collect()
        }
    }
}
