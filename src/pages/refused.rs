//! The "Why?" button, beside what the person may not do and beside the message of a request that was refused.

use crate::{
    access::Why,
    api::{Answer, use_client},
    chunk,
    language::{error_text, use_language},
};
use hq_contract::{Permission, organizations::Organization};
use leptos::prelude::*;

chunk! {
    /// The button that asks why something is not allowed.
    ask_why(permission: Permission) in part_why {
        view! { <Why permission=permission /> }.into_any()
    }
}

/// The button beside something that needs a permission, while the person lacks it.
pub fn why_if_denied(organization: Signal<Answer<Organization>>, permission: Permission) -> AnyView {
    (move || {
        let may = organization.with(|answer| answer.value.may(permission));
        (!may).then(|| why(permission))
    })
    .into_any()
}

/// The button beside an error message, if that is the message of the last refusal and a permission is what it lacked.
pub fn error_help(message: &str) -> Option<AnyView> {
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
