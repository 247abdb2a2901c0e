//! What became of the addresses that were sent.

use super::invite_link::ShareableLink;
use crate::{
    language::{count, t, tx},
    ui::{Button, Glyph, Size, Status, Tone, glyph},
};
use hq_contract::{
    InvitationId, OrganizationId,
    invitations::{InvitedAddress, InvitedOutcome},
};
use hq_text::{Key, invite};
use leptos::{html, prelude::*};

/// A line for each address; nothing before there are some. It takes the focus with each answer.
#[component]
pub fn Results(org: OrganizationId, results: RwSignal<Vec<InvitedAddress>>) -> AnyView {
    let any = Memo::new(move |_| results.with(|results| !results.is_empty()));
    let invited = Memo::new(move |_| {
        results.with(|results| results.iter().filter(|one| waits(one.outcome)).count() as u64)
    });
    let (counted, plain) = (count(invite::summary, move || invited.get()), t(invite::RESULTS));
    let summary = move || if invited.get() == 0 { plain.get() } else { counted.get() };
    let place = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        results.track();
        if let Some(place) = place.get() {
            // It stands above what was pressed, and may be out of sight.
            let _ = place.focus();
        }
    });
    let lines = move || results.get().into_iter().map(|result| line(org, result)).collect::<Vec<_>>();
    (move || {
        any.get().then(|| {
            view! {
                <section node_ref=place class="invite-results" tabindex="-1" aria-label=t(invite::RESULTS)>
                    <p class="invite-summary" role="status">
                        {summary}
                    </p>
                    <ul class="invite-results-list">{lines}</ul>
                </section>
            }
            .into_any()
        })
    })
    .into_any()
}

/// Whether somebody has an invitation now.
const fn waits(outcome: InvitedOutcome) -> bool {
    matches!(outcome, InvitedOutcome::Invited | InvitedOutcome::SentAgain)
}

fn line(org: OrganizationId, result: InvitedAddress) -> AnyView {
    let (label, glyph, tone) = outcome(result.outcome);
    let address = result.email;
    let link = result.invitation.filter(|_| waits(result.outcome)).map(|id| link(org, id, address.clone()));
    view! {
        <li class="invite-result">
            <div class="invite-result-text">
                <bdi class="person-name">{address}</bdi>
                <Status label=t(label) glyph=glyph tone=tone />
            </div>
            {link}
        </li>
    }
    .into_any()
}

const fn outcome(outcome: InvitedOutcome) -> (Key, Glyph, Tone) {
    match outcome {
        InvitedOutcome::Invited => (invite::INVITED, glyph::ACTIVE, Tone::Success),
        InvitedOutcome::SentAgain => (invite::SENT_AGAIN, glyph::SEND, Tone::Success),
        InvitedOutcome::AlreadyMember => (invite::ALREADY_MEMBER, glyph::INFO, Tone::Info),
        InvitedOutcome::Repeated => (invite::REPEATED, glyph::INFO, Tone::Info),
        InvitedOutcome::NotAnAddress => (invite::WRONG, glyph::ALERT, Tone::Danger),
        InvitedOutcome::Declined => (invite::REFUSED, glyph::INACTIVE, Tone::Danger),
        InvitedOutcome::TooOften => (invite::TOO_OFTEN, glyph::CLOCK, Tone::Warning),
        InvitedOutcome::NeedsAdmin => (invite::NEEDS_ADMIN, glyph::INFO, Tone::Warning),
    }
}

fn link(org: OrganizationId, id: InvitationId, address: String) -> AnyView {
    let link = ShareableLink::new(org, id);
    view! {
        <Button
            label=t(invite::COPY_LINK)
            about=tx(move |texts| invite::for_address(texts, &address))
            icon=glyph::LINK
            size=Size::Small
            busy=link.pending()
            on_click=move |()| link.make()
        />
        {link.shown()}
    }
    .into_any()
}
