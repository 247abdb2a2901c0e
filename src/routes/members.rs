//! What the members page shows, as its address says it.

use super::query;
use hq_contract::{Role, members::MemberOrder};

/// Search, filters, order, page, and whether the sheet to invite is open: of the members, and as far as they have these of the
/// pages beside them. What stands at its default is not in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct MembersView {
    /// What names and addresses have to contain.
    pub q: String,
    /// Only those of this role.
    pub role: Option<Role>,
    /// Only those who have multi-factor authentication, or have none.
    pub mfa: Option<bool>,
    /// By what the members are ordered.
    pub sort: MemberOrder,
    /// Which page of them, from 0; another search or order begins with the first.
    pub page: u32,
    /// Whether people are being invited.
    pub invite: bool,
}

impl MembersView {
    /// The members page with the dialog to invite.
    #[must_use]
    pub fn inviting() -> Self {
        Self { invite: true, ..Self::default() }
    }

    /// Whether it is all members, in whatever order.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        self.q.is_empty() && self.role.is_none() && self.mfa.is_none()
    }

    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "q" => view.q = value,
                "role" => view.role = Role::from_name(&value),
                "mfa" => view.mfa = value.parse().ok(),
                "sort" => view.sort = MemberOrder::from_name(&value).unwrap_or_default(),
                "page" => view.page = value.parse::<u32>().map_or(0, |page| page.saturating_sub(1)),
                "invite" => view.invite = value == "1",
                _ => {}
            }
        }
        view
    }

    /// The query; empty where everything stands at its default.
    pub(super) fn query(&self) -> String {
        let sort = (self.sort != MemberOrder::default()).then_some(self.sort.as_str());
        let page = (self.page > 0).then(|| self.page.saturating_add(1).to_string());
        query::of([
            ("q", Some(self.q.as_str()).filter(|q| !q.is_empty())),
            ("role", self.role.map(Role::as_str)),
            ("mfa", self.mfa.map(|mfa| if mfa { "true" } else { "false" })),
            ("sort", sort),
            ("page", page.as_deref()),
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
            mfa: Some(false),
            sort: MemberOrder::LastActive,
            page: 2,
            invite: true,
        };
        let query = "q=ada+%26+co&role=admin&mfa=false&sort=last_active&page=3&invite=1";
        assert_eq!(view.query(), query);
        assert_eq!(MembersView::parse(&view.query()), view);
        assert_eq!(MembersView::default().query(), "");
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        let view = MembersView::parse("role=owner&status=gone&mfa=on&sort=&page=0&invite=yes&x=y&q");
        assert_eq!(view, MembersView::default());
    }
}
