//! The organization drop-down, which is the palette too.

use super::{
    later,
    pieces::{Header, header},
    shortcuts::Opened,
};
use crate::{
    language::t,
    routes::use_router,
    session::{Session, use_session},
    ui::{Avatar, FinderButton, FinderState, live},
};
use hq_contract::Colour;
use hq_text::shell;
use leptos::prelude::*;

/// The button with the present organization, and the list of all of them under it.
#[component]
pub fn OrganizationSwitcher(opened: Opened) -> AnyView {
    let current = current(use_session());
    let name = shown_name(use_session(), current);
    let colour = move || {
        current.with(|current| {
            current.as_ref().map(|(_, _, colour)| colour.as_str().to_owned()).unwrap_or_default()
        })
    };
    let square = live(move || {
        current
            .with(Option::is_some)
            .then(|| view! { <Avatar name=name colour=Signal::derive(colour) square=true /> })
    });
    let trigger = view! {
        {square}
        <span class="finder-name">{name}</span>
    }
    .into_any();
    let finder = FinderState::new(opened.switcher);
    let panel = later::opened(
        opened.switcher.into(),
        Signal::stored(false),
        header(Header::Organizations(finder, opened, current, name)),
    );
    view! { <FinderButton finder=finder trigger=trigger panel=panel /> }.into_any()
}

/// Slug, name and colour of the organization that the URL names: from the list at once, then from itself.
pub type Current = Memo<Option<(String, String, Colour)>>;

fn current(session: Session) -> Current {
    let route = use_router().route();
    Memo::new(move |_| {
        let named = route.with(|route| route.organization().map(str::to_owned))?;
        let itself = session.organization().with(|remote| {
            let organization = &remote.ready()?.value;
            Some((organization.slug.to_string(), organization.name.to_string(), organization.colour))
        });
        itself.or_else(|| {
            session.organizations().with(|organizations| {
                let item = organizations.items.iter().find(|item| item.slug.as_str() == named)?;
                Some((item.slug.to_string(), item.name.to_string(), item.colour))
            })
        })
    })
}

fn shown_name(session: Session, current: Current) -> Signal<String> {
    let (choose, none) = (t(shell::CHOOSE_ORGANIZATION), t(shell::NO_ORGANIZATION));
    Signal::derive(move || match current.get() {
        Some((_, name, _)) => name,
        None if session.organizations().with(|organizations| organizations.items.is_empty()) => none.get(),
        None => choose.get(),
    })
}
