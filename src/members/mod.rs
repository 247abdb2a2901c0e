//! Who belongs to an organization.

mod alone;
mod export;
mod filters;
mod give;
mod give_results;
mod give_what;
mod leave;
mod leave_card;
mod list;
mod may;
mod picked;
mod picked_bar;
mod picker;
mod remove;
mod role;
mod row;
mod table;
mod target;
mod transfer;

pub use alone::Alone;
pub use filters::Filters;
pub use leave_card::LeaveCard;
pub use list::{MemberList, use_members};
pub use may::May;
