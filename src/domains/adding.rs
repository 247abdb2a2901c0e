//! Claiming a domain name.

use super::words;
use crate::{
    api::{Answer, List, Mutation, Remote, unless_about},
    browser::page,
    kit::{Input, InputField},
    language::{t, use_language},
    ui::{Actions, Button, Card, FieldKind, Form, FormError, Kind, Toasts, Tone},
};
use hq_contract::{
    DomainId, DomainName, OrganizationId,
    domains::{ClaimDomain, Domain, NewDomain},
};
use hq_text::domains;
use leptos::prelude::*;

/// What is told beside the field.
const FIELD: &str = "/name";

/// The form of one field.
pub fn adding(org: OrganizationId, list: List<Domain>, input: Input<DomainName>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let claim = Mutation::<ClaimDomain>::new(move |answer: Answer<Domain>| {
        let domain = answer.value;
        let known = list.items().with_untracked(|items| items.iter().any(|item| item.id == domain.id));
        let write = if known { domains::there_already } else { domains::added };
        toasts.push(Tone::Success, language.text_untracked(|texts| write(texts, &domain.shown())));
        input.reset("");
        let id = domain.id;
        put(list, domain);
        request_animation_frame(move || {
            page::focus(&format!("#{}", heading(id)));
        });
    });
    let input = input.refused_by(claim, FIELD);
    let submit = move |()| match input.read() {
        Some(name) => claim.run(&ClaimDomain { org, body: NewDomain { name } }),
        None => input.focus.notify(),
    };
    let (code, failed) = (input.code(), claim.error());
    let wrong = Signal::derive(move || {
        code.get().map(|code| language.texts().with(|texts| texts.get(words::field(code)).into_owned()))
    });
    view! {
        <Card title=t(domains::ADD_TITLE)>
            <Form on_submit=submit>
                <FormError message=words::error_message(unless_about(failed, &[FIELD])) />
                <InputField
                    label=t(domains::NAME)
                    input=input
                    kind=FieldKind::Slug
                    name="domain"
                    hint=t(domains::NAME_HINT)
                    error=wrong
                />
                <Actions>
                    <Button label=t(domains::ADD) kind=Kind::Primary submit=true busy=claim.pending() />
                </Actions>
            </Form>
        </Card>
    }
    .into_any()
}

/// The id of the element with a domain's name.
pub fn heading(id: DomainId) -> String {
    format!("domain-{id}")
}

/// Puts what the server has answered into the list: in the place of what was known, or where its name belongs.
pub fn put(list: List<Domain>, domain: Domain) {
    if !list.with(|remote| matches!(remote, Remote::Ready(_))) {
        return list.retry();
    }
    list.edit(|items| match items.iter_mut().find(|item| item.id == domain.id) {
        Some(item) => item.clone_from(&domain),
        None => {
            let place = items.partition_point(|item| item.name < domain.name);
            items.insert(place, domain.clone());
        }
    });
}
