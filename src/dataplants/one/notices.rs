//! What the person should know before anything else.

use super::thing::Thing;
use crate::{
    language::{moment, t, tx},
    ui::{Banner, Tone},
};
use hq_contract::operations::LifeState;
use hq_text::dataplants;
use leptos::prelude::*;

/// That the broker is away, that a deletion waits to be confirmed, that one did not work.
pub(super) fn notices(thing: Thing) -> AnyView {
    let away = thing.get(|dataplant| !dataplant.broker_available);
    let away_text = t(dataplants::BROKER_AWAY);
    let until = thing
        .get(|dataplant| dataplant.deletion_until.clone().filter(|_| dataplant.state != LifeState::Deleting));
    let waits = move || {
        until.get().map(|until| {
            let when = moment(until);
            let text = tx(move |texts| dataplants::check_mail(texts, &when.get()));
            view! { <Banner text=text tone=Tone::Warning /> }
        })
    };
    view! {
        <Banner text=move || if away.get() { away_text.get() } else { String::new() } tone=Tone::Warning />
        {waits}
    }
    .into_any()
}
