//! Access: may a member do something, and why.

use crate::{
    Endpoint, Method, Nothing, OrganizationId, Role, UserId,
    endpoint::{described, fill, with_query},
    rules::{Action, Category, Grant, PlacedRule, Resource},
};
use serde::{Deserialize, Serialize};

/// Whether a member may do something, and why. `allowed`, `deciding_rule` and `overridden` are about a thing that has what was
/// asked and nothing else; `grants` are about all that have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Access {
    /// Whether they may.
    pub allowed: bool,
    /// Their role: admins may do everything, and their rules are not asked.
    pub role: Role,
    /// The rule that decided. None for a user: no rule matches.
    pub deciding_rule: Option<PlacedRule>,
    /// The other rules that match, first to last: the deciding one comes after them.
    pub overridden: Vec<PlacedRule>,
    /// What of it may be done, with its exceptions; empty: nothing.
    #[serde(default)]
    pub grants: Vec<Grant>,
}

described!(
    /// May a member do this, and why
    ///
    /// Answers which rule decides, which others match, and what of all that has the resource may be done (a rule about things with
    /// another tag is an exception from one about all). Members ask about themselves; about others, who may read members'
    /// details.
    #[derive(Clone, Debug)]
    pub struct GetAccess {
        /// In which organization.
        pub org: OrganizationId,
        /// Whose account.
        pub user: UserId,
        /// With what kind of things.
        pub category: Category,
        /// What; one of the category's actions.
        pub action: Action,
        /// With which: one by its id, one that has just this tag, or (absent or `all`) none in particular.
        pub resource: Option<Resource>,
    }
    at user;
    tag "access", for ReadOrganization,
    200 "Whether, and why"
);

impl Endpoint for GetAccess {
    type Body = Nothing;
    type Answer = Access;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/members/{user}/access";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("user", &self.user.to_string())]);
        let resource = self.resource.as_ref().map(ToString::to_string);
        with_query(
            &path,
            &[
                ("category", Some(self.category.as_str())),
                ("action", Some(self.action.as_str())),
                ("resource", resource.as_deref()),
            ],
        )
    }
}
