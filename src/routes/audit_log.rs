//! What the audit log shows, as its address says it.

use super::{Route, Router, query, use_router};
use hq_contract::{UserId, encode_segment};
use leptos::prelude::*;

/// Which lines are shown, as the address has it: every page carries what routes are made of, and only the audit log's own
/// what this means ([`AuditFilters`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AuditView(String);

impl AuditView {
    pub(super) fn parse(query: &str) -> Self {
        Self(query.to_owned())
    }

    pub(super) fn query(&self) -> String {
        if self.0.is_empty() { String::new() } else { format!("?{}", self.0) }
    }
}

/// Which lines are shown. What is not asked for is not in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AuditFilters {
    /// Only what this person did.
    pub actor: Option<UserId>,
    /// Only this action, or the actions of this feature; any where it is empty.
    pub action: String,
    /// Only what was done to this, by its id; to anything where it is empty.
    pub subject: String,
    /// From this day on (`2026-11-24`); from the beginning where it is empty.
    pub from: String,
    /// Until the end of this day; until now where it is empty.
    pub until: String,
}

impl AuditFilters {
    /// As a view says it; what it should not say is passed over.
    #[must_use]
    pub fn read(view: &AuditView) -> Self {
        let AuditView(query) = view;
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name {
                "actor" => view.actor = value.parse().ok(),
                "action" => view.action = value,
                "subject" => view.subject = value,
                "from" if is_day(&value) => view.from = value,
                "until" if is_day(&value) => view.until = value,
                _ => {}
            }
        }
        view
    }

    /// The view that says it.
    #[must_use]
    pub fn view(&self) -> AuditView {
        let actor = self.actor.map(|actor| actor.to_string()).unwrap_or_default();
        let parameters = [
            ("actor", &actor),
            ("action", &self.action),
            ("subject", &self.subject),
            ("from", &self.from),
            ("until", &self.until),
        ];
        let mut query = String::new();
        for (name, value) in parameters.into_iter().filter(|(_, value)| !value.is_empty()) {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(name);
            query.push('=');
            query.push_str(&encode_segment(value));
        }
        AuditView(query)
    }
}

/// Whether a text is a day as the browser's fields for dates write it. Years before 1000 are those that are still being
/// typed.
#[must_use]
pub fn is_day(text: &str) -> bool {
    let fits = |(index, letter): (usize, u8)| match index {
        0 => (b'1'..=b'9').contains(&letter),
        4 | 7 => letter == b'-',
        _ => letter.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

/// The address of the audit log, to be read and changed while that page stands.
#[derive(Clone, Copy)]
pub struct AuditAddress {
    router: Router,
    view: Memo<AuditFilters>,
}

/// The address of the audit log.
#[must_use]
pub fn use_audit_address() -> AuditAddress {
    let router = use_router();
    let route = router.route();
    let view = Memo::new(move |before: Option<&AuditFilters>| {
        route.with(|route| match route {
            Route::OrganizationAuditLog(_, view) => AuditFilters::read(view),
            // While the page is being left.
            _ => before.cloned().unwrap_or_default(),
        })
    });
    AuditAddress { router, view }
}

impl AuditAddress {
    /// What the page shows.
    #[must_use]
    pub const fn view(self) -> Memo<AuditFilters> {
        self.view
    }

    fn changed(self, change: impl FnOnce(&mut AuditFilters)) -> Option<Route> {
        match self.router.route().get_untracked() {
            Route::OrganizationAuditLog(org, view) => {
                let mut filters = AuditFilters::read(&view);
                change(&mut filters);
                Some(Route::OrganizationAuditLog(org, filters.view()))
            }
            _ => None,
        }
    }

    /// Shows something else, in the place of what is shown.
    pub fn change(self, change: impl FnOnce(&mut AuditFilters)) {
        if let Some(route) = self.changed(change) {
            self.router.rename(route);
        }
    }

    /// The path of the page when it shows something else, for links.
    #[must_use]
    pub fn path(self, change: impl FnOnce(&mut AuditFilters)) -> String {
        self.view.track();
        self.changed(change).map(|route| route.path()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_shown() {
        let view = AuditFilters {
            actor: "01890a5d-ac96-774b-bcce-b30200000007".parse().ok(),
            action: "members.remove".into(),
            subject: "a/b".into(),
            from: "2026-11-01".into(),
            until: "2026-11-24".into(),
        };
        let query = "?actor=01890a5d-ac96-774b-bcce-b30200000007&action=members.remove&subject=a%2Fb\
                     &from=2026-11-01&until=2026-11-24";
        assert_eq!(view.view().query(), query);
        assert_eq!(AuditFilters::read(&AuditView::parse(&query[1..])), view);
        assert_eq!(AuditFilters::default().view().query(), "");
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        let view =
            AuditFilters::read(&AuditView::parse("actor=ada&from=yesterday&until=0002-11-01&x=y&action"));
        assert_eq!(view, AuditFilters::default());
        assert!(!is_day("2026-1-01") && !is_day("2026/11/01") && !is_day(""));
    }
}
