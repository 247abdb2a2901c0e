//! The change that is under way, for the card and what stands on it.

use crate::{
    api::{Answer, Query},
    browser::page,
};
use hq_contract::email_changes::{EmailChange, MyEmailChange};
use leptos::prelude::*;

/// What can be done; takes the focus where the button that had it goes with what it did.
const STATE: &str = ".email-change";

/// The change that is under way.
#[derive(Clone, Copy)]
pub(super) struct UnderWay(Query<MyEmailChange>);

impl UnderWay {
    /// As the server says it.
    pub(super) const fn of(query: Query<MyEmailChange>) -> Self {
        Self(query)
    }

    /// This is under way from now on, as an answer said.
    pub(super) fn becomes(self, change: Option<EmailChange>) {
        self.0.set(Answer { value: MyEmailChange { pending: change }, version: None });
        request_animation_frame(|| {
            page::focus(STATE);
        });
    }

    /// Looks again.
    pub(super) fn look_again(self) {
        self.0.retry();
    }
}
