//! What the list of storage engines shows, as its address says it.

use super::query;
use hq_contract::{operations::LifeState, providers::EngineKind, storage_engines::StorageEngineOrder};

/// Search, filters and order. What stands at its default is not in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct StorageEnginesView {
    /// What names and tags have to contain.
    pub q: String,
    /// Only those of this database system.
    pub engine: Option<EngineKind>,
    /// Only those in this state.
    pub state: Option<LifeState>,
    /// By what they are ordered.
    pub sort: StorageEngineOrder,
}

impl StorageEnginesView {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "q" => view.q = value,
                "engine" => view.engine = EngineKind::ALL.into_iter().find(|kind| kind.as_str() == value),
                "state" => view.state = LifeState::from_name(&value),
                "sort" => view.sort = StorageEngineOrder::from_name(&value).unwrap_or_default(),
                _ => {}
            }
        }
        view
    }

    /// The query; empty where everything stands at its default.
    pub(super) fn query(&self) -> String {
        let sort = (self.sort != StorageEngineOrder::default()).then_some(self.sort.as_str());
        query::of([
            ("q", Some(self.q.as_str()).filter(|q| !q.is_empty())),
            ("engine", self.engine.map(EngineKind::as_str)),
            ("state", self.state.map(LifeState::as_str)),
            ("sort", sort),
        ])
    }

    /// Whether it leaves some of them out.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.engine.is_some() || self.state.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_shown() {
        let view = StorageEnginesView {
            q: "sales & co".into(),
            engine: Some(EngineKind::Postgresql),
            state: Some(LifeState::DeleteFailed),
            sort: StorageEngineOrder::Storage,
        };
        assert_eq!(view.query(), "q=sales+%26+co&engine=postgresql&state=delete_failed&sort=storage");
        assert_eq!(StorageEnginesView::parse(&view.query()), view);
        assert!(view.is_narrowed());
        assert_eq!(StorageEnginesView::default().query(), "");
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        let view = StorageEnginesView::parse("engine=duckdb&state=gone&sort=&x=y&q");
        assert_eq!(view, StorageEnginesView::default());
        assert!(!view.is_narrowed());
    }
}
