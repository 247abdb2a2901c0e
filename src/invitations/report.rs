//! `/join/{token}/report`: declining or reporting an invitation of somebody unknown, without an account. Reading it does
//! neither, as scanners of mails follow links: the buttons do.

use super::{
    facts::Head,
    link::{JoinLink, inviter},
    page::waiting,
    situation::Situation,
    way_out::WayOut,
};
use crate::{
    api::Mutation,
    kit::page_turn,
    language::t,
    offers::use_offers,
    ui::{Button, Card, FormError, Gate, Kind, Size},
};
use hq_contract::invitations::{DeclineInvitation, InvitationState, ReportInvitation};
use hq_text::join;
use leptos::prelude::*;

/// The question, until it is answered here or there is nothing left to answer.
#[component]
pub fn ReportPage(token: String) -> AnyView {
    let (turn, link) = (page_turn(), JoinLink::new(token));
    let answered = RwSignal::new(None);
    let over = Memo::new(move |_| match (answered.get(), link.situation()) {
        (Some(answered), _) => Some(Some(answered)),
        (None, None) => None,
        (None, Some(situation)) => Some(Some(situation).filter(|situation| is_over(*situation))),
    });
    let body = move || {
        let Some(over) = over.get() else { return waiting(link) };
        turn();
        match over {
            Some(situation) => view! { <WayOut situation=situation link=link /> }.into_any(),
            None => view! { <Question link=link answered=answered /> }.into_any(),
        }
    };
    body.into_any()
}

/// Whether nothing is left to decline or to report. An older mail can still be reported, and so can an invitation that
/// was taken back.
const fn is_over(situation: Situation) -> bool {
    matches!(
        situation,
        Situation::Member | Situation::Used | Situation::Reported | Situation::Deleted | Situation::Unknown
    )
}

#[component]
fn Question(link: JoinLink, answered: RwSignal<Option<Situation>>) -> AnyView {
    let offers = use_offers();
    let said = move |situation: Situation| {
        offers.answered_by_link();
        answered.set(Some(situation));
    };
    let decline = Mutation::<DeclineInvitation>::new(move |_| said(Situation::Declined));
    let report = Mutation::<ReportInvitation>::new(move |_| said(Situation::Reported));
    let (not_declined, not_reported) = (link.failure(decline), link.failure(report));
    let message = Signal::derive(move || not_declined.get().or_else(|| not_reported.get()));
    let free = move || !decline.pending().get_untracked() && !report.pending().get_untracked();
    let on_decline = move |()| {
        if free() {
            report.clear();
            decline.run(&DeclineInvitation { token: link.token() });
        }
    };
    let on_report = move |()| {
        if free() {
            decline.clear();
            report.run(&ReportInvitation { token: link.token() });
        }
    };
    // What became of it meanwhile leaves only reporting.
    let waits = Memo::new(move |_| link.get(|of| of.state == InvitationState::Pending));
    let declining = move || {
        waits.get().then(|| {
            view! {
                <Button
                    label=t(join::DECLINE)
                    size=Size::Large
                    wide=true
                    busy=decline.pending()
                    on_click=on_decline
                />
            }
        })
    };
    let text = link.text(|texts, of| {
        join::report_text(texts, of.email.as_str(), &inviter(texts, of), of.organization.name.as_str())
    });
    view! {
        <Gate>
            <Head link=link title=t(join::REPORT_TITLE) text=text />
            <Card>
                <p>{link.text(|texts, of| join::report_hint(texts, of.organization.name.as_str()))}</p>
                <div class="join-actions">
                    <FormError message=message />
                    {declining}
                    <Button
                        label=t(join::REPORT)
                        kind=Kind::Danger
                        size=Size::Large
                        wide=true
                        busy=report.pending()
                        on_click=on_report
                    />
                </div>
            </Card>
        </Gate>
    }
    .into_any()
}
