//! The dataplants under an organization of the drop-down: asked for when it is unfolded.

use crate::{
    api::{Query, Remote},
    language::{error_text, t, tx, use_language},
    routes::{DataplantsView, Route},
    ui::{Fold, Row, Symbol},
};
use hq_contract::{
    OrganizationId, Page,
    dataplants::{Dataplant, DataplantOrder, ListDataplants},
    me::MyOrganization,
};
use hq_text::shell;
use leptos::prelude::*;

/// How many dataplants are rows; the others are behind the way to all.
const SHOWN: usize = 10;

/// Which organization is unfolded, and its dataplants. One at a time.
#[derive(Clone, Copy)]
pub struct Unfolded {
    org: RwSignal<Option<OrganizationId>>,
    dataplants: Query<Page<Dataplant>>,
    word: Signal<String>,
    none: Signal<String>,
    loading: Signal<String>,
}

impl Unfolded {
    /// None is unfolded; nor is one any more once the list has closed.
    pub fn new(open: RwSignal<bool>) -> Self {
        let org = RwSignal::new(None::<OrganizationId>);
        let sort = DataplantOrder::default();
        let dataplants = Query::new(move || {
            org.get().map(|org| ListDataplants { org, q: None, state: None, sort, page_token: None })
        });
        Effect::new(move |_| {
            if !open.get() {
                org.set(None);
            }
        });
        let (word, none, loading) =
            (t(shell::DATAPLANT), t(shell::NO_DATAPLANTS), t(hq_text::common::LOADING));
        Self { org, dataplants, word, none, loading }
    }

    /// Unfolds an organization, or folds it.
    pub fn toggle(self, row: &Row) {
        let wanted = row.id.parse::<OrganizationId>().ok();
        self.org.update(|org| *org = if *org == wanted { None } else { wanted });
    }

    /// Whether an organization is unfolded.
    pub fn fold(self, id: OrganizationId) -> Fold {
        if self.org.get() == Some(id) { Fold::Open } else { Fold::Closed }
    }

    /// Whether its dataplants are on their way.
    pub fn fetching(self) -> Signal<bool> {
        self.dataplants.fetching()
    }

    /// The rows under an organization, if it is unfolded: the first dataplants that the person may see, and the way to all.
    pub fn rows(self, item: &MyOrganization) -> Vec<Row> {
        if self.org.get() != Some(item.id) {
            return Vec::new();
        }
        let all = Route::dataplants(item.slug.to_string(), &DataplantsView::default()).path();
        let more = |label: String| Row {
            id: format!("{}-all", item.id),
            label,
            href: all.clone(),
            icon: Some(Symbol::More),
            inner: true,
            ..Row::default()
        };
        self.dataplants.with(|remote| match remote {
            Remote::Loading => vec![more(self.loading.get())],
            Remote::Failed(error) => vec![more(error_text(use_language(), error))],
            Remote::Ready(answer) => {
                let page = &answer.value;
                let mut rows: Vec<Row> =
                    page.items.iter().take(SHOWN).map(|dataplant| self.row(item, dataplant)).collect();
                let total = page.total.to_string();
                if page.items.is_empty() {
                    rows.push(more(self.none.get()));
                } else if page.total > rows.len() as u64 {
                    rows.push(more(tx(move |texts| shell::all_dataplants(texts, &total)).get()));
                }
                rows
            }
        })
    }

    fn row(self, item: &MyOrganization, dataplant: &Dataplant) -> Row {
        Row {
            id: format!("{}-{}", item.id, dataplant.id),
            label: dataplant.name.to_string(),
            detail: self.word.get(),
            href: Route::dataplant(item.slug.to_string(), dataplant.id.to_string()).path(),
            icon: Some(Symbol::Dataplants),
            inner: true,
            ..Row::default()
        }
    }
}
