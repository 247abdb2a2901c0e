//! Who may join an organization, and how its members prove who they are.

mod chosen;
mod domains;
mod force_mfa;
mod join_requests_settings;
mod organization_info;
mod page;
mod requests;

pub use organization_info::OrganizationInfo;
pub use page::AuthenticationPage;
