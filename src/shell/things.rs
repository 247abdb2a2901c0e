//! The palette's dataplants and storage engines: those of the present organization whose names or tags have what is typed.

use crate::{
    api::Query,
    language::t,
    routes::Route,
    session::Session,
    ui::{Row, Symbol},
};
use hq_contract::{
    OrganizationId, Page,
    dataplants::{Dataplant, DataplantOrder, ListDataplants},
    storage_engines::{ListStorageEngines, StorageEngine, StorageEngineOrder},
};
use hq_text::shell;
use leptos::prelude::*;

/// What the server finds.
#[derive(Clone, Copy)]
pub struct Things {
    /// What was last asked for.
    asked: Memo<Option<(OrganizationId, String)>>,
    dataplants: Query<Page<Dataplant>>,
    engines: Query<Page<StorageEngine>>,
    dataplant: Signal<String>,
    engine: Signal<String>,
}

impl Things {
    /// What the server finds of what is `typed`, while the palette is open in an organization.
    pub fn new(session: Session, palette: RwSignal<bool>, typed: RwSignal<String>) -> Self {
        let asked = Memo::new(move |_| {
            let q = Some(typed.get()).filter(|q| palette.get() && !q.is_empty())?;
            let org = session.organization().with(|remote| remote.ready().map(|answer| answer.value.id))?;
            Some((org, q))
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
        Self { asked, dataplants, engines, dataplant: t(shell::DATAPLANT), engine: t(shell::STORAGE_ENGINE) }
    }

    /// Whether they are on their way.
    pub fn fetching(self) -> Signal<bool> {
        let (dataplants, engines) = (self.dataplants.fetching(), self.engines.fetching());
        Signal::derive(move || dataplants.get() || engines.get())
    }

    /// Their rows, in the organization of that slug.
    pub fn rows(self, slug: &str) -> Vec<Row> {
        if self.asked.with(Option::is_none) {
            return Vec::new();
        }
        let mut rows = Vec::new();
        self.dataplants.with(|remote| {
            for found in remote.ready().map(|answer| answer.value.items.iter()).into_iter().flatten() {
                let (id, name) = (found.id.to_string(), found.name.to_string());
                let href = Route::dataplant(slug.to_owned(), id.clone()).path();
                rows.push(row(id, name, self.dataplant.get(), href, Symbol::Dataplants));
            }
        });
        self.engines.with(|remote| {
            for found in remote.ready().map(|answer| answer.value.items.iter()).into_iter().flatten() {
                let (id, name) = (found.id.to_string(), found.name.to_string());
                let href = Route::storage_engine(slug.to_owned(), id.clone()).path();
                rows.push(row(id, name, self.engine.get(), href, Symbol::StorageEngines));
            }
        });
        rows
    }
}

fn row(id: String, label: String, detail: String, href: String, icon: Symbol) -> Row {
    Row { id, label, detail, href, icon: Some(icon), ..Row::default() }
}
