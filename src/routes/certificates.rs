//! What the page of TLS certificates shows, as its address says it.

use super::{Route, Router, query, use_router};
use crate::browser::history;
use hq_contract::CertificateId;
use leptos::prelude::*;

/// What is shown, as the address has it: every page carries what routes are made of, and only this one what it means
/// ([`CertificatesState`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CertificatesView(String);

impl CertificatesView {
    pub(super) fn parse(query: &str) -> Self {
        Self(query.to_owned())
    }

    pub(super) fn query(&self) -> String {
        if self.0.is_empty() { String::new() } else { format!("?{}", self.0) }
    }
}

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CertificatesState {
    /// The certificates.
    #[default]
    List,
    /// `?add=1`: the form for another one.
    Add,
    /// `?replace={id}`: the form for what comes in the place of this one.
    Replace(CertificateId),
}

impl CertificatesState {
    /// As a view says it; what it should not say is passed over.
    #[must_use]
    pub fn read(view: &CertificatesView) -> Self {
        let CertificatesView(query) = view;
        for (name, value) in query::parameters(query) {
            match name {
                "add" if value == "1" => return Self::Add,
                "replace" => return value.parse().map_or(Self::List, Self::Replace),
                _ => {}
            }
        }
        Self::List
    }

    /// The view that says it.
    #[must_use]
    pub fn view(self) -> CertificatesView {
        CertificatesView(match self {
            Self::List => String::new(),
            Self::Add => "add=1".to_owned(),
            Self::Replace(id) => format!("replace={id}"),
        })
    }
}

/// The address of the page, to be read and changed while that page stands.
#[derive(Clone, Copy)]
pub struct CertificatesAddress {
    router: Router,
    state: Memo<CertificatesState>,
    /// Whether going back leads to the list.
    opened_here: StoredValue<bool>,
}

/// The address of the page of certificates.
#[must_use]
pub fn use_certificates_address() -> CertificatesAddress {
    let router = use_router();
    let route = router.route();
    let state = Memo::new(move |before: Option<&CertificatesState>| {
        route.with(|route| match route {
            Route::OrganizationCertificates(_, view) => CertificatesState::read(view),
            // While the page is being left.
            _ => before.copied().unwrap_or_default(),
        })
    });
    CertificatesAddress { router, state, opened_here: StoredValue::new(false) }
}

impl CertificatesAddress {
    /// What the page shows.
    #[must_use]
    pub const fn state(self) -> Memo<CertificatesState> {
        self.state
    }

    /// What the page shows has become something else: its title takes the focus.
    pub fn turn(self) {
        self.router.turn();
    }

    fn showing(self, state: CertificatesState) -> Option<Route> {
        match self.router.route().get_untracked() {
            Route::OrganizationCertificates(org, _) => {
                Some(Route::OrganizationCertificates(org, state.view()))
            }
            _ => None,
        }
    }

    /// The form for another certificate; going back leads to the list.
    pub fn add(self) {
        self.open(CertificatesState::Add);
    }

    /// The form for what comes in the place of this one; going back leads to the list.
    pub fn replace(self, id: CertificateId) {
        self.open(CertificatesState::Replace(id));
    }

    fn open(self, state: CertificatesState) {
        if let Some(route) = self.showing(state) {
            self.opened_here.set_value(true);
            self.router.go(route);
        }
    }

    /// Back to the list.
    pub fn close(self) {
        if self.opened_here.get_value() {
            self.opened_here.set_value(false);
            history::back();
        } else if let Some(route) = self.showing(CertificatesState::List) {
            self.router.rename(route);
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
            (CertificatesState::List, String::new()),
            (CertificatesState::Add, "?add=1".to_owned()),
            (CertificatesState::Replace(ID.parse().unwrap()), format!("?replace={ID}")),
        ] {
            assert_eq!(state.view().query(), query);
            assert_eq!(CertificatesState::read(&state.view()), state);
        }
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        for query in ["add=2", "replace=acme", "replace", "x=y&add"] {
            assert_eq!(CertificatesState::read(&CertificatesView::parse(query)), CertificatesState::List);
        }
    }
}
