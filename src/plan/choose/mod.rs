//! Choosing a plan, in steps of an address each.

mod cards;
mod changed;
mod compare;
mod estimate;
mod frame;
mod lines;
mod order;
mod payer;
mod payment;
mod plan;
mod resources;
mod summary;
mod summary_facts;
mod support;
mod total;
mod typed;

pub use payer::PayerStep;
pub use payment::PaymentStep;
pub use plan::PlanStep;
pub use resources::ResourcesStep;
pub use summary::SummaryStep;
pub use support::SupportStep;
