//! What puts several features on one page, and the layouts around pages. The table of pages is `routes::table`.

mod account;
mod audit_log;
mod authentication;
mod certificates;
mod dataplants;
mod domains;
mod health;
mod home;
mod information;
mod member;
mod members;
mod mfa_missing;
mod not_found;
mod open;
mod organization;
mod parts;
mod refused;
mod start;
mod storage_engines;

pub use account::{organizations, preferences, security};
pub use audit_log::audit_log;
pub use authentication::authentication;
pub use certificates::certificates;
pub use dataplants::{dataplant, dataplants, new_dataplant};
pub use domains::domains;
pub use home::home;
pub use information::information;
pub use member::member;
pub use members::members;
pub use open::{expect, open};
pub use organization::{may, organization_layout, use_organization};
pub use parts::not_found;
pub use refused::{error_help, why_if_denied};
pub use start::start;
pub use storage_engines::{new_storage_engine, storage_engine, storage_engines};
