//! Withdrawing a request to join.

use crate::{
    api::Mutation,
    language::{error_text, t, use_language},
    offers::use_offers,
    session::use_session,
    ui::{Button, Size, Toasts, Tone},
};
use hq_contract::{JoinRequestId, OrganizationId, join_requests::WithdrawJoinRequest};
use hq_text::offers;
use leptos::prelude::*;

/// Withdrawing a request, and which one.
#[derive(Clone, Copy)]
pub struct Withdraw {
    about: RwSignal<Option<(OrganizationId, JoinRequestId)>>,
    mutation: Mutation<WithdrawJoinRequest>,
}

impl Withdraw {
    /// `done` runs once it is withdrawn. Why it could not be is said in a toast; a request that was answered meanwhile
    /// is looked up anew.
    pub fn new(done: impl Fn(OrganizationId) + 'static) -> Self {
        let (session, waiting) = (use_session(), use_offers());
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let about = RwSignal::new(None::<(OrganizationId, JoinRequestId)>);
        let mutation = Mutation::<WithdrawJoinRequest>::new(move |_| {
            if let Some((org, _)) = about.get_untracked() {
                done(org);
                waiting.withdrawn(org);
            }
            toasts.push(
                Tone::Success,
                language.text_untracked(|texts| texts.get(offers::WITHDRAWN).into_owned()),
            );
        });
        let error = mutation.error();
        Effect::new(move |_| {
            if let Some(error) = error.get() {
                toasts.push(Tone::Warning, untrack(|| error_text(language, &error)));
                if error.is_definite() {
                    session.load();
                }
            }
        });
        Self { about, mutation }
    }

    /// The button of a request to the organization of that name.
    pub fn button(self, org: OrganizationId, id: JoinRequestId, name: String) -> AnyView {
        let pending = self.mutation.pending();
        let busy = move || pending.get() && self.about.get() == Some((org, id));
        let run = move |()| {
            if !pending.get_untracked() {
                self.about.set(Some((org, id)));
                self.mutation.run(&WithdrawJoinRequest { org, id });
            }
        };
        view! {
            <Button
                label=t(offers::WITHDRAW)
                about=name
                size=Size::Small
                busy=Signal::derive(busy)
                on_click=run
            />
        }
        .into_any()
    }
}
