//! An organization that something else is about.

use crate::{db::kept, http::problem::Failure};
use hq_contract::{OrganizationId, OrganizationName, organizations::NamedOrganization};

/// The organization of this id and name, as answers tell of it that are about something else.
///
/// # Errors
/// 500 where the name is none that the contract allows.
pub fn named(id: OrganizationId, name: &str) -> Result<NamedOrganization, Failure> {
    Ok(NamedOrganization { id, name: kept(OrganizationName::parse(name))? })
}
