//! What the log is filtered by. The address holds it.

use super::{
    chosen::chosen,
    person::person_search,
    presets::{is_preset, presets},
    words::{actions, features, sentence},
};
use crate::{
    api::List,
    language::{t, tx, use_language},
    routes::{AuditAddress, AuditFilters, is_day},
    ui::{ChipSelect, Choice, Field, FieldKind, Group, unique_id},
};
use hq_contract::{OrganizationId, audit_log::AuditEntry};
use hq_text::{Key, Texts, audit_log};
use leptos::prelude::*;

/// The controls, and under them who and what was chosen.
pub fn filters(org: OrganizationId, address: AuditAddress, list: List<AuditEntry>) -> AnyView {
    let (name, focus) = (RwSignal::new(None), RwSignal::new(()));
    view! {
        <div class="toolbar audit-filters" role="search" aria-label=t(audit_log::FILTERS)>
            {person_search(org, address, name, focus)}
            {action(address)}
            {presets(address)}
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
            features().into_iter().map(|(feature, label)| group(texts, feature, label)).collect::<Vec<_>>()
        })
    };
    view! {
        <ChipSelect
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

/// A chip that unfolds the first and the last day; unfolded while other days are shown than a preset's.
fn days(address: AuditAddress) -> AnyView {
    fn fits(day: &str) -> bool {
        day.is_empty() || is_day(day)
    }
    let from = bound(address, |view| &mut view.from, fits);
    let until = bound(address, |view| &mut view.until, fits);
    let wrong = move || from.with(|from| until.with(|until| !until.is_empty() && until < from));
    let order = tx(|texts| texts.get(audit_log::ORDER).into_owned());
    let error = Signal::derive(move || wrong().then(|| order.get()));
    let view = address.view();
    let own = Memo::new(move |_| !view.with(is_preset));
    let unfolded = RwSignal::new(own.get_untracked());
    let id = unique_id();
    view! {
        <button
            type="button"
            class="audit-preset"
            aria-expanded=move || unfolded.get().to_string()
            aria-controls=id.clone()
            data-set=move || own.get().then_some("true")
            on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
        >
            {t(audit_log::DATES)}
        </button>
        <div class="audit-dates" id=id hidden=move || !unfolded.get()>
            <Field label=t(audit_log::FROM) value=from kind=FieldKind::Date name="from" />
            <Field label=t(audit_log::UNTIL) value=until kind=FieldKind::Date name="until" error=error />
        </div>
    }
    .into_any()
}
