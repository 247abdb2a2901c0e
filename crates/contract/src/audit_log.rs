//! The audit log: who did what to what in an organization, when, from where, and what changed.

use crate::{
    AuditEntryId, Endpoint, Method, Nothing, OrganizationId, Page, PageToken, PersonName, Timestamp, UserId,
    endpoint::{fill, with_query},
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
    /// Who, where it is known.
    pub actor: Option<AuditPerson>,
    /// What was done, as `feature.verb`: one of [`AUDIT_ACTIONS`].
    pub action: String,
    /// To what: an id.
    pub subject: String,
    /// What the subject is called, where it is a person, an invitation or the organization.
    pub subject_name: Option<String>,
    /// What was different before and after, and what else is known of it. No secrets.
    pub changes: Vec<AuditChange>,
    /// By which means.
    pub means: AuditMeans,
    /// The client's network address, where there was one.
    pub address: Option<String>,
    /// The request, as the server's log names it.
    pub request_id: Option<String>,
}

/// Somebody in the audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditPerson {
    /// Whose account.
    pub id: UserId,
    /// What they are called now.
    pub full_name: PersonName,
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
    /// With a link from a mail, without a session.
    Link,
    /// By the server itself.
    Server,
}

/// What can be done in an organization, as the audit log names it.
pub const AUDIT_ACTIONS: [&str; 30] = [
    "organizations.create",
    "organizations.update",
    "organizations.delete",
    "organizations.restore",
    "organizations.erase",
    "organizations.logo",
    "authentication.update",
    "domains.claim",
    "domains.verify",
    "domains.lose",
    "domains.release",
    "certificates.add",
    "certificates.replace",
    "certificates.remove",
    "members.update",
    "members.remove",
    "members.leave",
    "members.transfer",
    "rules.update",
    "invitations.invite",
    "invitations.resend",
    "invitations.link",
    "invitations.revoke",
    "invitations.accept",
    "invitations.decline",
    "invitations.renewal",
    "join_requests.ask",
    "join_requests.withdraw",
    "join_requests.approve",
    "join_requests.deny",
];

/// Which lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only what this person did.
    pub actor: Option<UserId>,
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

/// The audit log of an organization, the newest line first.
#[derive(Clone, Debug)]
pub struct ListAuditLog {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which lines.
    pub filter: AuditFilter,
    /// Where to go on.
    pub page_token: Option<PageToken>,
}

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

/// The audit log as CSV (RFC 4180), a line for each: for a link, not for a client of JSON.
#[derive(Clone, Debug)]
pub struct ExportAuditCsv {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which lines.
    pub filter: AuditFilter,
}

impl Endpoint for ExportAuditCsv {
    type Body = Nothing;
    type Answer = String;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/audit-log.csv";

    fn path(&self) -> String {
        self.filter.query(&fill(Self::TEMPLATE, &[("org", &self.org.to_string())]), None)
    }
}

/// The audit log as JSON lines, an [`AuditEntry`] each: for a link, not for a client of JSON.
#[derive(Clone, Debug)]
pub struct ExportAuditLines {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which lines.
    pub filter: AuditFilter,
}

impl Endpoint for ExportAuditLines {
    type Body = Nothing;
    type Answer = String;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/audit-log.jsonl";

    fn path(&self) -> String {
        self.filter.query(&fill(Self::TEMPLATE, &[("org", &self.org.to_string())]), None)
    }
}
