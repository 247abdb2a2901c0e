//! Endpoints about storage engines.

use super::{
    ForgetThing, NewStorageEngine, StorageDay, StorageEngine, StorageEngineOrder, StorageEnginePatch,
    StorageEngineUser,
};
use crate::{
    ETag, Endpoint, Method, Nothing, OrganizationId, Page, PageToken, StorageEngineId,
    endpoint::{described, endpoint_at, fill, with_query},
    operations::{BrokerOperation, LifeState},
    providers::EngineKind,
};

described!(
    /// List an organization's storage engines
    ///
    /// Those that the caller may read, by id and tags. The built-in Sandbox is among them wherever a broker offers Sandboxes.
    #[derive(Clone, Debug)]
    pub struct ListStorageEngines {
        /// Of which organization.
        pub org: OrganizationId,
        /// Only those whose name or tag contains this, whatever the case.
        pub q: Option<String>,
        /// Only those of this database system.
        pub engine: Option<EngineKind>,
        /// Only those in this state.
        pub state: Option<LifeState>,
        /// By what they are ordered.
        pub sort: StorageEngineOrder,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "storage_engines", for ReadOrganization,
    200 "A page of storage engines"
);

impl Endpoint for ListStorageEngines {
    type Body = Nothing;
    type Answer = Page<StorageEngine>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/storage-engines";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        let sort = (self.sort != StorageEngineOrder::default()).then_some(self.sort.as_str());
        with_query(
            &path,
            &[
                ("q", self.q.as_deref()),
                ("engine", self.engine.map(EngineKind::as_str)),
                ("state", self.state.map(LifeState::as_str)),
                ("sort", sort),
                ("page_token", self.page_token.as_ref().map(|token| token.0.as_str())),
            ],
        )
    }
}

endpoint_at!(
    /// Order a storage engine
    ///
    /// It is made from then on: read it, or its operations, to see how far it is. Needs the right to create such engines, by the
    /// tags that it is to have, and for `default_for` the right to change the default configuration. 409 `offer_unavailable` where
    /// its broker cannot be asked at present or says so, `limit_reached` where there are 1,000, `plan_needed` where it costs something and
    /// the organization has no plan, `quota_reached` with the quota.
    CreateStorageEngine {
        /// For which organization.
        org: OrganizationId
    } (NewStorageEngine) Post "/organizations/{org}/storage-engines" -> StorageEngine,
    tag "storage_engines", for ReadOrganization,
    202 "It is being made" etag "Its version",
    refusals [PlanNeeded, QuotaReached, LimitReached, OfferUnavailable, NoSecretsKey]
);

endpoint_at!(
    /// Read a storage engine
    GetStorageEngine {
        /// Of which organization.
        org: OrganizationId,
        /// Which engine.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}" -> StorageEngine,
    tag "storage_engines", for ReadOrganization,
    200 "The storage engine" etag "Its version"
);

described!(
    /// Change a storage engine
    ///
    /// Name, description and tags at once: 200. Another size is an operation that takes its time: 202. Tags by which the caller
    /// would give themselves a right to the engine, or take away their own to change it, are refused (403). A size in which it
    /// would hold more than it should is refused with the fault `too_full`.
    #[derive(Clone, Debug)]
    pub struct UpdateStorageEngine {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which engine.
        pub id: StorageEngineId,
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub patch: StorageEnginePatch,
    }
    at id;
    tag "storage_engines", for ReadOrganization,
    200 "The engine as it is now" etag "Its version",
    202 "It is being given another size" etag "Its version",
    refusals [PlanNeeded, QuotaReached, BuiltIn, NotReady, OfferUnavailable]
);

impl Endpoint for UpdateStorageEngine {
    type Body = StorageEnginePatch;
    type Answer = StorageEngine;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}/storage-engines/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn body(&self) -> Option<&StorageEnginePatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

described!(
    /// Delete a storage engine
    ///
    /// With all that it holds, its credentials first. It is removed from then on: when it is gone, it is found no more. What could
    /// not be made can be deleted too. 409 `engine_in_use` where dataplants use it, where new ones are to take it; `built_in` of
    /// the built-in Sandbox; `not_ready` where something is under way with it.
    #[derive(Clone, Debug)]
    pub struct DeleteStorageEngine {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which engine.
        pub id: StorageEngineId,
        /// The version that was read.
        pub version: ETag,
    }
    at id;
    tag "storage_engines", for ReadOrganization,
    202 "It is being removed" etag "Its version",
    refusals [EngineInUse, BuiltIn, NotReady]
);

impl Endpoint for DeleteStorageEngine {
    type Body = Nothing;
    type Answer = StorageEngine;
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/organizations/{org}/storage-engines/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

endpoint_at!(
    /// Try to make a storage engine again
    ///
    /// What failed to be made, under a new id at its broker; what the failed attempt may have left is cleaned up apart from it. Or
    /// the built-in Sandbox, which is otherwise made when it is first used. 409 `not_ready` where it is neither;
    /// `offer_unavailable` where it cannot be ordered at present.
    RetryStorageEngine {
        /// Of which organization.
        org: OrganizationId,
        /// Which engine.
        id: StorageEngineId,
    } Post "/organizations/{org}/storage-engines/{id}/retry" -> StorageEngine,
    tag "storage_engines", for ReadOrganization,
    202 "It is being made" etag "Its version",
    refusals [PlanNeeded, QuotaReached, LimitReached, BuiltIn, NotReady, OfferUnavailable]
);

endpoint_at!(
    /// Forget a storage engine without deleting it
    ///
    /// For what HQ cannot remove because its broker is gone: it may go on there, and cost. The line of the audit log names the
    /// instance at the broker. Of the built-in Sandbox, what it holds is forgotten, and it is there again, not made. 409
    /// `built_in` of a Sandbox that works or was not made, `not_ready` where its broker can be asked and it neither failed to be made nor to be removed; `engine_in_use` where
    /// dataplants use it or new ones are to take it.
    ForgetStorageEngine {
        /// Of which organization.
        org: OrganizationId,
        /// Which engine.
        id: StorageEngineId,
    } (ForgetThing) Post "/organizations/{org}/storage-engines/{id}/forget" -> Nothing,
    tag "storage_engines", for ReadOrganization,
    204 "Forgotten",
    refusals [EngineInUse, BuiltIn, NotReady]
);

endpoint_at!(
    /// List what was done to a storage engine
    ///
    /// The last 100 operations, the newest first: those on its credentials, and on former attempts to make it, among them.
    ListStorageEngineOperations {
        /// Of which organization.
        org: OrganizationId,
        /// Which engine.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}/operations" -> Page<BrokerOperation>,
    tag "storage_engines", for ReadOrganization,
    200 "The operations"
);

endpoint_at!(
    /// Read how much a storage engine held
    ///
    /// On the last 90 days on which it was measured, the oldest first. Empty where its broker does not measure.
    GetStorageEngineUsage {
        /// Of which organization.
        org: OrganizationId,
        /// Which engine.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}/usage" -> Page<StorageDay>,
    tag "storage_engines", for ReadOrganization,
    200 "The days"
);

endpoint_at!(
    /// List the dataplants that use a storage engine
    ///
    /// At most 100, by name; those that the caller may not read without their names. `total` counts all.
    ListStorageEngineUsers {
        /// Of which organization.
        org: OrganizationId,
        /// Which engine.
        id: StorageEngineId,
    } Get "/organizations/{org}/storage-engines/{id}/dataplants" -> Page<StorageEngineUser>,
    tag "storage_engines", for ReadOrganization,
    200 "The dataplants"
);
