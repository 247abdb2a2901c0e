//! The palette's pages: of the present organization, of others that are named, and the person's own.

use super::{current::ShownOrganization, palette_words::Words};
use crate::{
    language::t,
    routes::{
        find::Pages,
        page::{Menu, Page},
    },
    ui::{Row, Symbol},
};
use hq_contract::{Permission, Role, me::MyOrganization};
use hq_text::{isolate, profile};
use leptos::prelude::*;

/// How many other organizations have their pages shown, and how many rows there are in all.
const OTHERS: usize = 5;
const SHOWN: usize = 24;

/// An organization whose pages are looked for.
struct OrganizationPages {
    slug: String,
    name: String,
    present: bool,
}

/// What one may do somewhere.
type May<'a> = &'a dyn Fn(Permission) -> bool;

/// The rows for these words: each is in the page's title, its section or its organization, and one of them is in the first two.
/// With no words, those of the present organization and the person's own.
pub fn page_rows(
    pages: Pages,
    words: &Words,
    current: Option<&ShownOrganization>,
    may: May<'_>,
    organizations: &[MyOrganization],
) -> Vec<Row> {
    let mut found = Vec::new();
    if let Some(shown) = current {
        let place = OrganizationPages { slug: shown.slug.clone(), name: shown.name.clone(), present: true };
        found.extend(in_place(pages, words, &place, may));
    }
    // Of others only where they are named.
    let others = organizations.iter().filter(|item| {
        let named = words.count_in(item.name.as_str()) > 0;
        named && current.is_none_or(|shown| shown.id != item.id)
    });
    for item in others.take(OTHERS) {
        let place =
            OrganizationPages { slug: item.slug.to_string(), name: item.name.to_string(), present: false };
        let role = item.role;
        found.extend(in_place(pages, words, &place, &|permission| by_role(role, permission)));
    }
    found.extend(own(pages, words));
    // Those whose titles say more of what is typed come first.
    found.sort_by_key(|(score, _)| usize::MAX - score);
    found.into_iter().take(SHOWN).map(|(_, row)| row).collect()
}

/// What somebody may do by their role alone: all that is known of an organization that is not open.
pub fn by_role(role: Role, permission: Permission) -> bool {
    permission.held_by(role, &[])
}

fn in_place(pages: Pages, words: &Words, place: &OrganizationPages, may: May<'_>) -> Vec<(usize, Row)> {
    let rest = words.without(&place.name);
    let open = |page: &&&Page| page.permission.is_none_or(may);
    pages
        .iter()
        .filter_map(|page| Some((page, page.section()?)))
        .filter(|(page, _)| open(page))
        .filter_map(|(page, section)| {
            let (title, section) = (t(page.title).get(), section.title().map(|key| t(key).get()));
            let section = section.unwrap_or_default();
            let itself = words.is_empty() || words.count_in(&title) + words.count_in(&section) > 0;
            if !itself || !rest.are_in(&[&title, &section]) || (words.is_empty() && !place.present) {
                return None;
            }
            let name = isolate(&place.name).into_owned();
            let detail = if section.is_empty() { name } else { format!("{section} · {name}") };
            let href = page.route(Some(&place.slug)).path();
            Some((words.count_in(&title), row(page, title, detail, href)))
        })
        .collect()
}

/// The pages that are in no organization.
fn own(pages: Pages, words: &Words) -> Vec<(usize, Row)> {
    let place = t(profile::TITLE).get();
    pages
        .iter()
        .filter(|page| matches!(page.menu, Some(Menu::Profile | Menu::Palette)) && page.icon != Symbol::New)
        .filter_map(|page| {
            let (title, detail) = (
                t(page.title).get(),
                if page.menu == Some(Menu::Profile) { place.clone() } else { String::new() },
            );
            words
                .are_in(&[&title, &detail])
                .then(|| (words.count_in(&title), row(page, title, detail, page.route(None).path())))
        })
        .collect()
}

fn row(page: &Page, label: String, detail: String, href: String) -> Row {
    Row { id: href.replace('/', "-"), label, detail, href, icon: Some(page.icon), ..Row::default() }
}
