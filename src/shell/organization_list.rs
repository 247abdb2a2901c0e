//! What the organization drop-down opens: the organizations, and for the palette the pages.

use super::{
    current::Current,
    page_rows::{RowText, matches},
    shortcuts::Overlays,
    things::Things,
    unfolded::Unfolded,
};
use crate::{
    api::Query,
    browser::{page, timers},
    language::{count, fold, t},
    offers::MyInvitations,
    routes::{Route, use_router},
    session::{Session, use_session},
    ui::{FinderFold, FinderFooter, FinderPanel, FinderState, FinderText, Row, glyph},
};
use hq_contract::{
    MAX_LIMIT, Page,
    me::{ListMyOrganizations, MyOrganization},
};
use hq_text::shell;
use leptos::prelude::*;

/// How long after the last key the server is asked, in milliseconds. What is loaded already is filtered at once.
const PAUSE: i32 = 150;

/// The list of all organizations, and what can be looked for in it.
#[component]
pub fn OrganizationList(
    finder: FinderState,
    overlays: Overlays,
    current: Current,
    name: Signal<String>,
) -> AnyView {
    let (session, router) = (use_session(), use_router());
    let (query, loading) = (finder.query, RwSignal::new(false));
    let typed = paused(query);
    let found = search(session, typed);
    let unfolded = Unfolded::new(overlays.switcher);
    let things = Things::new(session, overlays.palette, typed);
    let rows = rows(RowSources { session, overlays, query, current, name, found, unfolded, things });
    Effect::new(move |_| {
        if !overlays.switcher.get() {
            overlays.palette.set(false);
        }
    });
    let text = finder_text(overlays, query, rows, found.fetching());
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
                    || things.fetching().get()
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
            extra=move || invitations(overlays)
        />
    }
    .into_any()
}

/// The invitations that wait. Joining closes the list; after declining, its search field has the focus again.
fn invitations(overlays: Overlays) -> AnyView {
    view! {
        <MyInvitations
            on_joined=move |()| overlays.switcher.set(false)
            on_declined=move |()| {
                page::focus("[role=combobox]");
            }
        />
    }
    .into_any()
}

/// What is typed, a moment after the last key.
fn paused(query: RwSignal<String>) -> RwSignal<String> {
    let paused = RwSignal::new(String::new());
    let timer = StoredValue::new_local(None);
    Effect::new(move |_| {
        let typed = query.with(|query| query.trim().to_owned());
        timer.set_value(Some(timers::after(PAUSE, move || {
            paused.try_set(typed);
        })));
    });
    paused
}

/// What the server finds, where there are more organizations than are loaded.
fn search(session: Session, typed: RwSignal<String>) -> Query<Page<MyOrganization>> {
    Query::keeping(move || {
        let more = session.organizations().with(|organizations| organizations.next_page.is_some());
        let q = typed.get();
        (more && !q.is_empty()).then_some(ListMyOrganizations {
            q: Some(q),
            limit: Some(MAX_LIMIT),
            page_token: None,
        })
    })
}

/// What the rows are made from.
#[derive(Clone, Copy)]
struct RowSources {
    session: Session,
    overlays: Overlays,
    query: RwSignal<String>,
    current: Current,
    name: Signal<String>,
    found: Query<Page<MyOrganization>>,
    unfolded: Unfolded,
    things: Things,
}

fn rows(sources: RowSources) -> Signal<Vec<Row>> {
    let RowSources { session, overlays, query, current, name, found, unfolded, things } = sources;
    let router = use_router();
    let (text, route) = (RowText::new(session, name), router.route());
    let rows = Memo::new(move |_| {
        if !overlays.switcher.get() {
            return Vec::new();
        }
        let typed = query.with(|query| fold(query));
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
            let row = text.organization(item, &route, current.as_deref());
            rows.push(Row { fold: unfolded.fold(item.id), ..row });
            rows.extend(unfolded.rows(item));
        }
        if overlays.palette.get() {
            let may = |permission| {
                let organization = session.organization();
                organization.with(|remote| remote.ready().is_some_and(|answer| answer.value.may(permission)))
            };
            let pages = text.pages(router.pages(), current.as_deref(), may);
            rows.extend(pages.into_iter().filter(|row| matches(&row.label, &typed)));
            rows.extend(current.iter().flat_map(|slug| things.rows(slug)));
        }
        rows
    });
    rows.into()
}

fn finder_text(
    overlays: Overlays,
    query: RwSignal<String>,
    rows: Signal<Vec<Row>>,
    fetching: Signal<bool>,
) -> FinderText {
    let (organizations, palette) = (t(shell::ORGANIZATIONS), t(shell::PALETTE));
    let (find, go) = (t(shell::FIND_ORGANIZATION), t(shell::PALETTE_SEARCH));
    let (none_found, nothing) = (t(shell::NONE_FOUND), t(shell::PALETTE_NONE));
    let found = Memo::new(move |_| rows.with(|rows| rows.iter().filter(|row| !row.inner).count()));
    let pick = move |palette_text: Signal<String>, text: Signal<String>| {
        Signal::derive(move || if overlays.palette.get() { palette_text.get() } else { text.get() })
    };
    let (not_found, none_yet) = (pick(nothing, none_found), t(shell::NO_ORGANIZATION));
    FinderText {
        label: pick(palette, organizations),
        search: pick(go, find),
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
