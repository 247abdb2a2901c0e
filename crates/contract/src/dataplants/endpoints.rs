//! Endpoints about dataplants.

use super::{Dataplant, DataplantDeletion, DataplantOrder, DataplantPatch, NewDataplant};
use crate::{
    DataplantId, ETag, Endpoint, Method, Nothing, OrganizationId, Page, PageToken,
    endpoint::{described, endpoint_at, fill, with_query},
    operations::{BrokerOperation, LifeState},
    storage_engines::ForgetThing,
};

described!(
    /// The dataplants of an organization
    ///
    /// Those that the caller may read: rules decide for each by its id and tags.
    #[derive(Clone, Debug)]
    pub struct ListDataplants {
        /// Of which organization.
        pub org: OrganizationId,
        /// Only those whose name or tag contains this, whatever the case.
        pub q: Option<String>,
        /// Only those in this state.
        pub state: Option<LifeState>,
        /// By what they are ordered.
        pub sort: DataplantOrder,
        /// Where to go on.
        pub page_token: Option<PageToken>,
    }
    tag "dataplants", for ReadOrganization,
    200 "A page of dataplants"
);

impl Endpoint for ListDataplants {
    type Body = Nothing;
    type Answer = Page<Dataplant>;
    const METHOD: Method = Method::Get;
    const TEMPLATE: &'static str = "/organizations/{org}/dataplants";

    fn path(&self) -> String {
        let path = fill(Self::TEMPLATE, &[("org", &self.org.to_string())]);
        let sort = (self.sort != DataplantOrder::default()).then_some(self.sort.as_str());
        with_query(
            &path,
            &[
                ("q", self.q.as_deref()),
                ("state", self.state.map(LifeState::as_str)),
                ("sort", sort),
                ("page_token", self.page_token.as_ref().map(|token| token.0.as_str())),
            ],
        )
    }
}

endpoint_at!(
    /// Order a dataplant
    ///
    /// It takes the engines of the default configuration: credentials are made in each, and then the dataplant with them. The
    /// answer comes at once; `steps` tells how far it is. Who gives names under which it is to answer needs the right to domain
    /// names and certificates too. Engines that are files of another broker cannot be reached: the offer is refused as
    /// `engines_out_of_reach`.
    CreateDataplant {
        /// For which organization.
        org: OrganizationId
    } (NewDataplant) Post "/organizations/{org}/dataplants" -> Dataplant,
    tag "dataplants", for ReadOrganization,
    202 "The dataplant, as it is being made" etag "Its version",
    refusals [PlanNeeded, QuotaReached, LimitReached, NotReady, OfferUnavailable]
);

endpoint_at!(
    /// One dataplant
    GetDataplant {
        /// Of which organization.
        org: OrganizationId,
        /// Which dataplant.
        id: DataplantId,
    } Get "/organizations/{org}/dataplants/{id}" -> Dataplant,
    tag "dataplants", for ReadOrganization,
    200 "The dataplant" etag "Its version"
);

described!(
    /// Change a dataplant
    ///
    /// Name, description and tags are changed at once. Another size, other domain names, and telling its broker of another name take
    /// their time: the answer is 202. Tags by
    /// which the caller would gain a right to it are refused; who changes the names needs the right to domain names and
    /// certificates too.
    #[derive(Clone, Debug)]
    pub struct UpdateDataplant {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which dataplant.
        pub id: DataplantId,
        /// The version that was read.
        pub version: ETag,
        /// What to change.
        pub patch: DataplantPatch,
    }
    at id;
    tag "dataplants", for ReadOrganization,
    200 "The dataplant as it is now" etag "Its version",
    202 "The dataplant, as it is being changed" etag "Its version",
    refusals [PlanNeeded, QuotaReached, NotReady, OfferUnavailable]
);

