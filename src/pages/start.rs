//! The start screen.

use crate::{
    chunk,
    session::{MyInvitations, MySuggestions, use_session},
    start::StartPage,
};
use leptos::prelude::*;

chunk! {
    /// Who is expected, and where one may ask: most see neither on the start screen.
    offers() in part_offers {
        view! {
            <MyInvitations />
            <MySuggestions />
        }
        .into_any()
    }
}

/// The page.
pub fn start() -> AnyView {
    let waiting = use_session().offers();
    let some =
        move || waiting.with(|offers| !offers.invitations.is_empty() || !offers.suggestions.is_empty());
    view! { <StartPage offers=offers().when_open(Signal::derive(some), Signal::stored(false)) /> }.into_any()
}
