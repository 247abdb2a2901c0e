//! The organization drop-down.

use super::{
    current::{Current, ShownOrganization},
    parts,
    shortcuts::Overlays,
};
use crate::{
    language::t,
    session::{Session, use_session},
    ui::{Avatar, FinderButton, FinderState},
};
use hq_text::shell;
use leptos::prelude::*;

/// The button with the present organization, and the list of all of them under it.
#[component]
pub fn OrganizationSwitcher(overlays: Overlays, current: Current) -> AnyView {
    let name = shown_name(use_session(), current);
    let of = move |read: fn(&ShownOrganization) -> String| {
        Signal::derive(move || current.with(|current| current.as_ref().map(read).unwrap_or_default()))
    };
    let colour = of(|shown| shown.colour.as_str().to_owned());
    let picture = of(|shown| shown.picture.clone());
    let square = move || {
        current
            .with(Option::is_some)
            .then(|| view! { <Avatar name=name colour=colour picture=picture square=true /> })
    };
    let trigger = view! {
        {square}
        <bdi class="finder-name">{name}</bdi>
    }
    .into_any();
    let finder = FinderState::new(overlays.switcher);
    let panel =
        parts::organizations(finder, current).when_open(overlays.switcher.into(), Signal::stored(false));
    view! { <FinderButton finder=finder trigger=trigger panel=panel /> }.into_any()
}

fn shown_name(session: Session, current: Current) -> Signal<String> {
    let (choose, none) = (t(shell::CHOOSE_ORGANIZATION), t(shell::NO_ORGANIZATION));
    Signal::derive(move || match current.get() {
        Some(shown) => shown.name,
        None if session.organizations().with(|organizations| organizations.items.is_empty()) => none.get(),
        None => choose.get(),
    })
}
