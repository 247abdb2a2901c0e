//! What the members page shows, as its address says it.

use super::{Route, Router, query, use_router};
use crate::browser::history;
use hq_contract::{Role, encode_segment, members::MemberOrder};
use leptos::prelude::*;

/// Whether somebody has joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberStatus {
    /// Belongs to the organization.
    Active,
    /// Was invited and has not joined.
    Invited,
}

impl MemberStatus {
    /// The name as in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Invited => "invited",
        }
    }

    /// The status of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Active, Self::Invited].into_iter().find(|status| status.as_str() == name)
    }
}

/// Search, filters, order, and whether the dialog to invite is open. What stands at its default is not in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MembersView {
    /// What names and addresses have to contain.
    pub q: String,
    /// Only those of this role.
    pub role: Option<Role>,
    /// Only those of this status.
    pub status: Option<MemberStatus>,
    /// Only those who have multi-factor authentication, or have none.
    pub mfa: Option<bool>,
    /// By what the members are ordered.
    pub sort: MemberOrder,
    /// Whether people are being invited.
    pub invite: bool,
}

impl MembersView {
    /// The members page with the dialog to invite.
    #[must_use]
    pub fn inviting() -> Self {
        Self { invite: true, ..Self::default() }
    }

    pub(super) fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name {
                "q" => view.q = value,
                "role" => view.role = Role::from_name(&value),
                "status" => view.status = MemberStatus::from_name(&value),
                "mfa" => view.mfa = value.parse().ok(),
                "sort" => view.sort = MemberOrder::from_name(&value).unwrap_or_default(),
                "invite" => view.invite = value == "1",
                _ => {}
            }
        }
        view
    }

    /// The query with its `?`; empty where everything stands at its default.
    pub(super) fn query(&self) -> String {
        let sort = (self.sort != MemberOrder::default()).then_some(self.sort.as_str());
        let parameters = [
            ("q", Some(self.q.as_str()).filter(|q| !q.is_empty())),
            ("role", self.role.map(Role::as_str)),
            ("status", self.status.map(MemberStatus::as_str)),
            ("mfa", self.mfa.map(|mfa| if mfa { "true" } else { "false" })),
            ("sort", sort),
            ("invite", self.invite.then_some("1")),
        ];
        let mut query = String::new();
        for (name, value) in parameters {
            if let Some(value) = value {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.push_str(name);
                query.push('=');
                query.push_str(&encode_segment(value));
            }
        }
        query
    }
}

/// The address of the members page, to be read and changed while that page stands.
#[derive(Clone, Copy)]
pub struct MembersAddress {
    router: Router,
    view: Memo<MembersView>,
    /// Whether going back closes the dialog.
    opened_here: StoredValue<bool>,
}

/// The address of the members page.
#[must_use]
pub fn use_members_address() -> MembersAddress {
    let router = use_router();
    let route = router.route();
    let view = Memo::new(move |before: Option<&MembersView>| {
        route.with(|route| match route {
            Route::OrganizationMembers(_, view) => view.clone(),
            // While the page is being left.
            _ => before.cloned().unwrap_or_default(),
        })
    });
    MembersAddress { router, view, opened_here: StoredValue::new(false) }
}

impl MembersAddress {
    /// What the page shows.
    #[must_use]
    pub const fn view(self) -> Memo<MembersView> {
        self.view
    }

    fn changed(self, change: impl FnOnce(&mut MembersView)) -> Option<Route> {
        match self.router.route().get_untracked() {
            Route::OrganizationMembers(org, mut view) => {
                change(&mut view);
                Some(Route::OrganizationMembers(org, view))
            }
            _ => None,
        }
    }

    /// Shows something else, in the place of what is shown.
    pub fn change(self, change: impl FnOnce(&mut MembersView)) {
        if let Some(route) = self.changed(change) {
            self.router.rename(route);
        }
    }

    /// The path of the page when it shows something else, for links.
    #[must_use]
    pub fn path(self, change: impl FnOnce(&mut MembersView)) -> String {
        self.view.track();
        self.changed(change).map(|route| route.path()).unwrap_or_default()
    }

    /// Opens the dialog to invite; going back closes it.
    pub fn invite(self) {
        if let Some(route) = self.changed(|view| view.invite = true) {
            self.opened_here.set_value(true);
            self.router.go(route);
        }
    }

    /// Closes it.
    pub fn close(self) {
        let opened_here = self.opened_here.get_value();
        self.opened_here.set_value(false);
        if opened_here {
            history::back();
        } else {
            self.change(|view| view.invite = false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_shown() {
        let view = MembersView {
            q: "ada & co".into(),
            role: Some(Role::Admin),
            status: Some(MemberStatus::Invited),
            mfa: Some(false),
            sort: MemberOrder::LastActive,
            invite: true,
        };
        let query = "?q=ada%20%26%20co&role=admin&status=invited&mfa=false&sort=last_active&invite=1";
        assert_eq!(view.query(), query);
        assert_eq!(MembersView::parse(&view.query()[1..]), view);
        assert_eq!(MembersView::default().query(), "");
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        let view = MembersView::parse("role=owner&status=gone&mfa=on&sort=&invite=yes&x=y&q");
        assert_eq!(view, MembersView::default());
    }
}
