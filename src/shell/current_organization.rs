//! What the header says of the organization that the URL names.

use crate::{language::t, routes::use_router, session::Session, ui::Avatar};
use hq_contract::Colour;
use hq_text::shell;
use leptos::prelude::*;

/// Slug, name and colour of the organization that the URL names: from the list at once, then from itself.
pub type Current = Memo<Option<(String, String, Colour)>>;

/// The organization that the URL names, if it is one of the person's.
pub fn current(session: Session) -> Current {
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

/// Its name; outside of one, what to do about it.
pub fn name_of(session: Session, current: Current) -> Signal<String> {
    let (choose, none) = (t(shell::CHOOSE_ORGANIZATION), t(shell::NO_ORGANIZATION));
    Signal::derive(move || match current.get() {
        Some((_, name, _)) => name,
        None if session.organizations().with(|organizations| organizations.items.is_empty()) => none.get(),
        None => choose.get(),
    })
}

/// Its square and its name, inside the button of the drop-down.
pub fn shown(current: Current, name: Signal<String>) -> AnyView {
    let colour = Signal::derive(move || {
        current.with(|current| {
            current.as_ref().map(|(_, _, colour)| colour.as_str().to_owned()).unwrap_or_default()
        })
    });
    let square = move || {
        current.with(Option::is_some).then(|| view! { <Avatar name=name colour=colour square=true /> })
    };
    view! {
        {square}
        <span class="finder-name">{name}</span>
    }
    .into_any()
}
