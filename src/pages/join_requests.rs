//! Who asks to join.

use super::people::{People, frame};
use crate::join_requests::WaitingRequests;
use hq_text::answering;
use leptos::prelude::*;

/// The page.
pub fn join_requests() -> AnyView {
    let people = People::new(false);
    let content = view! { <WaitingRequests org=people.org list=people.requests /> };
    frame(people, answering::TITLE, ().into_any(), content.into_any())
}
