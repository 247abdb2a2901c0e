//! Where something is in its life.

use super::words::{state_key, state_tone};
use crate::{language::t, ui::Badge};
use hq_contract::operations::LifeState;
use leptos::prelude::*;

/// The state in a word; how the thing is doing is told apart from it, by [`super::HealthText`].
#[component]
pub fn StateBadge(#[prop(into)] state: Signal<LifeState>) -> AnyView {
    let state = Memo::new(move |_| state.get());
    (move || {
        let state = state.get();
        view! { <Badge label=t(state_key(state)) tone=state_tone(state) /> }.into_any()
    })
    .into_any()
}
