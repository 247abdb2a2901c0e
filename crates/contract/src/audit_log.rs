//! The audit log: who did what to what in an organization, when, from where, and what changed.

mod actor;
mod logged;

pub use {actor::AuditActor, logged::LoggedActor};

use crate::{
    AuditEntryId, Endpoint, Method, Nothing, OrganizationId, Page, PageToken, Timestamp, UserId,
    endpoint::{described, endpoint_at, fill, with_query},
};
use serde::{Deserialize, Serialize};

/// One line of the audit log. Lines are added and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    /// Which line.
    pub id: AuditEntryId,
    /// When.
    pub created_at: Timestamp,
    /// Who, where it is known: none where `means` is `link` or `server`.
    pub actor: Option<LoggedActor>,
    /// What was done, as `feature.verb`: one of [`AUDIT_ACTIONS`].
    #[cfg_attr(feature = "openapi", schema(value_type = AuditAction))]
    pub action: String,
    /// To what: an id.
    pub subject: String,
    /// What the subject is called, where it is a person, an invitation or the organization.
    pub subject_name: Option<String>,
    /// What the subject is to the organization now, where it is a person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub subject_standing: Option<AuditStanding>,
    /// What was different before and after, and what else is known of it. No secrets.
    pub changes: Vec<AuditChange>,
    /// By which means.
    pub means: AuditMeans,
    /// The client's network address, where there was one.
    pub address: Option<String>,
    /// The request, as the server's log names it.
    pub request_id: Option<String>,
}

/// What stands in the place of the name of somebody whose account was deleted.
pub const DELETED_NAME: &str = "Deleted account";

/// What somebody in the audit log is to the organization now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuditStanding {
    /// A member.
    Member,
    /// A member no more.
    Former,
    /// Somebody who only asked to join, answered an invitation without joining, or pays without being a member.
    Outsider,
    /// Nobody any more: the account was deleted.
    Deleted,
}

/// One thing that an action was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditChange {
    /// Which: `name`, `join_requests.enabled`.
    pub field: String,
    /// Its value before, where there was one; lists as JSON.
    pub before: Option<String>,
    /// Its value from then on, where there is one; lists as JSON.
    pub after: Option<String>,
}

/// By which means something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AuditMeans {
    /// By somebody signed in, in the console or by the API.
    Session,
    /// By a script, with an API key.
    ApiKey,
    /// With a link from a mail, without a session.
    Link,
    /// By the server itself.
    Server,
}

/// What can be done in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditAction {
    /// As the audit log names it: `feature.verb`.
    pub name: &'static str,
    /// To what it is done.
    pub subject: AuditSubject,
}

/// What an action is done to, and so how that is called where it has no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditSubject {
    /// Somebody: a member, or who is invited or asks to join. Their id says nothing to anybody.
    Person,
    /// A thing, which its id tells from others.
    Thing,
}

impl AuditAction {
    /// The action of this name; none where it is unknown, as one of a newer server is.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        AUDIT_ACTIONS.iter().copied().find(|action| action.name == name)
    }
}

const fn person(name: &'static str) -> AuditAction {
    AuditAction { name, subject: AuditSubject::Person }
}

const fn thing(name: &'static str) -> AuditAction {
    AuditAction { name, subject: AuditSubject::Thing }
}

/// What can be done in an organization, once each.
pub const AUDIT_ACTIONS: &[AuditAction] = &[
    thing("organizations.create"),
    thing("organizations.update"),
    thing("organizations.delete"),
    thing("organizations.restore"),
    thing("organizations.erase"),
    thing("organizations.logo"),
    thing("authentication.update"),
    thing("domains.claim"),
    thing("domains.verify"),
    thing("domains.lose"),
    thing("domains.release"),
    thing("certificates.add"),
    thing("certificates.replace"),
    thing("certificates.remove"),
    thing("api_keys.create"),
    thing("api_keys.update"),
    thing("api_keys.rotate"),
    thing("api_keys.revoke"),
    person("members.update"),
    person("members.remove"),
    person("members.leave"),
    person("members.transfer"),
    person("rules.update"),
    person("invitations.invite"),
    person("invitations.resend"),
    person("invitations.link"),
    person("invitations.revoke"),
    person("invitations.accept"),
    person("invitations.decline"),
    person("invitations.renewal"),
    person("join_requests.ask"),
    person("join_requests.withdraw"),
    person("join_requests.approve"),
    person("join_requests.deny"),
    person("join_requests.reopen"),
    thing("storage_engines.create"),
    thing("storage_engines.update"),
    thing("storage_engines.resize"),
    thing("storage_engines.retry"),
    thing("storage_engines.delete"),
    thing("storage_engines.forget"),
    thing("storage_engines.credentials"),
    thing("storage_defaults.update"),
    thing("dataplants.create"),
    thing("dataplants.update"),
    thing("dataplants.resize"),
    thing("dataplants.retry"),
    thing("dataplants.ask_deletion"),
    thing("dataplants.delete"),
    thing("dataplants.forget"),
    thing("subscription.order"),
    thing("subscription.change"),
    thing("subscription.cancel"),
    thing("subscription.payer_stop"),
    thing("subscription.reactivate"),
    thing("subscription.end"),
    thing("subscription.budget"),
    thing("vouchers.redeem"),
    thing("quotas.request"),
    thing("quotas.answer"),
];

