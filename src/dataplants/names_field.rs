//! The names under which a dataplant is to answer.

use super::access::DataplantAccess;
use crate::{
    access::Why,
    api::Query,
    browser::host,
    kit::{ChipsField, ChipsInput},
    language::{t, tx},
    providers::field_text,
    routes::Route,
    ui::{Button, Size, glyph},
};
use hq_contract::{
    DomainName, FieldCode, Permission,
    dataplants::MAX_NAMES,
    domains::{Domain, ListDomains},
};
use hq_text::{Key, dataplants};
use leptos::prelude::*;

/// Names that are being chosen: verified domains of the organization, or such as lie in one.
#[derive(Clone, Copy)]
pub(super) struct NamesInput {
    /// The field.
    pub(super) input: ChipsInput<DomainName>,
    access: DataplantAccess,
    verified: Memo<Option<Vec<DomainName>>>,
}

impl NamesInput {
    /// Beginning with these. The organization's domains are read only where the person may.
    pub(super) fn new(access: DataplantAccess, first: &[String]) -> Self {
        let domains =
            Query::new(move || access.infrastructure.get().then_some(ListDomains { org: access.org }));
        let verified = Memo::new(move |_| {
            domains.with(|remote| {
                let bound = |domain: &&Domain| domain.state.is_bound();
                let all = remote.ready().map(|answer| answer.value.items.iter().filter(bound));
                all.map(|all| all.map(|domain| domain.name.clone()).collect::<Vec<_>>())
            })
        });
        let input = ChipsInput::new(first, MAX_NAMES, move |text| {
            let name = typed(text)?;
            // As long as the domains are not known, the server says it.
            let known = verified.with(|verified| verified.as_ref().is_none_or(|all| lies_in(&name, all)));
            if known { Ok(name) } else { Err(FieldCode::NotVerified) }
        });
        Self { input, access, verified }
    }
}

/// Whether a name is one of these domains, or lies in one.
fn lies_in(name: &DomainName, domains: &[DomainName]) -> bool {
    domains.iter().any(|domain| {
        let rest = name.as_str().strip_suffix(domain.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// What was typed or pasted, as the browser's address bar would read it, in the form of the DNS.
fn typed(text: &str) -> Result<DomainName, FieldCode> {
    let typed = DomainName::parse(text)?;
    let ascii = host::ascii(typed.as_str()).ok_or_else(|| DomainName::why_unfit(typed.as_str()))?;
    DomainName::parse(&ascii)
}

const fn words(code: FieldCode) -> Key {
    match code {
        FieldCode::NotADomain => dataplants::NOT_A_DOMAIN,
        other => field_text(other),
    }
}

/// The field, with the verified domains to pick; for who may not give names, or where none can be given, why.
#[component]
pub(super) fn NamesField(names: NamesInput, #[prop(into)] takes: Signal<bool>) -> AnyView {
    let access = names.access;
    let none =
        Memo::new(move |_| names.verified.with(|verified| verified.as_ref().is_some_and(Vec::is_empty)));
    let domains = Signal::derive(move || Route::domains(access.slug.get()).path());
    (move || {
        if !takes.get() {
            return note(dataplants::NAMES_NOT_TAKEN, ().into_any());
        }
        if !access.infrastructure.get() {
            let why = view! { <Why permission=Permission::ManageInfrastructure /> };
            return note(dataplants::NAMES_NOT_YOU, why.into_any());
        }
        if none.get() {
            let link = view! { <a href=domains>{t(dataplants::NAMES_VERIFY)}</a> };
            return note(dataplants::NAMES_NONE_VERIFIED, link.into_any());
        }
        view! {
            <div class="names-field">
                <ChipsField
                    label=t(dataplants::NAMES)
                    input=names.input
                    name="names"
                    words=words
                    hint=t(dataplants::NAMES_HINT)
                />
                {picks(names)}
            </div>
        }
        .into_any()
    })
    .into_any()
}

fn note(text: Key, more: AnyView) -> AnyView {
    view! {
        <div class="field">
            <p class="field-label">{t(dataplants::NAMES)}</p>
            <p class="field-hint">{t(text)} " " {more}</p>
        </div>
    }
    .into_any()
}

/// The verified domains that are not taken yet, a button each.
fn picks(names: NamesInput) -> AnyView {
    let free = Memo::new(move |_| {
        let all = names.verified.with(|verified| verified.clone().unwrap_or_default());
        names.input.entries.with(|entries| {
            all.into_iter()
                .filter(|name| !entries.iter().any(|entry| entry == name.as_str()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="names-picks">
            <For
                each=move || free.get()
                key=|name| name.to_string()
                children=move |name| {
                    let (shown, taken) = (name.to_string(), name.to_string());
                    view! {
                        <Button
                            label=tx(move |texts| dataplants::names_add(texts, &shown))
                            size=Size::Small
                            icon=glyph::PLUS
                            on_click=move |()| names.input.toggle(&taken)
                        />
                    }
                }
            />
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_lies_in_a_verified_domain_or_is_one() {
        let name = |text: &str| DomainName::parse(text).unwrap();
        let verified = [name("example.org")];
        for inside in ["example.org", "data.example.org", "a.b.example.org"] {
            assert!(lies_in(&name(inside), &verified), "{inside}");
        }
        for outside in ["badexample.org", "org.example", "example.com"] {
            assert!(!lies_in(&name(outside), &verified), "{outside}");
        }
        assert!(!lies_in(&name("example.org"), &[]));
    }
}
