//! What the organization drop-down opens: the organizations, and the dataplants of the one that is unfolded.

use super::{
    current::Current,
    found::{organizations, paused},
    unfolded::Unfolded,
};
use crate::{
    api::Query,
    browser::page,
    language::{count, fold, role_key, t, use_language},
    offers::MyInvitations,
    routes::{Route, use_router},
    session::{Session, use_session},
    ui::{FinderFold, FinderFooter, FinderPanel, FinderState, FinderText, Row, glyph},
};
use hq_contract::{Folded, Page, me::MyOrganization};
use hq_text::shell;
use leptos::prelude::*;

/// The list of all organizations, and what can be looked for in it.
#[component]
pub fn OrganizationList(finder: FinderState, current: Current) -> AnyView {
    let (session, router) = (use_session(), use_router());
    let (query, loading, open) = (finder.query, RwSignal::new(false), finder.open);
    let found = organizations(session, paused(query));
    let unfolded = Unfolded::new(open);
    let rows = rows(session, finder, current, found, unfolded);
    let text = finder_text(query, rows, found.fetching());
    let footer = FinderFooter {
        label: t(shell::NEW_ORGANIZATION),
        href: Signal::stored(Route::new_organization().path()),
        icon: glyph::PLUS,
    };
    view! {
        <FinderPanel
            finder=finder
            text=text
            rows=rows
            loading=Signal::derive(move || {
                loading.get() || found.fetching().get() || unfolded.fetching().get()
            })
            on_choose=move |row: Row| router.go(router.read(&row.href))
            on_end=move |()| {
                if query.with_untracked(String::is_empty) {
                    session.load_more_organizations(loading);
                }
            }
            footer=footer
            fold=FinderFold {
                closed: t(shell::FOLDED),
                open: t(shell::UNFOLDED),
                on_toggle: Callback::new(move |row: Row| unfolded.toggle(&row)),
            }
            extra=move || invitations(open)
        />
    }
    .into_any()
}

/// The invitations that wait. Joining closes the list; after declining, its search field has the focus again.
fn invitations(open: RwSignal<bool>) -> AnyView {
    view! {
        <MyInvitations
            on_joined=move |()| open.set(false)
            on_declined=move |()| {
                page::focus("[role=combobox]");
            }
        />
    }
    .into_any()
}

/// Whether a name has what is looked for in it, as the server would find it.
fn matches(name: &str, query: &Folded) -> bool {
    query.as_str().is_empty() || fold(name).contains(query)
}

fn rows(
    session: Session,
    finder: FinderState,
    current: Current,
    found: Query<Page<MyOrganization>>,
    unfolded: Unfolded,
) -> Signal<Vec<Row>> {
    let (route, language) = (use_router().route(), use_language());
    let rows = Memo::new(move |_| {
        if !finder.open.get() {
            return Vec::new();
        }
        let typed = finder.query.with(|query| fold(query));
        let current = current.get().map(|current| current.slug);
        let fits = |item: &&MyOrganization| {
            matches(item.name.as_str(), &typed) || matches(item.slug.as_str(), &typed)
        };
        let mut items: Vec<MyOrganization> = session
            .organizations()
            .with(|organizations| organizations.items.iter().filter(fits).cloned().collect());
        if !typed.as_str().is_empty() {
            found.with(|remote| {
                let others = remote.ready().map(|answer| &answer.value.items).into_iter().flatten();
                for item in others.filter(fits) {
                    if !items.iter().any(|known| known.id == item.id) {
                        items.push(item.clone());
                    }
                }
            });
        }
        let route = route.get();
        let mut rows = Vec::with_capacity(items.len());
        for item in &items {
            rows.push(Row {
                id: item.id.to_string(),
                label: item.name.to_string(),
                detail: language.texts().with(|texts| texts.get(role_key(item.role)).into_owned()),
                colour: item.colour.as_str().to_owned(),
                picture: session.picture(item.id, item.logo.as_ref()),
                href: route.in_organization(item.slug.as_str()).path(),
                current: current.as_deref() == Some(item.slug.as_str()),
                fold: unfolded.fold(item.id),
                ..Row::default()
            });
            rows.extend(unfolded.rows(item));
        }
        rows
    });
    rows.into()
}

fn finder_text(query: RwSignal<String>, rows: Signal<Vec<Row>>, fetching: Signal<bool>) -> FinderText {
    let (not_found, none_yet) = (t(shell::NONE_FOUND), t(shell::NO_ORGANIZATION));
    let found = Memo::new(move |_| rows.with(|rows| rows.iter().filter(|row| !row.inner).count()));
    FinderText {
        label: t(shell::ORGANIZATIONS),
        search: t(shell::FIND_ORGANIZATION),
        current: t(shell::CURRENT),
        status: count(shell::found, move || found.get() as u64),
        note: Signal::derive(move || {
            let empty = found.get() == 0 && !fetching.get();
            match (empty, query.with(|query| query.trim().is_empty())) {
                (false, _) => String::new(),
                (true, true) => none_yet.get(),
                (true, false) => not_found.get(),
            }
        }),
    }
}
