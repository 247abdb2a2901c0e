//! The organization drop-down, which is the palette too.

use super::{parts, shortcuts::Overlays};
use crate::{
    language::t,
    routes::use_router,
    session::{Session, use_session},
    ui::{Avatar, FinderButton, FinderState},
};
use hq_contract::{Colour, OrganizationName, Slug};
use hq_text::shell;
use leptos::prelude::*;

/// The button with the present organization, and the list of all of them under it.
#[component]
pub fn OrganizationSwitcher(overlays: Overlays) -> AnyView {
    let current = current(use_session());
    let name = shown_name(use_session(), current);
    let of = move |read: fn(&Shown) -> String| {
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
        <span class="finder-name">{name}</span>
    }
    .into_any();
    let finder = FinderState::new(overlays.switcher);
    let panel = parts::organizations(finder, overlays, current, name)
        .when_open(overlays.switcher.into(), Signal::stored(false));
    view! { <FinderButton finder=finder trigger=trigger panel=panel /> }.into_any()
}

/// What the button shows of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its word in URLs.
    pub slug: String,
    /// Its name.
    pub name: String,
    colour: Colour,
    picture: String,
}

/// The organization that the URL names: from the list at once, then from itself.
pub type Current = Memo<Option<Shown>>;

fn current(session: Session) -> Current {
    let route = use_router().route();
    let shown = move |id, slug: &Slug, name: &OrganizationName, colour, logo: &Option<String>| Shown {
        slug: slug.to_string(),
        name: name.to_string(),
        colour,
        picture: session.picture(id, logo.as_ref()),
    };
    Memo::new(move |_| {
        let named = route.with(|route| route.organization_name().map(str::to_owned))?;
        let itself = session.organization().with(|remote| {
            let one = &remote.ready()?.value;
            Some(shown(one.id, &one.slug, &one.name, one.colour, &one.logo))
        });
        itself.or_else(|| {
            session.organizations().with(|organizations| {
                let one = organizations.items.iter().find(|item| item.slug.as_str() == named)?;
                Some(shown(one.id, &one.slug, &one.name, one.colour, &one.logo))
            })
        })
    })
}

fn shown_name(session: Session, current: Current) -> Signal<String> {
    let (choose, none) = (t(shell::CHOOSE_ORGANIZATION), t(shell::NO_ORGANIZATION));
    Signal::derive(move || match current.get() {
        Some(shown) => shown.name,
        None if session.organizations().with(|organizations| organizations.items.is_empty()) => none.get(),
        None => choose.get(),
    })
}
