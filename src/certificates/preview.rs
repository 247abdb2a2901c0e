//! What a chain says of itself, before it is sent.

use super::{
    domain_names::{by_domain, domain_list, names},
    examine::Examined,
    shared::CertificateList,
};
use crate::{
    api::{Query, Remote},
    browser::{clock, intl},
    language::{count, t, use_language},
};
use hq_contract::{
    certificates::Facts,
    domains::{Domain, ListDomains},
};
use hq_text::{Key, certificates};
use leptos::prelude::*;

/// The names, the issuer and so on, as soon as they can be read; and which of the verified domains the names lie in, where
/// these could be loaded.
pub fn preview(page: CertificateList, examined: Memo<Examined>) -> AnyView {
    let org = page.org;
    let facts = Memo::new(move |_| examined.with(|examined| examined.facts.clone()));
    let readable = Memo::new(move |_| facts.with(Option::is_some));
    let domains = Query::new(move || readable.get().then_some(ListDomains { org }));
    let verified = Memo::new(move |_| {
        domains.with(|remote| match remote {
            Remote::Ready(answer) => {
                let bound = answer.value.items.iter().filter(|domain| domain.state.is_bound());
                Some(bound.cloned().collect::<Vec<_>>())
            }
            Remote::Loading | Remote::Failed(_) => None,
        })
    });
    (move || facts.get().map(|facts| summary(page, facts, verified))).into_any()
}

fn summary(page: CertificateList, facts: Facts, verified: Memo<Option<Vec<Domain>>>) -> AnyView {
    let language = use_language();
    let until = clock::rfc3339(facts.not_after);
    let until = Signal::derive(move || {
        let write = |until: &String| {
            language.locale().with(|locale| intl::moment(locale, until, intl::Style::DateTime))
        };
        until.as_ref().map(write).unwrap_or_default()
    });
    let named = facts.names.clone();
    let domains = move || {
        verified.get().map(|verified| {
            let groups = by_domain(named.iter().map(|name| (name.clone(), holder(&verified, name))));
            line(certificates::DOMAINS, domain_list(page, groups))
        })
    };
    view! {
        <section class="certificate-preview" aria-labelledby="certificate-preview">
            <h2 class="certificate-preview-title" id="certificate-preview">
                {t(certificates::PREVIEW)}
            </h2>
            <dl class="certificate-facts">
                {line(certificates::NAMES, names(&facts.names))} {domains}
                {line(certificates::ISSUER, facts.issuer.into_any())}
                {line(certificates::VALID_UNTIL, until.into_any())}
                {line(certificates::KEY_TYPE, facts.key_type.into_any())}
                {not_needed(u64::try_from(facts.left_out).unwrap_or(0))}
            </dl>
        </section>
    }
    .into_any()
}

/// The verified domain that a name lies in; the nearest, where there are several.
fn holder(verified: &[Domain], name: &str) -> Option<String> {
    let holders = verified.iter().filter(|domain| domain.name.holds(name));
    holders.max_by_key(|domain| domain.name.as_str().len()).map(Domain::shown)
}

/// How many certificates of the text are not needed, if there are such.
pub fn not_needed(left_out: u64) -> Option<AnyView> {
    let text = count(certificates::not_needed_count, move || left_out);
    (left_out > 0).then(|| line(certificates::NOT_NEEDED, text.into_any()))
}

/// A line of a list of facts.
pub fn line(label: Key, value: AnyView) -> AnyView {
    view! {
        <div class="certificate-fact">
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}
