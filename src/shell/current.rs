//! The organization that the header shows.

use crate::{routes::use_router, session::Session};
use hq_contract::{Colour, OrganizationName, Slug};
use leptos::prelude::*;

/// What the button shows of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its word in URLs.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The colour of its square.
    pub colour: Colour,
    /// Where its picture is; empty where it has none.
    pub picture: String,
}

/// The organization that the URL names: from the list at once, then from itself.
pub type Current = Memo<Option<Shown>>;

/// It, of this session.
pub fn current(session: Session) -> Current {
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
                let mut items = organizations.items.iter();
                let one = items.find(|item| item.slug.as_str().eq_ignore_ascii_case(&named))?;
                Some(shown(one.id, &one.slug, &one.name, one.colour, &one.logo))
            })
        })
    })
}