impl Endpoint for UpdateDataplant {
    type Body = DataplantPatch;
    type Answer = Dataplant;
    const METHOD: Method = Method::Patch;
    const TEMPLATE: &'static str = "/organizations/{org}/dataplants/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn body(&self) -> Option<&DataplantPatch> {
        Some(&self.patch)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

described!(
    /// Ask to delete a dataplant
    ///
    /// The caller gets a mail with a link that confirms it, which works for 30 minutes; until then nothing changes. One that could
    /// not be made, or could not be removed before, is removed at once.
    #[derive(Clone, Debug)]
    pub struct DeleteDataplant {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which dataplant.
        pub id: DataplantId,
        /// The version that was read.
        pub version: ETag,
    }
    at id;
    tag "dataplants", for ReadOrganization,
    202 "Asked for, or being removed" etag "Its version",
    refusals [PeopleOnly, NotReady, TooManyRequests]
);

impl Endpoint for DeleteDataplant {
    type Body = Nothing;
    type Answer = Dataplant;
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/organizations/{org}/dataplants/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

endpoint_at!(
    /// Read what the link of a mail would delete
    ///
    /// For the account that it was sent to, as long as it may delete the dataplant; any other gets 403 `wrong_account`. Changes
    /// nothing, however often it is read: mail scanners follow links.
    GetDataplantDeletion {
        /// As it stands in the link.
        token: String
    } Get "/dataplant-deletions/{token}" -> DataplantDeletion,
    tag "dataplants", for SignedIn,
    200 "What would be deleted",
    refusals [WrongAccount, LinkExpired, LinkUsed]
);

endpoint_at!(
    /// Confirm that a dataplant is to be deleted
    ///
    /// By the link of the mail, signed in as who asked for it and may still delete it. It is removed from then on.
    ConfirmDataplantDeletion {
        /// As it stands in the link.
        token: String
    } Post "/dataplant-deletions/{token}/confirm" -> Dataplant,
    tag "dataplants", for SignedIn,
    202 "The dataplant, as it is being removed" etag "Its version",
    refusals [Forbidden, WrongAccount, NotReady, LinkExpired, LinkUsed]
);

endpoint_at!(
    /// How far a dataplant is
    ///
    /// The operation that is under way, or was the last: when it is made, with the steps of its engines' credentials first, and
    /// when it is removed, with those behind its own. `of` says for which tables they are.
    GetDataplantSteps {
        /// Of which organization.
        org: OrganizationId,
        /// Which dataplant.
        id: DataplantId,
    } Get "/organizations/{org}/dataplants/{id}/steps" -> BrokerOperation,
    tag "dataplants", for ReadOrganization,
    200 "The operation"
);

endpoint_at!(
    /// What was done to a dataplant
    ///
    /// The last 100 operations, the newest first, those of tries that failed among them.
    ListDataplantOperations {
        /// Of which organization.
        org: OrganizationId,
        /// Which dataplant.
        id: DataplantId,
    } Get "/organizations/{org}/dataplants/{id}/operations" -> Page<BrokerOperation>,
    tag "dataplants", for ReadOrganization,
    200 "The operations"
);

endpoint_at!(
    /// Try again what could not be made
    ///
    /// Under a new id at the broker; what is left of the former try is cleaned up apart. Credentials that were made are kept, the
    /// others made anew.
    RetryDataplant {
        /// Of which organization.
        org: OrganizationId,
        /// Which dataplant.
        id: DataplantId,
    } Post "/organizations/{org}/dataplants/{id}/retry" -> Dataplant,
    tag "dataplants", for ReadOrganization,
    202 "The dataplant, as it is being made" etag "Its version",
    refusals [PlanNeeded, QuotaReached, LimitReached, NotReady, OfferUnavailable]
);

endpoint_at!(
    /// Forget a dataplant without deleting it
    ///
    /// Where its broker, or that of an engine it waits for, cannot be asked, or where it could not be made or removed: 409 `not_ready`
    /// otherwise. What there is of it may go on and cost; the line of the audit log names the instance at the broker. Its credentials
    /// in its engines are removed as far as these can be reached.
    ForgetDataplant {
        /// Of which organization.
        org: OrganizationId,
        /// Which dataplant.
        id: DataplantId,
    } (ForgetThing) Post "/organizations/{org}/dataplants/{id}/forget" -> Nothing,
    tag "dataplants", for ReadOrganization,
    204 "Forgotten",
    refusals [NotReady]
);