/// Which lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only what these did.
    pub actor: Option<AuditActor>,
    /// Only this action (`members.remove`), or the actions of this feature (`members`).
    pub action: Option<String>,
    /// Only what was done to this, by its id.
    pub subject: Option<String>,
    /// Not before this moment (RFC 3339).
    pub start_time: Option<String>,
    /// Before this moment (RFC 3339).
    pub end_time: Option<String>,
}

impl AuditFilter {
    fn query(&self, path: &str, page_token: Option<&PageToken>) -> String {
        let actor = self.actor.map(|actor| actor.to_string());
        with_query(
            path,
            &[
                ("actor", actor.as_deref()),
                ("action", self.action.as_deref()),
                ("subject", self.subject.as_deref()),
                ("start_time", self.start_time.as_deref()),
                ("end_time", self.end_time.as_deref()),
                ("page_token", page_token.map(|token| token.0.as_str())),
            ],
        )
    }
}

described!(
    /// What was done in an organization
    ///
    /// The newest line first. For admins, and for who has the rule.
    #[derive(Clone, Debug)]
    pub struct ListAuditLog {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which lines.
        pub filter: AuditFilter,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "audit-log", for ReadAuditLog,
    200 "A page of lines"
);

impl Endpoint for ListAuditLog {
    type Body = Nothing;
    type Answer = Page<AuditEntry>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/audit-log";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        self.filter.query(&path, self.page_token.as_ref())
    }
}

described!(
    /// Who did something in an organization
    ///
    /// By name: members, and those who have left, were removed, have deleted their account or only asked to join. Addresses
    /// are for who may read members' details. For admins, and for who has the rule.
    #[derive(Clone, Debug)]
    pub struct ListAuditPeople {
        /// Of which organization.
        pub org: OrganizationId,
        /// Only those whose name or id contains this, or the address where it may be seen.
        pub q: Option<String>,
        /// What the caller calls deleted accounts, in words of its language; [`DELETED_NAME`] where absent.
        pub deleted_name: Option<String>,
        /// Only this one.
        pub id: Option<UserId>,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "audit-log", for ReadAuditLog,
    200 "A page of people"
);

impl Endpoint for ListAuditPeople {
    type Body = Nothing;
    type Answer = Page<LoggedActor>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/audit-log/people";

    fn path(&self) -> String {
        let id = self.id.map(|id| id.to_string());
        with_query(
            &fill(Self::TEMPLATE, &[("org", &self.org.to_string())]),
            &[
                ("q", self.q.as_deref()),
                ("deleted_name", self.deleted_name.as_deref()),
                ("id", id.as_deref()),
                ("page_token", self.page_token.as_ref().map(|token| token.0.as_str())),
            ],
        )
    }
}

endpoint_at!(
    /// Which API keys did something in an organization
    ///
    /// By name, all at once, revoked ones too. For admins, and for who has the rule; more about them is for admins.
    ListAuditApiKeys {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/audit-log/api-keys" -> Page<LoggedActor>,
    tag "audit-log", for ReadAuditLog,
    200 "The keys"
);

described!(
    /// The audit log as CSV
    ///
    /// RFC 4180, UTF-8 with a byte order mark, each text in quotation marks: the newest line first. Where a spreadsheet would
    /// take a text for a formula, an apostrophe stands before it.
    #[derive(Clone, Debug)]
    pub struct ExportAuditCsv {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which lines.
        pub filter: AuditFilter,
    }
    tag "audit-log", for ReadAuditLog,
    200 "The table" type "text/csv",
    refusals [TooManyRequests]
);

impl Endpoint for ExportAuditCsv {
    type Body = Nothing;
    type Answer = String;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/audit-log.csv";

    fn path(&self) -> String {
        self.filter.query(&fill(Self::TEMPLATE, &[("org", &self.org.to_string())]), None)
    }
}

described!(
    /// The audit log as JSON lines
    ///
    /// One object a line, as in the list, the newest first.
    #[derive(Clone, Debug)]
    pub struct ExportAuditLines {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which lines.
        pub filter: AuditFilter,
    }
    tag "audit-log", for ReadAuditLog,
    200 "The lines" type "application/jsonl",
    refusals [TooManyRequests]
);

impl Endpoint for ExportAuditLines {
    type Body = Nothing;
    type Answer = String;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/audit-log.jsonl";

    fn path(&self) -> String {
        self.filter.query(&fill(Self::TEMPLATE, &[("org", &self.org.to_string())]), None)
    }
}
