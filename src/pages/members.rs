//! The members page: who belongs to the organization.

use super::people::{People, frame};
use crate::members::{Alone, MemberList, export, use_members};
use hq_text::members as texts;
use leptos::prelude::*;

/// The page.
pub fn members() -> AnyView {
    let people = People::new(false);
    let list = use_members(people.org, people.members.read);
    let nobody_invited = Memo::new(move |_| {
        people.invite.users.get()
            && people.invitations.with(|remote| remote.ready().is_some_and(|answer| answer.value.total == 0))
    });
    let content = view! {
        <MemberList org=people.org organization=people.name may=people.members list=list />
        <Alone list=list nobody_invited=nobody_invited address=people.address />
    };
    frame(people, texts::TITLE, export(people.org, people.members.read, list), content.into_any())
}
