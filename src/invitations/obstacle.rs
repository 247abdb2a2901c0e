//! A pending invitation that cannot be accepted right now.

use super::{
    facts::{Facts, Head},
    link::{JoinLink, helper},
    renewal::Renewal,
};
use crate::{
    language::{t, use_language},
    routes::Route,
    ui::{Button, Gate, Kind, LinkButton, Size, Toasts, Tone},
};
use hq_text::{common, join, mfa};
use leptos::prelude::*;

/// Every seat is taken: looks again when asked to.
#[component]
pub fn SeatsFull(link: JoinLink) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let (fetching, asked) = (link.query().fetching(), RwSignal::new(false));
    Effect::new(move |_| {
        // This page still stands: what was looked for has not changed.
        if asked.get() && !fetching.get() {
            asked.set(false);
            toasts.push(Tone::Info, language.text_untracked(|texts| texts.get(join::UNCHANGED).into_owned()));
        }
    });
    let again = move |()| {
        link.look_again();
        asked.set(true);
    };
    view! {
        <Gate>
            <Head
                link=link
                title=link.text(|texts, of| join::seats_title(texts, of.organization.name.as_str()))
                text=link.text(|texts, of| join::seats_text(texts, &helper(texts, of)))
            />
            <Facts link=link>
                <Button
                    label=t(common::TRY_AGAIN)
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                    busy=fetching
                    on_click=again
                />
                {home()}
            </Facts>
        </Gate>
    }
    .into_any()
}

/// Who invited may no longer offer it: somebody who may has to send it again.
#[component]
pub fn InviterLostRight(link: JoinLink) -> AnyView {
    let text = link.text(|texts, of| match &of.inviter {
        Some(inviter) => join::inviter_text(texts, inviter.name(), of.organization.name.as_str()),
        None => join::inviter_gone_text(texts, of.organization.name.as_str()),
    });
    view! {
        <Gate>
            <Head link=link title=t(join::INVITER_TITLE) text=text />
            <Facts link=link>
                <Renewal link=link label=join::ANOTHER kind=Kind::Primary />
                {home()}
            </Facts>
        </Gate>
    }
    .into_any()
}

/// The organization forces two-step sign-in: setting it up leads back here.
#[component]
pub fn MfaMissing(link: JoinLink) -> AnyView {
    let set_up = Route::security(Route::join(link.token()).as_return());
    view! {
        <Gate>
            <Head
                link=link
                title=link.text(|texts, of| mfa::missing_title(texts, of.organization.name.as_str()))
                text=t(mfa::MISSING_TO_JOIN)
            />
            <Facts link=link>
                <LinkButton
                    label=t(mfa::SET_UP_NOW)
                    href=set_up.path()
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                />
                {home()}
            </Facts>
        </Gate>
    }
    .into_any()
}

fn home() -> AnyView {
    view! { <LinkButton label=t(join::HOME) href=Route::home().path() kind=Kind::Quiet wide=true /> }
        .into_any()
}
