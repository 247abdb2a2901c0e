//! Ordering a dataplant, in four steps of an address each.

mod frame;
mod name;
mod order;
mod place;
mod summary;
mod summary_facts;
mod template;
mod typed;

pub use name::NameStep;
pub use place::PlaceStep;
pub use summary::SummaryStep;
pub use template::TemplateStep;
