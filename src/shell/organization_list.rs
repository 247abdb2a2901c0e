//! What the organization drop-down opens: the organizations, and for the palette the pages.

use super::{
    current::Current,
    page_rows::{RowText, matches},
    shortcuts::Overlays,
};
use crate::{
    api::Query,
    browser::{page, timers},
    language::{count, fold, t},
    offers::MyInvitations,
    routes::{Route, use_router},
    session::{Session, use_session},
    ui::{FinderFooter, FinderPanel, FinderState, FinderText, Row, glyph},
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
    let found = search(session, query);
    let rows = rows(session, overlays, query, current, name, found);
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
            loading=Signal::derive(move || loading.get() || found.fetching().get())
            on_choose=move |row: Row| router.go(router.read(&row.href))
            on_end=move |()| {
                if query.with_untracked(String::is_empty) {
                    session.load_more_organizations(loading);
                }
            }
            footer=footer
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

/// What the server finds, where there are more organizations than are loaded.
fn search(session: Session, query: RwSignal<String>) -> Query<Page<MyOrganization>> {
    let debounced_query = RwSignal::new(String::new());
    let timer = StoredValue::new_local(None);
    Effect::new(move |_| {
        let typed = query.with(|query| query.trim().to_owned());
        timer.set_value(Some(timers::after(PAUSE, move || {
            debounced_query.try_set(typed);
        })));
    });
    Query::keeping(move || {
        let more = session.organizations().with(|organizations| organizations.next_page.is_some());
        let q = debounced_query.get();
        (more && !q.is_empty()).then_some(ListMyOrganizations {
            q: Some(q),
            limit: Some(MAX_LIMIT),
            page_token: None,
        })
    })
}

fn rows(
    session: Session,
    overlays: Overlays,
    query: RwSignal<String>,
    current: Current,
    name: Signal<String>,
    found: Query<Page<MyOrganization>>,
) -> Signal<Vec<Row>> {
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
        let mut rows: Vec<Row> =
            items.iter().map(|item| text.organization(item, &route, current.as_deref())).collect();
        if overlays.palette.get() {
            let may = |permission| {
                let organization = session.organization();
                organization.with(|remote| remote.ready().is_some_and(|answer| answer.value.may(permission)))
            };
            let pages = text.pages(router.pages(), current.as_deref(), may);
            rows.extend(pages.into_iter().filter(|row| matches(&row.label, &typed)));
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
    let found = Memo::new(move |_| rows.with(Vec::len));
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
