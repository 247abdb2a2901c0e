//! Which verified domains a certificate's names lie in.

use super::shared::CertificateList;
use crate::{
    language::{count, t, tx},
    ui::{Disclosure, NameParts},
};
use hq_contract::certificates::not_covered;
use hq_text::{certificates, domains, isolate};
use leptos::prelude::*;

/// Names that lie in the same domain, or in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainNames {
    /// The domain.
    pub domain: Option<String>,
    /// The names.
    pub names: Vec<String>,
}

/// Names grouped by their domains, in the order of the names; those in no domain last.
pub fn by_domain(names: impl Iterator<Item = (String, Option<String>)>) -> Vec<DomainNames> {
    let mut groups: Vec<DomainNames> = Vec::new();
    for (name, domain) in names {
        match groups.iter_mut().find(|group| group.domain == domain) {
            Some(group) => group.names.push(name),
            None => groups.push(DomainNames { domain, names: vec![name] }),
        }
    }
    groups.sort_by_key(|group| group.domain.is_none());
    groups
}

/// One after the other; a name from right to left does not turn them round.
fn listed(names: &[String]) -> String {
    names.iter().map(|name| isolate(name)).collect::<Vec<_>>().join(", ")
}

/// The domains; which names lie in each is said where there are several. Where some lie in none, with the way to the domains.
pub fn domain_list(page: CertificateList, groups: Vec<DomainNames>) -> AnyView {
    let several = groups.len() > 1;
    let items = groups.into_iter().map(|DomainNames { domain, names }| {
        let names = several.then(|| view! { <span class="certificate-soft">{listed(&names)}</span> });
        let what = match domain {
            Some(domain) => view! {
                <bdi>
                    <NameParts name=domain />
                </bdi>
            }.into_any(),
            None => view! { <span>{t(certificates::NO_DOMAIN)} " · "<a href=page.domains()>{t(domains::TITLE)}</a></span> }
            .into_any(),
        };
        view! { <li>{what} {names}</li> }
    });
    view! { <ul class="certificate-lines">{items.collect::<Vec<_>>()}</ul> }.into_any()
}

/// How many names stand there at once: a certificate can have a hundred.
const AT_ONCE: usize = 4;

/// The names: the first one, then the others; those of which there are many open at a press. Beside a wildcard stands what it
/// is not for.
pub fn names(names: &[String]) -> AnyView {
    let missing: Vec<&str> = not_covered(names.iter().map(String::as_str)).collect();
    let not_for = |name: &String| {
        let base = name.strip_prefix("*.").filter(|base| missing.contains(base))?.to_owned();
        Some(view! {
            " · "
            {tx(move |texts| certificates::not_covered(texts, &base))}
        })
    };
    let soft = |name: &String| {
        view! {
            <span class="certificate-soft">
                <bdi>
                    <NameParts name=name.clone() />
                </bdi>
                {not_for(name)}
            </span>
        }
    };
    // One more is no longer than the line that would stand for it.
    let seen = if names.len() > AT_ONCE + 1 { AT_ONCE } else { names.len() };
    let (seen, more) = names.split_at_checked(seen).unwrap_or((names, &[]));
    let others: Vec<_> = seen.iter().skip(1).map(soft).collect();
    let number = u64::try_from(more.len()).unwrap_or(0);
    let rest = (number > 0).then(|| {
        let label = count(certificates::more_names, move || number);
        let rest: Vec<_> = more.iter().map(soft).collect();
        view! { <Disclosure label=label>{rest}</Disclosure> }
    });
    view! {
        <div class="certificate-lines">
            <span>
                <strong class="certificate-name">{seen.first().cloned()}</strong>
                {seen.first().and_then(not_for)}
            </span>
            {others}
            {rest}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_grouped_by_their_domain() {
        let named = |name: &str, domain: Option<&str>| (name.to_owned(), domain.map(ToOwned::to_owned));
        let own = Some("example.org");
        let all = [named("x.test", None), named("example.org", own), named("*.example.org", own)];
        assert_eq!(
            by_domain(all.into_iter()),
            [
                DomainNames {
                    domain: Some("example.org".into()),
                    names: vec!["example.org".into(), "*.example.org".into()]
                },
                DomainNames { domain: None, names: vec!["x.test".into()] },
            ]
        );
    }
}
