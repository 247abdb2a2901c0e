//! Who was invited and has not joined.

use super::people::{People, frame};
use crate::invitations::PendingInvitations;
use hq_text::invite;
use leptos::prelude::*;

/// The page.
pub fn invitations() -> AnyView {
    let people = People::new(true);
    let content = view! {
        <PendingInvitations org=people.org may=people.invite list=people.invitations address=people.address />
    };
    frame(people, invite::TAB, ().into_any(), content.into_any())
}
