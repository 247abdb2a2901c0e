//! What was found in the DNS, in words.

use crate::{
    language::{ago, moment, t, tx},
    ui::{Status, Tone, glyph},
};
use hq_contract::domains::{Domain, DomainFinding, DomainResult};
use hq_text::{Texts, domains};
use leptos::prelude::*;

/// What the last look came to; says so when another one has come to something.
pub fn finding(domain: Memo<Domain>) -> AnyView {
    let found = Memo::new(move |_| domain.with(|domain| domain.finding.clone()));
    let body = move || match found.get() {
        Some(found) => domain.with_untracked(|domain| outcome(domain, found)),
        None => view! { <p class="domain-checked">{t(domains::NOT_CHECKED)}</p> }.into_any(),
    };
    view! {
        <div class="domain-finding" role="status">
            {body}
        </div>
    }
    .into_any()
}

fn outcome(domain: &Domain, found: DomainFinding) -> AnyView {
    let (mark, tone) = match found.result {
        DomainResult::Found => (glyph::ACTIVE, Tone::Success),
        DomainResult::Differs => (glyph::ALERT, Tone::Warning),
        DomainResult::Missing | DomainResult::Unreachable => (glyph::CLOCK, Tone::Info),
    };
    let (name, display, result) = (domain.record.name.clone(), domain.display_name.clone(), found.result);
    let text = tx(move |texts| sentence(texts, result, &name, &display));
    let values = (result == DomainResult::Differs && !found.values.is_empty()).then(|| {
        let values = found.values.into_iter().map(|value| {
            view! {
                <li>
                    <code class="domain-value">{value}</code>
                </li>
            }
        });
        view! { <ul class="domain-values">{values.collect::<Vec<_>>()}</ul> }
    });
    let elsewhere = found.elsewhere.map(|place| {
        let (domain, name) = (domain.name.to_string(), domain.record.name.clone());
        let text = tx(move |texts| misplaced(texts, &domain, &name, &place));
        view! { <p class="domain-elsewhere">{text}</p> }
    });
    let at = found.checked_at;
    let (relative, exactly, datetime) = (ago(at.clone()), moment(at.clone()), at.as_str().to_owned());
    view! {
        <Status label=text glyph=mark tone=tone />
        {values}
        {elsewhere}
        <p class="domain-checked">
            <time datetime=datetime title=exactly>
                {tx(move |texts| domains::checked(texts, &relative.get()))}
            </time>
        </p>
    }
    .into_any()
}

fn sentence(texts: &Texts, result: DomainResult, name: &str, domain: &str) -> String {
    match result {
        DomainResult::Found => texts.get(domains::FOUND).into_owned(),
        DomainResult::Differs => domains::differs(texts, name),
        DomainResult::Missing => domains::missing(texts, name),
        DomainResult::Unreachable => domains::unreachable(texts, domain),
    }
}

/// Why the record stands where it does not help.
fn misplaced(texts: &Texts, domain: &str, name: &str, place: &str) -> String {
    let before = place.strip_suffix(domain).and_then(|before| before.strip_suffix('.'));
    // `_hq-challenge.example.org.example.org`
    if before == Some(name) { domains::doubled(texts, place) } else { domains::elsewhere(texts, name, place) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_that_was_added_twice_is_told_from_other_places() {
        let texts = Texts::english();
        let (domain, name) = ("example.org", "_hq-challenge.example.org");
        let doubled = misplaced(&texts, domain, name, "_hq-challenge.example.org.example.org");
        assert!(doubled.contains("added the domain once more"), "{doubled}");
        let root = misplaced(&texts, domain, name, "example.org");
        assert!(root.contains("Move it there"), "{root}");
    }
}
