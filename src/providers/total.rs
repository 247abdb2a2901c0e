//! What it comes to.

use super::{availability::availability, words::month_text};
use crate::language::{money_text, t, use_language};
use hq_contract::providers::{HighAvailability, Offer};
use hq_text::providers;
use leptos::prelude::*;

/// The footer of an order, which stays in sight: what it comes to a month and what changes that, and the buttons as its
/// children. Without an offer it says what is still to be chosen.
#[component]
pub fn Total(
    #[prop(into)] offer: Signal<Option<Offer>>,
    #[prop(into)] fpu: Signal<Option<u32>>,
    #[prop(optional, into)] high_availability: Signal<bool>,
    children: Children,
) -> AnyView {
    let language = use_language();
    let not_yet = t(providers::NOT_CHOSEN);
    let amount = move || {
        offer.with(|offer| match offer {
            None => not_yet.get(),
            Some(offer) => {
                let available = availability(offer, high_availability.get());
                month_text(language, offer, fpu.get(), available)
            }
        })
    };
    let parts = move || {
        offer.with(|offer| {
            let (offer, fpu) = (offer.as_ref()?, fpu.get()?);
            let each = money_text(language, offer.fpu_month.as_ref().filter(|_| !offer.free)?);
            let doubled = offer.high_availability == HighAvailability::Optional && high_availability.get();
            let write = if doubled { providers::parts_doubled } else { providers::parts };
            Some(language.texts().with(|texts| write(texts, &each, &fpu.to_string())))
        })
    };
    view! {
        <div class="total">
            <p class="total-sum" role="status">
                <span class="total-label">{t(providers::TOTAL)}</span>
                <strong class="total-amount">{amount}</strong>
                <span class="total-parts">{parts}</span>
            </p>
            <div class="total-actions">{children()}</div>
        </div>
    }
    .into_any()
}
