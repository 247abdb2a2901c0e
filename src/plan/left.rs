//! That whoever pays for the plan stops paying.

use super::{current::Current, summary::is_left};
use crate::{
    language::{day_text_in, tx, use_language},
    ui::{Banner, Tone},
};
use hq_contract::subscription::{Subscription, SubscriptionState};
use hq_text::plan;
use leptos::prelude::*;

/// Who stops and when, and how the plan is kept; nothing for who stops it themselves: they see that it is cancelled.
pub(super) fn left(current: Current) -> AnyView {
    let language = use_language();
    let own = current.subscription();
    let text = tx(move |texts| {
        let stops = |own: &Subscription| is_left(own) && own.state == SubscriptionState::Cancelled;
        let own = own.get().filter(stops);
        own.map_or_else(String::new, |own| {
            let date =
                own.ends_at.as_ref().map(|at| day_text_in(language, at, &own.zone)).unwrap_or_default();
            plan::payer_stops(texts, &date, &own.payer.name)
        })
    });
    view! { <Banner text=text tone=Tone::Warning /> }.into_any()
}
