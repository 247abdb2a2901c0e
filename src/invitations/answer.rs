//! Joining or declining.

use super::{
    facts::{Facts, Head},
    link::JoinLink,
    situation::Situation,
};
use crate::{
    api::Mutation,
    language::t,
    offers::use_offers,
    routes::{Route, use_router},
    ui::{Button, FormError, Gate, Kind, Size},
};
use hq_contract::invitations::{AcceptInvitation, DeclineInvitation};
use hq_text::join;
use leptos::prelude::*;

/// The invited person's page.
#[component]
pub fn AnswerInvitation(link: JoinLink) -> AnyView {
    let (offers, router) = (use_offers(), use_router());
    let accept = Mutation::<AcceptInvitation>::new(move |answer| {
        let inside = Route::organization(answer.value.slug.to_string());
        offers.joined(answer.value);
        offers.answered_by_link();
        // The token leaves the address bar with its page.
        router.replace(inside);
    });
    let decline = Mutation::<DeclineInvitation>::new(move |_| {
        offers.answered_by_link();
        link.becomes(Situation::Declined);
    });
    let (refused, not_declined) = (link.failure(accept), link.failure(decline));
    let message = Signal::derive(move || refused.get().or_else(|| not_declined.get()));
    let free = move || !accept.pending().get_untracked() && !decline.pending().get_untracked();
    let on_accept = move |()| {
        if free() {
            decline.clear();
            accept.run(&AcceptInvitation { token: link.token() });
        }
    };
    let on_decline = move |()| {
        if free() {
            accept.clear();
            decline.run(&DeclineInvitation { token: link.token() });
        }
    };
    let title = link.text(|texts, of| match &of.inviter {
        Some(inviter) => join::invited_by(texts, inviter.name(), of.organization.name.as_str()),
        None => join::invited(texts, of.organization.name.as_str()),
    });
    view! {
        <Gate>
            <Head link=link title=title text=t(join::ANSWER_TEXT) />
            <Facts link=link>
                <FormError message=message />
                <Button
                    label=link.text(|texts, of| join::accept(texts, of.organization.name.as_str()))
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                    busy=accept.pending()
                    on_click=on_accept
                />
                <Button
                    label=t(join::DECLINE)
                    kind=Kind::Quiet
                    wide=true
                    busy=decline.pending()
                    on_click=on_decline
                />
            </Facts>
        </Gate>
    }
    .into_any()
}
