//! Asking why something may not be done. [`super::WhyDialog`] is the answer.

use super::{question::use_question, refusal::refusal_key};
use crate::{
    language::t,
    ui::{Button, Kind, Size},
};
use hq_contract::Permission;
use hq_text::access;
use leptos::prelude::*;

/// "Why?", beside what the person may not do in the organization that the URL names.
#[component]
pub fn Why(permission: Permission) -> AnyView {
    let asked = use_question();
    view! {
        <span class="why">
            <Button
                label=t(access::WHY)
                about=t(refusal_key(permission))
                kind=Kind::Quiet
                size=Size::Small
                on_click=move |()| asked.ask(permission)
            />
        </span>
    }
    .into_any()
}
