//! Every address of the console. A link is `<a href=route.path()>` of a typed [`Route`]; how each is written says
//! [`hq_contract::console_paths`], and what stands there the table of pages, [`table`].

mod address;
mod audit_log;
mod certificates;
mod certificates_address;
mod dataplants;
mod dataplants_address;
mod entries;
pub mod find;
mod heading;
mod members;
mod members_address;
pub mod page;
pub mod pattern;
mod places;
mod plan;
mod plan_address;
mod query;
mod receipts;
mod receipts_address;
mod route;
mod router;
mod storage_engines;
mod storage_engines_address;
pub mod table;

pub use address::PageAddress;
pub use audit_log::{AuditAddress, AuditFilters, is_day, use_audit_address};
pub use certificates::CertificatesView;
pub use certificates_address::{CertificatesAddress, use_certificates_address};
pub use dataplants::{DataplantView, DataplantsView, NewDataplantStep, NewDataplantView};
pub use dataplants_address::{
    DataplantAddress, DataplantsAddress, NewDataplantAddress, use_dataplant_address, use_dataplants_address,
    use_new_dataplant_address,
};
pub use heading::PageTitle;
pub use members::MembersView;
pub use members_address::{MembersAddress, use_members_address};
pub use places::Places;
pub use plan::{ChooseStep, ChooseView, PlanView};
pub use plan_address::{ChooseAddress, PlanAddress, use_choose_address, use_plan_address};
pub use receipts::{BillingAccountsView, ReceiptsView};
pub use receipts_address::{
    BillingAccountsAddress, ReceiptsAddress, use_billing_accounts_address, use_receipts_address,
};
pub use route::Route;
pub use router::{Router, provide_router, use_router};
pub use storage_engines::StorageEnginesView;
pub use storage_engines_address::{StorageEnginesAddress, use_storage_engines_address};
