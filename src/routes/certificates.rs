//! What the page of TLS certificates shows, as its address says it.

use super::query;
use hq_contract::CertificateId;

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CertificatesView {
    /// The certificates.
    #[default]
    List,
    /// `?add=1`: the form for another one.
    Add,
    /// `?replace={id}`: the form for what comes in the place of this one.
    Replace(CertificateId),
}

impl CertificatesView {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "add" if value == "1" => return Self::Add,
                "replace" => return value.parse().map_or(Self::List, Self::Replace),
                _ => {}
            }
        }
        Self::List
    }

    /// The query; empty for the list.
    pub(super) fn query(&self) -> String {
        match self {
            Self::List => String::new(),
            Self::Add => query::of([("add", Some("1"))]),
            Self::Replace(id) => query::of([("replace", Some(id.to_string().as_str()))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b30200000007";

    #[test]
    fn the_address_says_what_is_shown() {
        for (state, query) in [
            (CertificatesView::List, String::new()),
            (CertificatesView::Add, "add=1".to_owned()),
            (CertificatesView::Replace(ID.parse().unwrap()), format!("replace={ID}")),
        ] {
            assert_eq!(state.query(), query);
            assert_eq!(CertificatesView::parse(&query), state);
        }
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        for query in ["add=2", "replace=acme", "replace", "x=y&add"] {
            assert_eq!(CertificatesView::parse(query), CertificatesView::List);
        }
    }
}
