//! `GET /organizations/{org}`

use super::store;
use crate::{
    access::{OrgAccess, ReadOrganization},
    http::{endpoint::Done, problem::Failure},
};
use hq_contract::organizations::{GetOrganization, Organization};

/// Serves [`GetOrganization`].
pub async fn get_organization(access: OrgAccess<ReadOrganization>) -> Result<Done<GetOrganization>, Failure> {
    let etag = store::etag(&access.organization);
    let first_visit = access.first_visit;
    let organization =
        Organization { first_visit, ..store::present(access.organization, access.role, &access.rules)? };
    Done::versioned(&organization, etag)
}
