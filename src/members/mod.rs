//! Who belongs to an organization.

mod alone;
mod export;
mod filters;
mod give;
mod give_inputs;
mod give_results;
mod leave;
mod leave_card;
mod list;
mod on_home;
mod permissions;
mod picker;
mod remove;
mod role;
mod row;
mod selection;
mod selection_bar;
mod table;
mod target;
mod transfer;

pub use alone::Alone;
pub use filters::Filters;
pub use leave_card::LeaveCard;
pub use list::{MemberList, use_members};
pub use on_home::{Team, TeamCard, WhoToAsk};
pub use permissions::MemberPermissions;
