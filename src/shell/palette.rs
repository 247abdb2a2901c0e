//! The palette: one search over what can be done, the pages, the people and things of the present organization, and all
//! organizations.

use super::{
    current::{Current, ShownOrganization},
    found::{Found, organizations, paused},
    palette_actions::Actions,
    palette_pages::{by_role, page_rows},
    palette_words::Words,
    shortcuts::Overlays,
};
use crate::{
    api::Query,
    language::{count, role_key, t, use_language},
    routes::use_router,
    session::{Session, use_session},
    ui::{Chosen, Palette, PaletteGroup, PaletteText, Row},
};
use hq_contract::{Page, Permission, me::MyOrganization};
use hq_text::{common, dataplants, members, shell, storage_engines};
use leptos::prelude::*;

/// How many organizations are shown; more letters find the others.
const ORGANIZATIONS: usize = 8;
/// How many rows that were chosen before stand first.
const RECENT: usize = 5;

/// The dialog; closed until it is asked for.
#[component]
pub fn PaletteDialog(overlays: Overlays, current: Current) -> AnyView {
    let (session, router) = (use_session(), use_router());
    let query = RwSignal::new(String::new());
    let after = paused(query);
    // Nothing is asked for while it is closed.
    let typed = Signal::derive(move || if overlays.palette.get() { after.get() } else { String::new() });
    let sources = Sources {
        session,
        query,
        current,
        recent: recent(session),
        actions: Actions::new(overlays),
        found: Found::new(current, typed),
        organizations: organizations(session, typed),
    };
    let groups = Memo::new(move |_| if overlays.palette.get() { sources.groups() } else { Vec::new() });
    let loading =
        Signal::derive(move || sources.found.fetching().get() || sources.organizations.fetching().get());
    let choose = Callback::new(move |chosen: Chosen| {
        if chosen.row.href.is_empty() {
            sources.actions.act(&chosen.row);
            return;
        }
        if chosen.follow {
            router.go(router.read(&chosen.row.href));
        }
        remember(sources.recent, chosen.row);
    });
    let total =
        Memo::new(move |_| groups.with(|groups| groups.iter().map(|group| group.rows.len()).sum::<usize>()));
    let none = t(shell::PALETTE_NONE);
    let text = PaletteText {
        label: t(shell::PALETTE),
        search: t(shell::PALETTE_SEARCH),
        results: t(shell::RESULTS),
        status: count(shell::results_found, move || total.get() as u64),
        note: Signal::derive(move || {
            if total.get() == 0 && !loading.get() && overlays.palette.get() {
                none.get()
            } else {
                String::new()
            }
        }),
        close: t(common::CLOSE),
    };
    view! {
        <Palette open=overlays.palette query=query text=text groups=groups loading=loading on_choose=choose />
    }
    .into_any()
}

/// What was chosen before, the last one first; forgotten when somebody else signs in.
fn recent(session: Session) -> RwSignal<Vec<Row>> {
    let (recent, user) = (RwSignal::new(Vec::new()), session.user());
    let person = Memo::new(move |_| user.with(|user| user.as_ref().map(|user| user.id)));
    Effect::new(move |before: Option<()>| {
        person.track();
        if before.is_some() {
            recent.set(Vec::new());
        }
    });
    recent
}

fn remember(recent: RwSignal<Vec<Row>>, row: Row) {
    recent.update(|rows| {
        rows.retain(|known| known.href != row.href);
        rows.insert(0, row);
        rows.truncate(RECENT);
    });
}

/// What the rows are made from.
#[derive(Clone, Copy)]
struct Sources {
    session: Session,
    query: RwSignal<String>,
    current: Current,
    recent: RwSignal<Vec<Row>>,
    actions: Actions,
    found: Found,
    organizations: Query<Page<MyOrganization>>,
}

impl Sources {
    fn groups(self) -> Vec<PaletteGroup> {
        let words = self.query.with(|query| Words::of(query));
        let (current, pages) = (self.current.get(), use_router().pages());
        let may = |permission| self.may(current.as_ref(), permission);
        let slug = current.as_ref().map(|shown| shown.slug.clone());
        let of = |rows: fn(Found, &str) -> Vec<Row>| {
            slug.as_ref().filter(|_| !words.is_empty()).map(|slug| rows(self.found, slug)).unwrap_or_default()
        };
        let organizations = self.all_organizations(&words);
        let recent = if words.is_empty() { self.recent_rows() } else { Vec::new() };
        let loaded = self.session.organizations().with(|known| known.items.clone());
        let mut groups = vec![
            group(shell::RECENT, recent),
            group(shell::ACTIONS, self.actions.rows(pages, &words, current.as_ref(), &may)),
            group(shell::PAGES, page_rows(pages, &words, current.as_ref(), &may, &loaded)),
            group(members::TITLE, of(Found::members)),
            group(dataplants::TITLE, of(Found::dataplants)),
            group(storage_engines::TITLE, of(Found::engines)),
            group(shell::ORGANIZATIONS, self.organization_rows(&organizations)),
        ];
        groups.retain(|group| !group.rows.is_empty());
        groups
    }

    /// What the person may do in the organization that the header shows: known where it is open, else by their role.
    fn may(self, current: Option<&ShownOrganization>, permission: Permission) -> bool {
        let open = self.session.organization().with(|remote| {
            let organization = remote.ready().map(|answer| &answer.value);
            organization
                .filter(|it| current.is_some_and(|shown| shown.id == it.id))
                .map(|it| it.may(permission))
        });
        open.unwrap_or_else(|| current.is_some_and(|shown| by_role(shown.role, permission)))
    }

    fn recent_rows(self) -> Vec<Row> {
        let again = |row: &Row| Row { id: format!("again-{}", row.id), ..row.clone() };
        self.recent.with(|rows| rows.iter().map(again).collect())
    }

    /// The organizations that fit, those that are loaded first.
    fn all_organizations(self, words: &Words) -> Vec<MyOrganization> {
        let fits = |item: &&MyOrganization| words.are_in(&[item.name.as_str(), item.slug.as_str()]);
        let mut items: Vec<MyOrganization> = self
            .session
            .organizations()
            .with(|known| known.items.iter().filter(fits).take(ORGANIZATIONS).cloned().collect());
        if !words.is_empty() {
            self.organizations.with(|remote| {
                let others = remote.ready().map(|answer| answer.value.items.iter()).into_iter().flatten();
                for item in others.filter(fits) {
                    if !items.iter().any(|known| known.id == item.id) {
                        items.push(item.clone());
                    }
                }
            });
        }
        items.truncate(ORGANIZATIONS);
        items
    }

    /// Their rows: the page that is open, there.
    fn organization_rows(self, items: &[MyOrganization]) -> Vec<Row> {
        let (route, language) = (use_router().route().get(), use_language());
        let row = |item: &MyOrganization| Row {
            id: item.id.to_string(),
            label: item.name.to_string(),
            detail: language.texts().with(|texts| texts.get(role_key(item.role)).into_owned()),
            colour: item.colour.as_str().to_owned(),
            picture: self.session.picture(item.id, item.logo.as_ref()),
            href: route.in_organization(item.slug.as_str()).path(),
            ..Row::default()
        };
        items.iter().map(row).collect()
    }
}

fn group(label: hq_text::Key, rows: Vec<Row>) -> PaletteGroup {
    PaletteGroup { label: t(label).get(), rows }
}
