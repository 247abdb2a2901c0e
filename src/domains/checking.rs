//! Looking for a domain's record.

use super::{adding::put, words};
use crate::{
    api::{Answer, Error, List, Mutation},
    language::use_language,
    ui::{Toasts, Tone},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    domains::{Domain, VerifyDomain},
};
use hq_text::domains;
use leptos::prelude::*;

/// Has the server look for the record of one domain.
#[derive(Clone, Copy)]
pub struct Checking {
    org: OrganizationId,
    domain: Memo<Domain>,
    verify: Mutation<VerifyDomain>,
}

impl Checking {
    /// Nothing is being looked for.
    pub fn new(org: OrganizationId, domain: Memo<Domain>, list: List<Domain>) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let verify = Mutation::<VerifyDomain>::new(move |answer: Answer<Domain>| {
            let bound = domain.with_untracked(|domain| domain.state.is_bound());
            if !bound && answer.value.state.is_bound() {
                let name = answer.value.shown();
                toasts.push(
                    Tone::Success,
                    language.text_untracked(|texts| domains::now_verified(texts, &name)),
                );
            }
            put(list, answer.value);
        });
        let error = verify.error();
        Effect::new(move |_| {
            if error.with(|error| error.as_ref().is_some_and(is_gone)) {
                let text = domain.with_untracked(|domain| {
                    language.text_untracked(|texts| domains::gone(texts, &domain.shown()))
                });
                toasts.push(Tone::Warning, text);
                list.retry();
            }
        });
        Self { org, domain, verify }
    }

    /// Looks now.
    pub fn run(self) {
        let id = self.domain.with_untracked(|domain| domain.id);
        self.verify.run(&VerifyDomain { org: self.org, id });
    }

    /// Whether it is being looked for.
    pub fn pending(self) -> Signal<bool> {
        self.verify.pending()
    }

    /// Why it could not be looked for.
    pub fn failure(self) -> AnyView {
        let error = self.verify.error();
        let text = words::error_message(move || error.get().filter(|error| !is_gone(error)));
        view! {
            <p class="field-error" role="alert">
                {move || text.get().unwrap_or_default()}
            </p>
        }
        .into_any()
    }
}

/// Whether somebody else has given the domain up in the meantime.
pub fn is_gone(error: &Error) -> bool {
    error.code() == Some(ProblemCode::NotFound)
}
