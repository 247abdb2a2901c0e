//! `/join/{token}`. Reading it accepts nothing, as scanners of mails follow links: the buttons do.

use super::{
    answer::AnswerInvitation,
    facts::{Facts, Head},
    link::{JoinLink, inviter},
    obstacle::{InviterLostRight, MfaMissing, SeatsFull},
    other_account::OtherAccount,
    renewal::Expired,
    sign_up::{SignInOrUp, SignUp},
    situation::Situation,
    way_out::WayOut,
};
use crate::{
    kit::page_turn,
    language::{error_text, t, use_language},
    routes::Route,
    session::{SignInForm, use_session},
    ui::{ComingGate, Failed, Gate, Shape, Skeleton},
};
use hq_text::{common, join, session};
use leptos::prelude::*;

/// The page of the link's situation. What an answer shows to have changed meanwhile is another page under the same
/// path.
#[component]
pub fn JoinPage(token: String) -> AnyView {
    let (turn, link) = (page_turn(), JoinLink::new(token));
    let situation = Memo::new(move |_| link.situation());
    let body = move || match situation.get() {
        None => waiting(link),
        Some(situation) => {
            turn();
            page(situation, link)
        }
    };
    body.into_any()
}

fn page(situation: Situation, link: JoinLink) -> AnyView {
    match situation {
        Situation::Answer => view! { <AnswerInvitation link=link /> }.into_any(),
        Situation::SignIn => sign_in(link),
        Situation::SignUp => view! { <SignUp link=link /> }.into_any(),
        Situation::SignInOrUp => view! { <SignInOrUp link=link /> }.into_any(),
        Situation::SeatsFull => view! { <SeatsFull link=link /> }.into_any(),
        Situation::InviterLostRight => view! { <InviterLostRight link=link /> }.into_any(),
        Situation::MfaMissing => view! { <MfaMissing link=link /> }.into_any(),
        Situation::OtherAccount => view! { <OtherAccount link=link /> }.into_any(),
        Situation::Expired => view! { <Expired link=link /> }.into_any(),
        Situation::Member
        | Situation::Revoked
        | Situation::Declined
        | Situation::Reported
        | Situation::Used
        | Situation::Replaced
        | Situation::Deleted
        | Situation::Unknown => view! { <WayOut situation=situation link=link /> }.into_any(),
    }
}

/// On its way, or failed.
pub(super) fn waiting(link: JoinLink) -> AnyView {
    let (language, query) = (use_language(), link.query());
    let failure =
        Memo::new(move |_| query.with(|remote| remote.failure().map(|error| error_text(language, error))));
    let body = move || match failure.get() {
        Some(text) => {
            let retry = move |()| query.retry();
            view! { <Failed text=text retry_label=t(common::TRY_AGAIN) on_retry=retry /> }.into_any()
        }
        None => view! {
            <div class="loading">
                <Skeleton shape=Shape::Title />
                <Skeleton shape=Shape::Card />
            </div>
        }
        .into_any(),
    };
    view! { <ComingGate>{body}</ComingGate> }.into_any()
}

/// The address has an account: signing in leads to the answer.
fn sign_in(link: JoinLink) -> AnyView {
    let address =
        link.query().with_untracked(|remote| remote.ready().map(|answer| answer.value.email.clone()));
    // Somebody whose session has ended unnoticed stays on this page; anybody else gets a new one.
    let unnoticed = use_session().user().get_untracked().is_some();
    let on_done = move |()| {
        if unnoticed {
            link.look_again();
        }
    };
    let form = address.map(|address| view! { <SignInForm fixed=address on_done=on_done /> });
    view! {
        <Gate>
            <Head
                link=link
                title=link.text(|texts, of| join::sign_in_title(texts, of.organization.name.as_str()))
                text=link
                    .text(|texts, of| { join::sign_in_text(texts, of.email.as_str(), &inviter(texts, of)) })
            />
            <Facts link=link form=true>
                {form}
                <p class="gate-note">
                    <a href=Route::reset_password().path()>{t(session::FORGOT)}</a>
                </p>
            </Facts>
        </Gate>
    }
    .into_any()
}
