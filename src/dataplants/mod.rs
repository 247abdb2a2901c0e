//! Dataplants: the list, ordering one, its page, and the link that confirms a deletion.

mod access;
mod card;
mod deletion;
mod filters;
mod labels;
mod list;
mod names_field;
mod new;
mod nothing;
mod on_home;
mod one;
mod page;
mod table;
mod words;

pub use access::DataplantAccess;
pub use deletion::DataplantDeletionPage;
pub use list::wanted;
pub use new::{NameStep, PlaceStep, SummaryStep, TemplateStep};
pub use on_home::HomeDataplants;
pub use one::{DataplantPage, Sources};
pub use page::DataplantsPage;
