//! Who belongs to an organization.

mod alone;
mod bulk;
mod bulk_remove;
mod bulk_results;
mod bulk_role;
mod bulk_run;
mod dialogs;
mod export;
mod give;
mod give_inputs;
mod give_results;
mod leave;
mod leave_card;
mod list;
mod member_bar;
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
mod toolbar;
mod transfer;

pub use alone::Alone;
pub use export::export;
pub use leave_card::LeaveCard;
pub use list::{MemberList, use_members};
pub use member_bar::MemberBar;
pub use on_home::{Team, TeamCard};
pub use permissions::MemberPermissions;
