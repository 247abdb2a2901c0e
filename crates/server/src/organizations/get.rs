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
    let (first_visit, permissions) = (access.first_visit, access.permissions());
    let organization =
        Organization { first_visit, ..store::present(access.organization, access.role, permissions)? };
    Done::versioned(&organization, etag)
}
