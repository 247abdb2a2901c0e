//! Links that lead nowhere any more, each with its way out.

use super::{
    facts::Head,
    link::{JoinLink, helper},
    other_account::addresses,
    renewal::Renewal,
    situation::Situation,
};
use crate::{
    kit::SwitchAccount,
    language::t,
    routes::Route,
    session::use_session,
    ui::{Drawing, Gate, Kind, LinkButton, Size},
};
use hq_contract::invitations::{InvitationState, LinkedInvitation, Viewer};
use hq_text::{Texts, join, session};
use leptos::prelude::*;

/// Title, sentence, and one link: into the organization for its members, else to the own invitations, to HQ, or to
/// signing in. Who declined can ask for another invitation, and a
/// colleague before whose screen the invited person sits can give way.
#[component]
pub fn WayOut(situation: Situation, link: JoinLink) -> AnyView {
    let (title, text) = words(situation, link);
    let (label, href) = way(situation, link);
    let button = view! { <LinkButton label=label href=href kind=Kind::Primary size=Size::Large /> };
    let other = situation == Situation::Member && is_for_another(link);
    let text = if other { addresses(link) } else { text };
    let more = match situation {
        Situation::Declined => {
            view! { <Renewal link=link label=join::ANOTHER kind=Kind::Quiet /> }.into_any()
        }
        _ if other => view! { <SwitchAccount label=t(join::SWITCH) kind=Kind::Quiet /> }.into_any(),
        _ => ().into_any(),
    };
    let page = move || {
        view! {
            <Head link=link title=title text=text />
            <div class="gate-action">{button} {more}</div>
        }
    };
    if situation == Situation::Unknown {
        view! { <Gate drawing=Drawing::NotFound>{page()}</Gate> }.into_any()
    } else {
        view! { <Gate>{page()}</Gate> }.into_any()
    }
}

/// Whether a member looks at what waits for somebody else.
fn is_for_another(link: JoinLink) -> bool {
    let mine = use_session().user().get_untracked();
    untrack(|| {
        link.get(|of| of.state == InvitationState::Pending && mine.is_none_or(|mine| mine.email != of.email))
    })
}

fn words(situation: Situation, link: JoinLink) -> (Signal<String>, Signal<String>) {
    let named = |write: fn(&Texts, &LinkedInvitation) -> String| link.text(write);
    match situation {
        Situation::Member => (
            named(|texts, of| join::member_title(texts, of.organization.name.as_str())),
            t(join::MEMBER_TEXT),
        ),
        Situation::Revoked => (
            t(join::REVOKED_TITLE),
            named(|texts, of| join::revoked_text(texts, &helper(texts, of), of.organization.name.as_str())),
        ),
        Situation::Declined => (
            t(join::DECLINED_TITLE),
            named(|texts, of| join::declined_text(texts, of.organization.name.as_str())),
        ),
        Situation::Reported => (
            t(join::REPORTED_TITLE),
            named(|texts, of| join::reported_text(texts, of.email.as_str(), of.organization.name.as_str())),
        ),
        Situation::Used => (
            t(join::USED_TITLE),
            named(|texts, of| join::used_text(texts, &helper(texts, of), of.organization.name.as_str())),
        ),
        Situation::Replaced => (
            t(join::REPLACED_TITLE),
            named(|texts, of| join::replaced_text(texts, of.email.as_str(), of.organization.name.as_str())),
        ),
        Situation::Deleted => (
            named(|texts, of| join::deleted_title(texts, of.organization.name.as_str())),
            named(|texts, of| join::deleted_text(texts, &helper(texts, of))),
        ),
        _ => (t(join::UNKNOWN_TITLE), t(join::UNKNOWN_TEXT)),
    }
}

fn way(situation: Situation, link: JoinLink) -> (Signal<String>, Signal<String>) {
    let signed_in = use_session().user().get_untracked().is_some();
    let href = |route: Route| Signal::stored(route.path());
    match situation {
        Situation::Member => (
            link.text(|texts, of| join::open(texts, of.organization.name.as_str())),
            Signal::derive(move || {
                let slug = link.get(|of| of.slug.as_ref().map(ToString::to_string));
                slug.map_or(Route::home(), Route::organization).path()
            }),
        ),
        // It is pending still: who is invited can answer it without its link.
        Situation::Replaced if untrack(|| link.get(|of| of.viewer == Viewer::Invitee)) => {
            (t(join::OWN), href(Route::account_organizations()))
        }
        Situation::Replaced if !signed_in && untrack(|| link.get(|of| of.account != Some(false))) => {
            (t(session::SUBMIT), href(Route::sign_in(Route::account_organizations().as_return())))
        }
        _ if signed_in => (t(join::HOME), href(Route::home())),
        _ => (t(session::SUBMIT), href(Route::sign_in(None))),
    }
}
