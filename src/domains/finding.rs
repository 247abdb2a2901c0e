//! What was found in the DNS, in words.

use crate::{
    language::{ago, moment, t, tx},
    ui::{Status, Tone, glyph},
};
use hq_contract::domains::{Domain, DomainFinding, DomainHint, DomainResult};
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
        DomainResult::Missing | DomainResult::Unreachable | DomainResult::Waiting => {
            (glyph::CLOCK, Tone::Info)
        }
    };
    let waits = domain.next_check_at.clone().filter(|_| found.result == DomainResult::Waiting).map(moment);
    let (name, display, result) = (domain.record.name.clone(), domain.shown(), found.result);
    let shows = !found.values.is_empty();
    let text = tx(move |texts| match waits {
        Some(when) => domains::waiting(texts, &when.get()),
        None => sentence(texts, result, shows, &name, &display),
    });
    let values = (result == DomainResult::Differs && !found.values.is_empty()).then(|| {
        let values = found.values.into_iter().map(|value| {
            view! {
                <li>
                    <code class="domain-value">
                        <bdi>{value}</bdi>
                    </code>
                </li>
            }
        });
        view! { <ul class="domain-values">{values.collect::<Vec<_>>()}</ul> }
    });
    let hint = found.hint.map(|hint| {
        let (domain, name) = (domain.display_name.clone(), domain.record.name.clone());
        view! { <p class="domain-elsewhere">{tx(move |texts| wrong(texts, hint, &domain, &name))}</p> }
    });
    let old = found.old_until.map(|until| {
        let when = moment(until);
        view! { <p class="domain-checked">{tx(move |texts| domains::old_until(texts, &when.get()))}</p> }
    });
    let elsewhere = found.elsewhere.map(|place| {
        let name = domain.record.name.clone();
        let text = tx(move |texts| misplaced(texts, &name, &place));
        view! { <p class="domain-elsewhere">{text}</p> }
    });
    let at = found.checked_at;
    let (relative, exactly, datetime) = (ago(at.clone()), moment(at.clone()), at.as_str().to_owned());
    view! {
        <Status label=text glyph=mark tone=tone />
        {values}
        {hint}
        {elsewhere}
        {old}
        <p class="domain-checked">
            <time datetime=datetime title=exactly>
                {tx(move |texts| domains::checked(texts, &relative.get()))}
            </time>
        </p>
    }
    .into_any()
}

fn sentence(texts: &Texts, result: DomainResult, shows: bool, name: &str, domain: &str) -> String {
    match result {
        DomainResult::Found => texts.get(domains::FOUND).into_owned(),
        DomainResult::Differs if shows => domains::differs_found(texts, name),
        DomainResult::Differs => domains::differs(texts, name),
        DomainResult::Waiting => texts.get(domains::NOT_CHECKED).into_owned(),
        DomainResult::Missing => domains::missing(texts, name),
        DomainResult::Unreachable => domains::unreachable(texts, domain),
    }
}

/// What is wrong with what stands at the record's name.
fn wrong(texts: &Texts, hint: DomainHint, domain: &str, name: &str) -> String {
    let key = match hint {
        DomainHint::Quotes => domains::HINT_QUOTES,
        DomainHint::Separators => domains::HINT_SEPARATORS,
        DomainHint::Spaces => domains::HINT_SPACES,
        DomainHint::Case => domains::HINT_CASE,
        DomainHint::Prefix => domains::HINT_PREFIX,
        DomainHint::More => domains::HINT_MORE,
        DomainHint::Other => domains::HINT_OTHER,
        DomainHint::Wildcard => return domains::hint_wildcard(texts, domain, name),
    };
    texts.get(key).into_owned()
}

/// Why the record stands where it does not help.
fn misplaced(texts: &Texts, name: &str, place: &str) -> String {
    // `_hq-challenge.example.org.example.org`: behind the name comes its zone once more.
    let is_doubled = place.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    if is_doubled { domains::doubled(texts, place) } else { domains::elsewhere(texts, name, place) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_that_was_added_twice_is_told_from_other_places() {
        let texts = Texts::english();
        let name = "_hq-challenge.data.example.org";
        for zone in ["data.example.org", "example.org"] {
            let doubled = misplaced(&texts, name, &format!("{name}.{zone}"));
            assert!(doubled.contains("appended the domain twice"), "{doubled}");
        }
        for place in ["data.example.org", "_hq-challenge.example.org", "hq-challenge.data.example.org"] {
            let other = misplaced(&texts, name, place);
            assert!(other.contains("Move it there"), "{other}");
        }
    }
}
