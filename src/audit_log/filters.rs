//! What the log is filtered by. The address holds it.

use super::{
    chosen::chosen,
    person::person_search,
    presets::presets,
    words::{FEATURES, actions, sentence},
};
use crate::{
    api::List,
    language::{t, tx, use_language},
    routes::{AuditAddress, AuditFilters, is_day},
    ui::{Choice, Field, FieldKind, Group, Select},
};
use hq_contract::{OrganizationId, audit_log::AuditEntry};
use hq_text::{Key, Texts, audit_log};
use leptos::prelude::*;

/// The controls, and under them who and what was chosen.
pub fn filters(org: OrganizationId, address: AuditAddress, list: List<AuditEntry>) -> AnyView {
    let (name, focus) = (RwSignal::new(None), RwSignal::new(()));
    view! {
        {presets(address)}
        <div class="audit-filters" role="search" aria-label=t(audit_log::FILTERS)>
            {person_search(org, address, name, focus)}
            {action(address)}
            {days(address)}
        </div>
        {chosen(org, address, list, name, focus)}
    }
    .into_any()
}

/// A control whose value stands in the address, both ways; what does not `fit` stays out of it.
fn bound(
    address: AuditAddress,
    part: fn(&mut AuditFilters) -> &mut String,
    fits: fn(&str) -> bool,
) -> RwSignal<String> {
    let view = address.view();
    let named = Memo::new(move |_| view.with(|view| part(&mut view.clone()).clone()));
    let value = RwSignal::new(named.get_untracked());
    Effect::new(move |_| {
        let named = named.get();
        if value.with_untracked(|value| *value != named) {
            value.set(named);
        }
    });
    Effect::new(move |_| {
        value.with(|value| {
            if named.get_untracked() != *value && fits(value) {
                address.change(|view| part(view).clone_from(value));
            }
        });
    });
    value
}

fn action(address: AuditAddress) -> AnyView {
    let language = use_language();
    let value = bound(address, |view| &mut view.action, |_| true);
    let any = t(audit_log::ANY_ACTION);
    let first = move || vec![Choice { value: String::new(), label: any.get() }];
    let groups = move || {
        language.texts().with(|texts| {
            FEATURES.into_iter().map(|(feature, label)| group(texts, feature, label)).collect::<Vec<_>>()
        })
    };
    view! {
        <Select
            label=t(audit_log::ACTION)
            value=value
            choices=Signal::derive(first)
            groups=Signal::derive(groups)
            name="action"
        />
    }
    .into_any()
}

/// All that is done in a feature, then each action.
fn group(texts: &Texts, feature: &str, label: Key) -> Group {
    let label = texts.get(label).into_owned();
    let all = Choice { value: feature.to_owned(), label: audit_log::all_of(texts, &label) };
    let each = actions(feature)
        .map(|action| Choice { value: action.to_owned(), label: sentence(texts, action, "…") });
    Group { choices: [all].into_iter().chain(each).collect(), label }
}

fn days(address: AuditAddress) -> AnyView {
    fn fits(day: &str) -> bool {
        day.is_empty() || is_day(day)
    }
    let from = bound(address, |view| &mut view.from, fits);
    let until = bound(address, |view| &mut view.until, fits);
    let wrong = move || from.with(|from| until.with(|until| !until.is_empty() && until < from));
    let order = tx(|texts| texts.get(audit_log::ORDER).into_owned());
    let error = Signal::derive(move || wrong().then(|| order.get()));
    view! {
        <Field label=t(audit_log::FROM) value=from kind=FieldKind::Date name="from" />
        <Field label=t(audit_log::UNTIL) value=until kind=FieldKind::Date name="until" error=error />
    }
    .into_any()
}
