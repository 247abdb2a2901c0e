//! Runbooks of an organization: what to do when something goes wrong, written down beforehand.

use crate::{
    AuditEntryId, Description, ETag, Endpoint, Method, Nothing, OrganizationId, Page, ResourceName,
    Timestamp,
    endpoint::{described, endpoint_at, fill, with_query},
    ids::id,
};
use serde::{Deserialize, Serialize};

id!(
    /// A runbook.
    RunbookId
);

/// How many runbooks an organization can have.
pub const MAX_RUNBOOKS: u64 = 100;

/// A runbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Runbook {
    /// Which one.
    pub id: RunbookId,
    /// How often it was changed: in quotes, what `If-Match` takes.
    pub version: u32,
    /// What it is about.
    pub title: ResourceName,
    /// What to do.
    pub text: Description,
    /// Whether it stands above the others.
    pub pinned: bool,
    /// When it was put into the archive; none where it is not there.
    pub archived_at: Option<Timestamp>,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Runbook {
    /// The version that a change starts from.
    #[must_use]
    pub fn etag(&self) -> ETag {
        ETag(format!("\"{}\"", self.version))
    }
}

/// A line of what was done to a runbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunbookChange {
    /// Which line of the audit log.
    pub id: AuditEntryId,
    /// What was done, as the audit log names it.
    pub action: String,
    /// When.
    pub at: Timestamp,
}

/// A runbook to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewRunbook {
    /// What it is about.
    pub title: ResourceName,
    /// What to do.
    pub text: Description,
}

/// What to change of a runbook (JSON merge patch).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RunbookPatch {
    /// Another title.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub title: Option<ResourceName>,
    /// Another text.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub text: Option<Description>,
}

described!(
    /// List an organization's runbooks
    ///
    /// All at once: there are at most 100. Pinned ones come first, then by title.
    #[derive(Clone, Debug)]
    pub struct ListRunbooks {
        /// Of which organization.
        pub org: OrganizationId,
        /// Whether those of the archive are meant, and not the others.
        pub archived: bool,
    }
    tag "runbooks", for ReadOrganization,
    200 "The runbooks"
);

impl Endpoint for ListRunbooks {
    type Body = Nothing;
    type Answer = Page<Runbook>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/runbooks";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        with_query(&path, &[("archived", self.archived.then_some("true"))])
    }
}

endpoint_at!(
    /// Write a runbook
    ///
    /// 409 `limit_reached` where there are 100.
    CreateRunbook {
        /// Of which organization.
        org: OrganizationId
    } (NewRunbook) Post "/organizations/{org}/runbooks" -> Runbook,
    tag "runbooks", for ManageRunbooks,
    201 "The runbook" etag "Its version",
    refusals [LimitReached]
);

endpoint_at!(
    /// Read a runbook
    GetRunbook {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: RunbookId,
    } Get "/organizations/{org}/runbooks/{id}" -> Runbook,
    tag "runbooks", for ReadOrganization,
    200 "The runbook" etag "Its version"
);

described!(
    /// Change a runbook's title or text
    #[derive(Clone, Debug)]
    pub struct UpdateRunbook {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which one.
        pub id: RunbookId,
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub body: RunbookPatch,
    }
    at id; tag "runbooks", for ManageRunbooks,
    200 "The runbook as it is now" etag "Its version"
);

impl Endpoint for UpdateRunbook {
    type Body = RunbookPatch;
    type Answer = Runbook;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}/runbooks/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn body(&self) -> Option<&RunbookPatch> {
        Some(&self.body)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

endpoint_at!(
    /// Delete a runbook
    ///
    /// It cannot be taken back.
    DeleteRunbook {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: RunbookId,
    } Delete "/organizations/{org}/runbooks/{id}" -> Nothing,
    tag "runbooks", for ManageRunbooks,
    204 "Deleted"
);

endpoint_at!(
    /// Put a runbook above the others
    PinRunbook {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: RunbookId,
    } Post "/organizations/{org}/runbooks/{id}/pin" -> Runbook,
    tag "runbooks", for ManageRunbooks,
    200 "The runbook as it is now" etag "Its version"
);

endpoint_at!(
    /// Put a runbook back among the others
    UnpinRunbook {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: RunbookId,
    } Post "/organizations/{org}/runbooks/{id}/unpin" -> Runbook,
    tag "runbooks", for ManageRunbooks,
    200 "The runbook as it is now" etag "Its version"
);

endpoint_at!(
    /// Put a runbook into the archive
    ArchiveRunbook {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: RunbookId,
    } Post "/organizations/{org}/runbooks/{id}/archive" -> Runbook,
    tag "runbooks", for ManageRunbooks,
    200 "The runbook as it is now" etag "Its version"
);

endpoint_at!(
    /// Take a runbook out of the archive
    RestoreRunbook {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: RunbookId,
    } Post "/organizations/{org}/runbooks/{id}/restore" -> Runbook,
    tag "runbooks", for ManageRunbooks,
    200 "The runbook as it is now" etag "Its version"
);

endpoint_at!(
    /// What was done to a runbook
    ///
    /// The newest first.
    ListRunbookChanges {
        /// Of which organization.
        org: OrganizationId,
        /// Which one.
        id: RunbookId,
    } Get "/organizations/{org}/runbooks/{id}/history" -> Page<RunbookChange>,
    tag "runbooks", for ReadOrganization,
    200 "What was done"
);

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_wire_stays() {
        let sent = json!({
            "id": "01890a5d-ac96-774b-bcce-b302099a8057", "version": 2, "title": "No power", "text": "Call.",
            "pinned": true, "archived_at": null, "updated_at": "2026-01-02T00:00:00Z",
        });
        let runbook: Runbook = serde_json::from_value(sent.clone()).unwrap();
        assert_eq!((runbook.etag(), serde_json::to_value(runbook).unwrap()), (ETag("\"2\"".into()), sent));
        assert_eq!(serde_json::to_value(RunbookPatch::default()).unwrap(), json!({}));
        assert!(serde_json::from_value::<RunbookPatch>(json!({"title": null})).is_err());
    }
}
