//! What an invitation says: the organization, who invited whom, as what, until when.

use super::link::JoinLink;
use crate::{
    language::{moment, role_key, t},
    routes::{PageTitle, Route},
    ui::{Avatar, Card, Lead},
};
use hq_contract::{
    Note,
    invitations::{LinkedInvitation, Viewer},
};
use hq_text::{Key, join};
use leptos::prelude::*;

/// The head of a page about an invitation: the organization's square, the title, a sentence.
#[component]
pub fn Head(link: JoinLink, title: Signal<String>, text: Signal<String>) -> AnyView {
    let name = Signal::derive(move || link.get(|of| of.organization.name.to_string()));
    let colour = Signal::derive(move || link.get(|of| of.colour.as_str().to_owned()));
    view! {
        <div class="join-mark">
            {move || {
                (!name.with(String::is_empty))
                    .then(|| view! { <Avatar name=name colour=colour square=true /> })
            }}
        </div>
        <PageTitle title=title />
        <Lead text=text />
    }
    .into_any()
}

/// The card with the personal word and the facts; `children` are what can be done. In a `form`, the address is one of
/// its fields.
#[component]
pub fn Facts(link: JoinLink, #[prop(optional)] form: bool, children: Children) -> AnyView {
    let of = link.query().with_untracked(|remote| remote.ready().map(|answer| answer.value.clone()));
    // Who holds the mailed link, or is invited, can say no without an account.
    let theirs = of.as_ref().is_some_and(|of| of.mailed || of.viewer == Viewer::Invitee);
    let stranger = theirs.then(|| {
        let report = Route::report(link.token()).path();
        view! { <p class="gate-note">{t(join::STRANGER)} " " <a href=report>{t(join::STRANGER_LINK)}</a></p> }
    });
    view! {
        <Card>
            {of.map(|of| list(of, !form))} <div class="join-actions" data-form=form.then_some("true")>
                {children()}
                {stranger}
            </div>
        </Card>
    }
    .into_any()
}

fn list(of: LinkedInvitation, address: bool) -> AnyView {
    let fact = |label: Key, value: Signal<String>| {
        view! {
            <div class="join-fact">
                <dt>{t(label)}</dt>
                <dd>
                    <bdi>{value}</bdi>
                </dd>
            </div>
        }
        .into_any()
    };
    let inviter = of.inviter.map(|inviter| fact(join::FROM, Signal::stored(inviter.name().to_owned())));
    let address = address.then(|| fact(join::ADDRESS, Signal::stored(of.email.to_string())));
    view! {
        {of.note.map(note)}
        <dl class="join-facts">
            {inviter} {address} {fact(join::ROLE, t(role_key(of.role)))}
            {fact(join::UNTIL, moment(of.expires_at))}
        </dl>
    }
    .into_any()
}

fn note(note: Note) -> AnyView {
    let note = note.to_string();
    view! {
        <blockquote class="join-note" dir="auto">
            {note}
        </blockquote>
    }
    .into_any()
}
