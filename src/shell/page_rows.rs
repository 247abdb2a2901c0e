//! The rows of the drop-down: organizations, and for the palette the pages as well.

use crate::{
    language::{fold, t, use_language},
    routes::{Route, page::Page},
    session::Session,
    ui::Row,
};
use hq_contract::{Folded, Permission, Role, me::MyOrganization};
use hq_text::shell;
use leptos::prelude::*;

/// Words of the rows, made once.
#[derive(Clone, Copy)]
pub struct RowText {
    session: Session,
    admin: Signal<String>,
    user: Signal<String>,
    page: Signal<String>,
    /// The name of the present organization.
    current: Signal<String>,
}

impl RowText {
    /// The words; `current` is the name of the present organization.
    pub fn new(session: Session, current: Signal<String>) -> Self {
        let (admin, user, page) = (t(shell::ROLE_ADMIN), t(shell::ROLE_USER), t(shell::PAGE));
        Self { session, admin, user, page, current }
    }

    /// The row of an organization: the page that is open, there.
    pub fn organization(self, item: &MyOrganization, route: &Route, current: Option<&str>) -> Row {
        Row {
            id: item.id.to_string(),
            label: item.name.to_string(),
            detail: if item.role == Role::Admin { self.admin.get() } else { self.user.get() },
            colour: item.colour.as_str().to_owned(),
            picture: self.session.picture(item.id, item.logo.as_ref()),
            href: route.in_organization(item.slug.as_str()).path(),
            current: current == Some(item.slug.as_str()),
            ..Row::default()
        }
    }

    /// The rows of these pages; those of the present organization only inside one, and only what they `may` do there.
    pub fn pages(self, pages: &[&Page], current: Option<&str>, may: impl Fn(Permission) -> bool) -> Vec<Row> {
        let open = |page: &&&Page| {
            page.permission.is_none_or(&may) && (current.is_some() || !page.pattern().is_in_organization())
        };
        pages
            .iter()
            .filter(|page| page.menu.is_some())
            .filter(open)
            .map(|page| self.page(page, current))
            .collect()
    }

    fn page(self, page: &Page, current: Option<&str>) -> Row {
        let inside = page.section().is_some();
        let href = page.route(current.filter(|_| inside)).path();
        let title = t(page.title).get();
        let label = if inside {
            use_language().texts().with(|texts| shell::page_of(texts, &self.current.get(), &title))
        } else {
            title
        };
        Row { id: href.replace('/', "-"), label, detail: self.page.get(), href, ..Row::default() }
    }
}

/// Whether a name has what is looked for in it, as the server would find it.
pub fn matches(name: &str, query: &Folded) -> bool {
    query.as_str().is_empty() || fold(name).contains(query)
}
