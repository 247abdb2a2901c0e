//! "Why?", beside what the person may not do: what stands on the first pages, and whatever the server has refused.

use crate::{
    api::{Answer, use_client},
    chunk,
    language::{error_text, use_language},
    session::Why,
};
use hq_contract::{Permission, organizations::Organization};
use leptos::prelude::*;

chunk! {
    /// The way to ask why something may not be done.
    ask_why(permission: Permission) in part_why {
        view! { <Why permission=permission /> }.into_any()
    }
}

/// Beside something that only those see as a way to somewhere who may go there.
pub fn withheld(organization: Signal<Answer<Organization>>, permission: Permission) -> AnyView {
    (move || {
        let may = organization.with(|answer| answer.value.may(permission));
        (!may).then(|| why(permission))
    })
    .into_any()
}

/// Beside a message: where it is what the last refusal reads, and the refusal names what is lacking.
pub fn beside(message: &str) -> Option<AnyView> {
    let (refused, language) = (use_client().refused(), use_language());
    let permission = untrack(|| {
        refused.with(|error| {
            let error = error.as_ref()?;
            error.permission().filter(|_| error_text(language, error) == message)
        })
    });
    permission.map(why)
}

fn why(permission: Permission) -> AnyView {
    ask_why(permission).when_open(Signal::stored(false), Signal::stored(true))
}
