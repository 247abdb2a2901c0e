//! Where something is in its life and whether it answers, for a row or a card.

use super::{HealthText, StateBadge, health::health_more, words::state_tone};
use crate::{language::t, operations::state_key, ui::Badge};
use hq_contract::operations::{Health, LifeState};
use leptos::prelude::*;

/// One mark while all is well: ready, and it answers, with since when as its tooltip. Otherwise the state, and apart from it
/// whether it answers, where it was asked.
#[component]
pub fn Standing(
    #[prop(into)] state: Signal<LifeState>,
    #[prop(into)] health: Signal<Option<Health>>,
) -> AnyView {
    let health = Memo::new(move |_| health.get());
    let well = Memo::new(move |_| {
        let answers = health.with(|health| health.as_ref().is_some_and(|health| health.reachable));
        answers && state.get() == LifeState::Ready
    });
    let asked = Memo::new(move |_| health.with(Option::is_some));
    (move || match health.get().filter(|_| well.get()) {
        Some(health) => {
            let ready = LifeState::Ready;
            view! {
                <span title=health_more(&health)>
                    <Badge label=t(state_key(ready)) tone=state_tone(ready) />
                </span>
            }
            .into_any()
        }
        None => view! {
            <StateBadge state=state />
            {asked.get().then(|| view! { <HealthText health=health brief=true /> })}
        }
        .into_any(),
    })
    .into_any()
}
