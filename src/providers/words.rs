//! Offers in words.

use crate::language::{Language, country_text, money_text};
use hq_contract::providers::{Offer, Region, Unavailable, UnavailableCode};
use hq_text::{Texts, providers};
use leptos::prelude::*;

/// What something of an offer costs a month, in words: never nothing. Without a size it is the smallest one's.
#[must_use]
pub fn month_text(language: Language, offer: &Offer, fpu: Option<u32>, high_availability: bool) -> String {
    let (text, locale) = (language.texts(), language);
    if offer.free {
        return text.with(|texts| texts.get(providers::NO_CHARGE).into_owned());
    }
    // Where a broker has no sizes, the plan is the size.
    let least = offer.fpu.map_or(1, |sizes| sizes.min);
    match offer.month(fpu.unwrap_or(least), high_availability) {
        Some(money) => {
            let amount = money_text(locale, &money);
            let write =
                if fpu.is_none() && offer.fpu.is_some() { providers::from_month } else { providers::month };
            text.with(|texts| write(texts, &amount))
        }
        None => text.with(|texts| texts.get(providers::PRICE_UNKNOWN).into_owned()),
    }
}

/// Why something cannot be ordered at present.
#[must_use]
pub fn unavailable_text(texts: &Texts, unavailable: &Unavailable) -> String {
    match (unavailable.code, unavailable.detail.as_deref()) {
        (UnavailableCode::BrokerAway, _) => texts.get(providers::BROKER_AWAY).into_owned(),
        (UnavailableCode::InClear, _) => texts.get(providers::IN_CLEAR).into_owned(),
        (UnavailableCode::ByBroker, Some(detail)) => providers::broker_says(texts, detail),
        (UnavailableCode::ByBroker, None) => texts.get(providers::BY_BROKER).into_owned(),
    }
}

/// Where a region is: its name, and the country where that is known and not its name already.
#[must_use]
pub fn region_text(language: Language, region: &Region) -> String {
    let country = region.country.as_deref().map(|code| country_text(language, code));
    match country.filter(|country| !region.name.contains(country.as_str())) {
        Some(country) => language.texts().with(|texts| providers::region(texts, &country, &region.name)),
        None => region.name.clone(),
    }
}
