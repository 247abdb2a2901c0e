//! What the server finds of what is typed.

use super::current::Current;
use crate::{
    api::{Query, Remote},
    kit::debounced,
    language::{role_key, t, use_language},
    routes::Route,
    session::Session,
    ui::{Row, Symbol},
};
use hq_contract::{
    MAX_LIMIT, OrganizationId, Page,
    dataplants::{Dataplant, DataplantOrder, ListDataplants},
    me::{ListMyOrganizations, MyOrganization},
    members::{ListMembers, Member},
    storage_engines::{ListStorageEngines, StorageEngine, StorageEngineOrder},
};
use hq_text::shell;
use leptos::prelude::*;
use std::time::Duration;

/// How long after the last key the server is asked. What is loaded already is filtered at once.
const PAUSE: Duration = Duration::from_millis(150);
/// How many of a kind are shown; more letters find the others.
const SHOWN: usize = 5;

/// What is typed, a moment after the last key.
pub fn paused(query: RwSignal<String>) -> Signal<String> {
    debounced(query, PAUSE)
}

/// The organizations that the server finds, where there are more than are loaded.
pub fn organizations(session: Session, typed: Signal<String>) -> Query<Page<MyOrganization>> {
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

/// Members, dataplants and storage engines of the organization that the header shows.
#[derive(Clone, Copy)]
pub struct Found {
    /// What was last asked for.
    asked: Memo<Option<(OrganizationId, String)>>,
    members: Query<Page<Member>>,
    dataplants: Query<Page<Dataplant>>,
    engines: Query<Page<StorageEngine>>,
    dataplant: Signal<String>,
    engine: Signal<String>,
}

impl Found {
    /// What the server finds of what is `typed`.
    pub fn new(current: Current, typed: Signal<String>) -> Self {
        let asked = Memo::new(move |_| {
            let q = Some(typed.get()).filter(|q| !q.is_empty())?;
            Some((current.with(|current| current.as_ref().map(|shown| shown.id))?, q))
        });
        let members = Query::keeping(move || {
            asked.get().map(|(org, q)| ListMembers { q: Some(q), ..ListMembers::of(org) })
        });
        let dataplants = Query::keeping(move || {
            let sort = DataplantOrder::default();
            asked.get().map(|(org, q)| ListDataplants {
                org,
                q: Some(q),
                state: None,
                sort,
                page_token: None,
            })
        });
        let engines = Query::keeping(move || {
            let sort = StorageEngineOrder::default();
            asked.get().map(|(org, q)| ListStorageEngines {
                org,
                q: Some(q),
                engine: None,
                state: None,
                sort,
                page_token: None,
            })
        });
        let (dataplant, engine) = (t(shell::DATAPLANT), t(shell::STORAGE_ENGINE));
        Self { asked, members, dataplants, engines, dataplant, engine }
    }

    /// Whether they are on their way.
    pub fn fetching(self) -> Signal<bool> {
        let all = (self.members.fetching(), self.dataplants.fetching(), self.engines.fetching());
        Signal::derive(move || all.0.get() || all.1.get() || all.2.get())
    }

    /// The rows of the members.
    pub fn members(self, slug: &str) -> Vec<Row> {
        let language = use_language();
        self.rows(self.members, |member| {
            let role = language.texts().with(|texts| texts.get(role_key(member.role)).into_owned());
            let href = Route::member(slug.to_owned(), member.id.to_string()).path();
            row("member", member.id.to_string(), member.full_name.to_string(), role, href, Symbol::Person)
        })
    }

    /// The rows of the dataplants.
    pub fn dataplants(self, slug: &str) -> Vec<Row> {
        self.rows(self.dataplants, |found| {
            let (id, name) = (found.id.to_string(), found.name.to_string());
            let href = Route::dataplant(slug.to_owned(), id.clone()).path();
            row("dataplant", id, name, self.dataplant.get(), href, Symbol::Dataplants)
        })
    }

    /// The rows of the storage engines.
    pub fn engines(self, slug: &str) -> Vec<Row> {
        self.rows(self.engines, |found| {
            let (id, name) = (found.id.to_string(), found.name.to_string());
            let href = Route::storage_engine(slug.to_owned(), id.clone()).path();
            row("engine", id, name, self.engine.get(), href, Symbol::StorageEngines)
        })
    }

    fn rows<T: Clone + Send + Sync + 'static>(
        self,
        query: Query<Page<T>>,
        make: impl Fn(&T) -> Row,
    ) -> Vec<Row> {
        if self.asked.with(Option::is_none) {
            return Vec::new();
        }
        query.with(|remote| match remote {
            Remote::Ready(answer) => answer.value.items.iter().take(SHOWN).map(make).collect(),
            Remote::Loading | Remote::Failed(_) => Vec::new(),
        })
    }
}

fn row(kind: &str, id: String, label: String, detail: String, href: String, icon: Symbol) -> Row {
    Row { id: format!("{kind}-{id}"), label, detail, href, icon: Some(icon), ..Row::default() }
}
