//! The plan of an organization: what it includes and how much of that is used, choosing, changing and cancelling it, vouchers and
//! quotas.

mod access;
mod cancel;
mod choose;
mod current;
mod left;
mod next;
mod nothing;
mod on_home;
mod overdue;
mod page;
mod quota_request;
mod quotas;
mod summary;
mod usage;
mod voucher;
mod vouchers;
mod words;

pub use access::PlanAccess;
pub use choose::{PayerStep, PaymentStep, PlanStep, ResourcesStep, SummaryStep, SupportStep};
pub use on_home::{HomePlan, ReactivateCard};
pub use page::PlanPage;
