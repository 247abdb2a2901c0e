//! The invitation's time is over.

use super::{
    facts::{Facts, Head},
    link::{Link, helper, inviter},
};
use crate::{
    api::Mutation,
    language::t,
    ui::{Banner, Button, FormError, Gate, Kind, Size, Tone},
};
use hq_contract::invitations::{DAYS, RenewInvitation};
use hq_text::join;
use leptos::prelude::*;

/// Asks the inviter for a new link, once; signed in or not.
#[component]
pub fn Expired(link: Link) -> AnyView {
    let asked = RwSignal::new(false);
    let renew = Mutation::<RenewInvitation>::new(move |_| asked.set(true));
    let told = link.text(|texts, of| join::renewed(texts, of.email.as_str(), &inviter(texts, of)));
    let text = link.text(|texts, of| {
        join::expired_text(texts, &DAYS.to_string(), &helper(texts, of), of.organization.as_str())
    });
    view! {
        <Gate>
            <Head link=link title=t(join::EXPIRED_TITLE) text=text />
            <Facts link=link>
                <FormError message=link.failure(renew) />
                <Banner
                    text=move || if asked.get() { told.get() } else { String::new() }
                    tone=Tone::Success
                />
                <Button
                    label=t(join::RENEW)
                    kind=Kind::Primary
                    size=Size::Large
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
            </Facts>
        </Gate>
    }
    .into_any()
}
