//! What the members page shows, as its address says it.

use super::query;
use hq_contract::{Role, members::MemberOrder};

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

    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name.as_str() {
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

    /// The query; empty where everything stands at its default.
    pub(super) fn query(&self) -> String {
        let sort = (self.sort != MemberOrder::default()).then_some(self.sort.as_str());
        query::of([
            ("q", Some(self.q.as_str()).filter(|q| !q.is_empty())),
            ("role", self.role.map(Role::as_str)),
            ("status", self.status.map(MemberStatus::as_str)),
            ("mfa", self.mfa.map(|mfa| if mfa { "true" } else { "false" })),
            ("sort", sort),
            ("invite", self.invite.then_some("1")),
        ])
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
        let query = "q=ada+%26+co&role=admin&status=invited&mfa=false&sort=last_active&invite=1";
        assert_eq!(view.query(), query);
        assert_eq!(MembersView::parse(&view.query()), view);
        assert_eq!(MembersView::default().query(), "");
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        let view = MembersView::parse("role=owner&status=gone&mfa=on&sort=&invite=yes&x=y&q");
        assert_eq!(view, MembersView::default());
    }
}
