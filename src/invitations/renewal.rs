//! Asking for another link in the place of one that cannot be accepted any more, or as it is.

use super::{
    facts::{Facts, Head},
    link::JoinLink,
};
use crate::{
    api::Mutation,
    browser::page,
    language::t,
    ui::{Banner, Button, FormError, Gate, Kind, Size, Tone},
};
use hq_contract::invitations::{DAYS, RenewInvitation};
use hq_text::{Key, join};
use leptos::prelude::*;

/// The invitation's time is over.
#[component]
pub fn Expired(link: JoinLink) -> AnyView {
    let text =
        link.text(|texts, of| join::expired_text(texts, &DAYS.to_string(), of.organization.name.as_str()));
    view! {
        <Gate>
            <Head link=link title=t(join::EXPIRED_TITLE) text=text />
            <Facts link=link>
                <Renewal link=link label=join::RENEW kind=Kind::Primary />
            </Facts>
        </Gate>
    }
    .into_any()
}

/// The button that asks, once; signed in or not. An admin is told: who invited, or where they are none any more, all.
#[component]
pub fn Renewal(link: JoinLink, label: Key, kind: Kind) -> AnyView {
    let asked = RwSignal::new(false);
    let renew = Mutation::<RenewInvitation>::new(move |_| {
        // The button that has the focus can be pressed no more.
        page::focus("h1");
        asked.set(true);
    });
    let text = link.text(|texts, of| join::renewed(texts, of.email.as_str(), of.organization.name.as_str()));
    let size = if kind == Kind::Primary { Size::Large } else { Size::Medium };
    view! {
        <FormError message=link.failure(renew) />
        <Banner text=move || if asked.get() { text.get() } else { String::new() } tone=Tone::Success />
        <Button
            label=t(label)
            kind=kind
            size=size
            wide=true
            disabled=asked
            busy=renew.pending()
            on_click=move |()| {
                renew
                    .run(
                        &RenewInvitation {
                            token: link.token(),
                        },
                    )
            }
        />
    }
    .into_any()
}
