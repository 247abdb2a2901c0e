//! Rules: what a member who is no admin may do. Ordered; the last rule that matches wins, and where none does, the answer
//! is no (product.md, Words). Admins may do everything, whatever their rules say.

mod changes;
mod engine;
mod explain;

use crate::endpoint::described;
mod grant;
#[cfg(test)]
mod oracle;
mod rule;
mod table;
mod templates;

pub use changes::{Changes, MOST_TOLD, allowed, brief_changes, changes};
pub use engine::{Decision, Question, Shadow, decide, shadowed};
pub use explain::{Clause, Explanation, explain};
pub use grant::{Grant, Unless};
pub use rule::{Actions, Effect, MOST_RULES, Resource, Rule, check};
pub use table::{Action, Category};
pub use templates::Template;

use crate::{
    Actor, ETag, Endpoint, Method, Nothing, OrganizationId, Page, PageToken, RulesChangeId, Timestamp,
    UserId,
    endpoint::{endpoint_at, fill, with_query},
};
use serde::{Deserialize, Serialize};

/// The most members of one request.
pub const MOST_MEMBERS: usize = 100;
/// How long the rules of somebody who left are kept and offered, in days.
pub const FORMER_DAYS: u32 = 92;

/// A member's rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberRules {
    /// The ordered list.
    pub rules: Vec<Rule>,
    /// What they had when they last left, for those who may change rules: until the list is changed, three months long.
    pub former: Option<FormerRules>,
}

/// The rules of somebody who left and came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormerRules {
    /// The ordered list.
    pub rules: Vec<Rule>,
    /// When they left.
    pub left_at: Timestamp,
}

/// A list to put in place of a member's rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewRules {
    /// The ordered list.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub rules: Vec<Rule>,
}

/// What a list would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesPreview {
    /// What the member would gain; nothing for an admin, who may do everything as it is.
    pub gains: Vec<Grant>,
    /// What the member would lose; nothing for an admin.
    pub loses: Vec<Grant>,
    /// Which rules of the new list could never decide.
    pub shadowed: Vec<ShadowedRule>,
}

/// A rule and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlacedRule {
    /// Its place among the rules of its category in the list, from 1.
    pub position: u32,
    /// The rule.
    pub rule: Rule,
}

impl PlacedRule {
    /// The rule at a place of a list, counted from 0.
    #[must_use]
    pub fn of(rules: &[Rule], place: usize) -> Option<Self> {
        let rule = rules.get(place)?.clone();
        let before = rules.iter().take(place).filter(|other| other.category == rule.category).count();
        Some(Self { position: u32::try_from(before).ok()?.checked_add(1)?, rule })
    }
}

/// A rule that can never decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShadowedRule {
    /// Which rule, as it stands in the list.
    pub rule: PlacedRule,
    /// The later rules that hide it, first to last.
    pub by: Vec<PlacedRule>,
}

/// One change of a member's rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesChange {
    /// Which line of the audit log.
    pub id: RulesChangeId,
    /// Who changed them, if the account still exists.
    pub actor: Option<Actor>,
    /// When.
    pub changed_at: Timestamp,
    /// The list from then on.
    pub rules: Vec<Rule>,
}

/// Rules for several members at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewRulesOfMembers {
    /// Whose, 1 to 100.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub members: Vec<UserId>,
    /// Whether the rules come in place of theirs or after them.
    pub mode: RulesMode,
    /// The ordered list.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub rules: Vec<Rule>,
}

/// What becomes of the rules that a member has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RulesMode {
    /// They go.
    Replace,
    /// They stay; the new ones come after them and so win. A rule that stands there already in the same words moves.
    Append,
}

/// What became of each member, in the order of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesOfMembers {
    /// One for each member named.
    pub results: Vec<RulesOfMember>,
}

/// What became of one member's rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesOfMember {
    /// The member named.
    pub user: UserId,
    /// What became of theirs.
    pub outcome: RulesOutcome,
}

/// What became of one member's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RulesOutcome {
    /// They have the new list.
    Changed,
    /// They had it already.
    Unchanged,
    /// Stands before in the request.
    Repeated,
    /// Nobody of that id belongs to the organization.
    NotFound,
    /// They would have more than the most rules; nothing was changed.
    TooMany,
}

endpoint_at!(
    /// A member's rules
    ///
    /// Everybody reads their own; those of others, who may read members' details.
    GetRules {
        /// Of which organization.
        org: OrganizationId,
        /// Whose account.
        user: UserId
    } Get "/organizations/{org}/members/{user}/rules" -> MemberRules,
    tag "rules", for ReadOrganization,
    200 "The ordered list" etag "Its version"
);
endpoint_at!(
    /// What a list would do in the place of a member's rules
    ///
    /// Changes nothing. For who may read the member's rules.
    PreviewRules {
        /// Of which organization.
        org: OrganizationId,
        /// Whose account.
        user: UserId
    } (NewRules) Post "/organizations/{org}/members/{user}/rules/preview" -> RulesPreview,
    tag "rules", for ReadOrganization,
    200 "What would be gained and lost, and which rules could never decide"
);
endpoint_at!(
    /// Give rules to several members
    ///
    /// Each member named has a result of its own; one that is none never stops the others.
    PutRulesOfMembers {
        /// Of which organization.
        org: OrganizationId
    } (NewRulesOfMembers) Post "/organizations/{org}/members/rules" -> RulesOfMembers,
    tag "rules", for ManageMembers,
    200 "What became of each",
    refusals [TooManyRequests]
);

described!(
    /// Put a list in the place of a member's rules
    ///
    /// The order is the list's: the last rule that matches wins. An admin's rules can be written too; they count once the admin
    /// is a user.
    #[derive(Clone, Debug)]
    pub struct PutRules {
        /// Of which organization.
        pub org: OrganizationId,
        /// Whose account.
        pub user: UserId,
        /// The version that was read.
        pub version: ETag,
        /// The list.
        pub body: NewRules,
    }
    at user;
    tag "rules", for ManageMembers,
    200 "The list as it is now" etag "Its version"
);

impl Endpoint for PutRules {
    type Body = NewRules;
    type Answer = MemberRules;
    const METHOD: Method = Method::Put;
    const TEMPLATE: &'static str = "/organizations/{org}/members/{user}/rules";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("user", &self.user.to_string())])
    }

    fn body(&self) -> Option<&NewRules> {
        Some(&self.body)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

described!(
    /// How a member's rules have changed
    ///
    /// From the audit log, the newest change first. To put a list back, PUT it.
    #[derive(Clone, Debug)]
    pub struct ListRulesChanges {
        /// Of which organization.
        pub org: OrganizationId,
        /// Whose account.
        pub user: UserId,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    at user;
    tag "rules", for ReadOrganization,
    200 "A page of changes"
);

impl Endpoint for ListRulesChanges {
    type Body = Nothing;
    type Answer = Page<RulesChange>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/members/{user}/rules/history";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("user", &self.user.to_string())]);
        with_query(&path, &[("page_token", self.page_token.as_ref().map(|token| token.0.as_str()))])
    }
}
