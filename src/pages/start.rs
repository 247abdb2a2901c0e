//! The start screen.

use crate::{
    chunk,
    join_requests::MySuggestions,
    offers::{MyInvitations, use_offers},
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
    let expected = use_offers().any();
    view! { <StartPage expected=expected offers=offers().above(expected) /> }.into_any()
}
