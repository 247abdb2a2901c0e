//! What the pages of dataplants show, as their addresses say it.

use super::query;
use hq_contract::{console_paths as paths, dataplants::DataplantOrder, operations::LifeState};

/// The list: search, filter, order, and whether it is a table. What stands at its default is not in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DataplantsView {
    /// What names and tags have to contain.
    pub q: String,
    /// Only those in this state.
    pub state: Option<LifeState>,
    /// By what they are ordered.
    pub sort: DataplantOrder,
    /// Whether they are rows of a table instead of cards.
    pub table: bool,
}

impl DataplantsView {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "q" => view.q = value,
                "state" => view.state = LifeState::from_name(&value),
                "sort" => view.sort = DataplantOrder::from_name(&value).unwrap_or_default(),
                "view" => view.table = value == "table",
                _ => {}
            }
        }
        view
    }

    /// The query; empty where everything stands at its default.
    pub(super) fn query(&self) -> String {
        let sort = (self.sort != DataplantOrder::default()).then_some(self.sort.as_str());
        query::of([
            ("q", Some(self.q.as_str()).filter(|q| !q.is_empty())),
            ("state", self.state.map(LifeState::as_str)),
            ("sort", sort),
            ("view", self.table.then_some("table")),
        ])
    }
}

/// What is done on the page of one dataplant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DataplantView {
    /// It is looked at.
    #[default]
    Look,
    /// `?do=edit`: its name, description and tags are changed.
    Edit,
    /// `?do=names`: the names that it answers under are.
    Names,
    /// `?do=resize`: its size is.
    Resize,
    /// `?do=delete`: somebody is about to ask for its deletion.
    Delete,
    /// `?do=forget`: somebody is about to have it forgotten.
    Forget,
}

impl DataplantView {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Edit, "edit"),
        (Self::Names, "names"),
        (Self::Resize, "resize"),
        (Self::Delete, "delete"),
        (Self::Forget, "forget"),
    ];

    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let named = query::parameters(query).find(|(name, _)| name == "do");
        let found =
            |value: &str| Self::ALL.into_iter().find(|(_, name)| *name == value).map(|(view, _)| view);
        named.and_then(|(_, value)| found(&value)).unwrap_or_default()
    }

    /// The query; empty where it is only looked at.
    pub(super) fn query(&self) -> String {
        query::of([("do", Self::ALL.into_iter().find(|(view, _)| view == self).map(|(_, name)| name))])
    }
}

/// The steps of ordering a dataplant, each with its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NewDataplantStep {
    /// What it begins with.
    Template,
    /// Where it is to run.
    Place,
    /// What it is called, under which names it answers, and its size.
    Name,
    /// What it comes to.
    Summary,
}

impl NewDataplantStep {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [Self::Template, Self::Place, Self::Name, Self::Summary];

    pub(super) const fn pattern(self) -> &'static str {
        match self {
            Self::Template => paths::NEW_DATAPLANT,
            Self::Place => paths::NEW_DATAPLANT_PLACE,
            Self::Name => paths::NEW_DATAPLANT_NAME,
            Self::Summary => paths::NEW_DATAPLANT_SUMMARY,
        }
    }
}

/// What was chosen of an order so far, so that a link leads to the same. What was typed is no part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NewDataplantView {
    /// What it begins with.
    pub template: Option<String>,
    /// What is ordered.
    pub offer: Option<String>,
    /// In which region.
    pub region: Option<String>,
    /// In which size.
    pub fpu: Option<u32>,
}

impl NewDataplantView {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "template" => view.template = Some(value),
                "offer" => view.offer = Some(value),
                "region" => view.region = Some(value),
                "fpu" => view.fpu = value.parse().ok(),
                _ => {}
            }
        }
        view
    }

    /// The query; empty where nothing is chosen.
    pub(super) fn query(&self) -> String {
        let fpu = self.fpu.map(|fpu| fpu.to_string());
        query::of([
            ("template", self.template.as_deref()),
            ("offer", self.offer.as_deref()),
            ("region", self.region.as_deref()),
            ("fpu", fpu.as_deref()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_list_says_what_is_shown() {
        let view = DataplantsView {
            q: "sales & co".into(),
            state: Some(LifeState::Failed),
            sort: DataplantOrder::Size,
            table: true,
        };
        assert_eq!(view.query(), "q=sales+%26+co&state=failed&sort=size&view=table");
        assert_eq!(DataplantsView::parse(&view.query()), view);
        assert_eq!(DataplantsView::default().query(), "");
        assert_eq!(DataplantsView::parse("state=gone&sort=&view=cards&x=y"), DataplantsView::default());
    }

    #[test]
    fn the_address_of_one_says_what_is_done() {
        for (view, name) in DataplantView::ALL {
            assert_eq!(view.query(), format!("do={name}"));
            assert_eq!(DataplantView::parse(&view.query()), view);
        }
        assert_eq!(DataplantView::Look.query(), "");
        assert_eq!(DataplantView::parse("do=launch"), DataplantView::Look);
    }

    #[test]
    fn the_address_of_an_order_says_what_was_chosen() {
        let view = NewDataplantView {
            template: Some("sample".into()),
            offer: Some("own/local".into()),
            region: Some("here".into()),
            fpu: Some(4),
        };
        assert_eq!(view.query(), "template=sample&offer=own%2Flocal&region=here&fpu=4");
        assert_eq!(NewDataplantView::parse(&view.query()), view);
        assert_eq!(NewDataplantView::parse("fpu=many"), NewDataplantView::default());
    }
}
