//! Whether it is to outlive a machine.

use super::fixed::FixedMark;
use crate::{language::t, ui::Switch};
use hq_contract::providers::{HighAvailability, Offer};
use hq_text::providers;
use leptos::prelude::*;

/// Whether something of the offer outlives a machine, for who wants that or not.
#[must_use]
pub const fn availability(offer: &Offer, wanted: bool) -> bool {
    match offer.high_availability {
        HighAvailability::Unavailable => false,
        HighAvailability::Optional => wanted,
        HighAvailability::Always => true,
    }
}

/// The switch where there is a choice; where there is none, a sentence that says so.
#[component]
pub fn AvailabilityField(#[prop(into)] offer: Signal<Option<Offer>>, value: RwSignal<bool>) -> AnyView {
    let kind = Memo::new(move |_| offer.with(|offer| offer.as_ref().map(|offer| offer.high_availability)));
    let body = move || match kind.get() {
        None => None,
        Some(HighAvailability::Unavailable) => {
            Some(view! { <p class="availability-fixed">{t(providers::HA_UNAVAILABLE)}</p> }.into_any())
        }
        Some(HighAvailability::Always) => {
            Some(view! { <p class="availability-fixed">{t(providers::HA_ALWAYS)}</p> }.into_any())
        }
        Some(HighAvailability::Optional) => Some(
            view! {
                <Switch label=t(providers::HA) value=value hint=t(providers::HA_HINT) />
                <FixedMark />
            }
            .into_any(),
        ),
    };
    view! { <div class="availability">{body}</div> }.into_any()
}
