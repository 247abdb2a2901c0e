//! The organization that the header shows.

use crate::{
    routes::{Router, find::page_of, page::Audience, use_router},
    session::Session,
};
use hq_contract::{Colour, OrganizationId, OrganizationName, Role, Slug};
use leptos::prelude::*;

/// What the button shows of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownOrganization {
    /// Which one it is.
    pub id: OrganizationId,
    /// Its word in URLs.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The person's role in it.
    pub role: Role,
    /// The colour of its square.
    pub colour: Colour,
    /// Where its picture is; empty where it has none.
    pub picture: String,
}

/// The organization that the URL names: from the list at once, then from itself. On a page that is in none (the profile, the
/// billing accounts) the one that was opened last, so that the way back stays.
pub type Current = Memo<Option<ShownOrganization>>;

/// It, of this session.
pub fn current(session: Session) -> Current {
    let router = use_router();
    let route = router.route();
    let shown = move |id, slug: &Slug, name: &OrganizationName, role, colour, logo: &Option<String>| {
        ShownOrganization {
            id,
            slug: slug.to_string(),
            name: name.to_string(),
            role,
            colour,
            picture: session.picture(id, logo.as_ref()),
        }
    };
    Memo::new(move |_| {
        let named = route.with(|route| route.organization_name().map(str::to_owned));
        let itself = session.organization().with(|remote| {
            let one = &remote.ready().filter(|_| named.is_some())?.value;
            Some(shown(one.id, &one.slug, &one.name, one.role, one.colour, &one.logo))
        });
        itself.or_else(|| {
            session.organizations().with(|organizations| {
                let mut items = organizations.items.iter();
                let one = match &named {
                    Some(named) => items.find(|item| item.slug.as_str().eq_ignore_ascii_case(named))?,
                    None => items.next().filter(|_| keeps_last(router))?,
                };
                Some(shown(one.id, &one.slug, &one.name, one.role, one.colour, &one.logo))
            })
        })
    })
}

/// Whether the page is one that the person comes to from their organization; the link of an invitation may be about another.
fn keeps_last(router: Router) -> bool {
    let page = router.route().with(|route| page_of(router.pages(), route));
    page.is_none_or(|page| page.audience == Audience::SignedIn)
}
