//! For which domains people may ask to join.

use super::{
    chosen::{Chosen, offered},
    join_requests_settings::JoinRequestsSettings,
};
use crate::{language::t, routes::Route, ui::Checkbox};
use hq_contract::authentication::JoinRequestsAllowed;
use hq_text::{Key, authentication};
use leptos::prelude::*;

/// The domains, each with why it can be chosen, while requests are allowed.
#[component]
pub fn Domains(settings: JoinRequestsSettings, slug: Signal<String>) -> AnyView {
    let (decided, chosen) = (settings.decided, settings.chosen);
    let none_chosen = t(authentication::NONE_CHOSEN);
    let wrong = move || {
        let show = settings.tried.get() && chosen.with(Chosen::is_empty);
        if show { none_chosen.get() } else { String::new() }
    };
    let boxes = move || {
        let decided = decided.get();
        offered(&decided)
            .into_iter()
            .map(|domain| line(settings, reason(&decided, &domain), shown(&decided, &domain), domain))
            .collect::<Vec<_>>()
    };
    let shown = Memo::new(move |_| chosen.with(|chosen| chosen.enabled));
    (move || {
        shown.get().then(|| {
            view! {
                <fieldset class="field">
                    <legend class="field-label">{t(authentication::DOMAINS)}</legend>
                    {boxes}
                    <p class="field-hint">{t(authentication::DOMAINS_HINT)}</p>
                    {unverified(settings, slug)}
                    <p class="field-error" role="alert">
                        {wrong}
                    </p>
                </fieldset>
            }
        })
    })
    .into_any()
}

fn line(settings: JoinRequestsSettings, reason: Key, label: String, domain: String) -> AnyView {
    let chosen = settings.chosen;
    let named = domain.clone();
    view! {
        <Checkbox
            label=label
            hint=t(reason)
            checked=move || chosen.with(|chosen| chosen.domains.contains(&domain))
            on_change=move |on| chosen.update(|chosen| chosen.choose(&named, on))
        />
    }
    .into_any()
}

/// A domain as people write it, with its form in the DNS beside it where that is another.
fn shown(decided: &JoinRequestsAllowed, domain: &String) -> String {
    match decided.display_names.get(domain) {
        Some(letters) => format!("{letters} ({domain})"),
        None => domain.clone(),
    }
}

/// Why a domain can be chosen.
fn reason(decided: &JoinRequestsAllowed, domain: &String) -> Key {
    if decided.verified.contains(domain) {
        authentication::BY_DNS
    } else if decided.available.contains(domain) {
        authentication::BY_ADMIN
    } else {
        authentication::BY_NOBODY
    }
}

/// The way to verified domains, where there are none.
fn unverified(settings: JoinRequestsSettings, slug: Signal<String>) -> AnyView {
    let none = Memo::new(move |_| settings.decided.with(|decided| decided.verified.is_empty()));
    (move || {
        none.get().then(|| {
            view! {
                <p class="field-hint">
                    {t(authentication::NONE_VERIFIED)} " "
                    <a href=move || { Route::domains(slug.get()).path() }>{t(authentication::VERIFY)}</a>
                </p>
            }
        })
    })
    .into_any()
}
