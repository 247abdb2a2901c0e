//! What ordering a storage engine and a dataplant have in common: where it is to be, in which size, whether it is to outlive a
//! machine, and what it comes to a month.

mod availability;
mod errors;
mod fixed;
mod limits;
mod place;
mod place_card;
mod place_chooser;
mod quota_notice;
mod size;
mod total;
mod words;

pub use availability::{AvailabilityField, availability};
pub use errors::{error_message, error_text, field_text};
pub use fixed::FixedMark;
pub use limits::Limits;
pub use place::{Place, chosen};
pub use place_chooser::PlaceChooser;
pub use quota_notice::QuotaNotice;
pub use size::{SizeField, SizeInput};
pub use total::Total;
pub use words::{month_text, region_text, unavailable_text};
