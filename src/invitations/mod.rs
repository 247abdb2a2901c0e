//! Invitations: inviting people and what became of it, and the page of an invitation's link: each situation in which
//! somebody opens it, with its way out.

mod answer;
mod facts;
mod invite;
mod invite_entries;
mod invite_form;
mod invite_inputs;
mod invite_link;
mod invite_pending;
mod invite_results;
mod invite_role;
mod invite_row;
mod invite_take_back;
mod invite_taken;
mod link;
mod obstacle;
mod other_account;
mod page;
mod renewal;
mod report;
mod sign_up;
mod situation;
mod way_out;

pub use invite::InviteDialog;
pub use invite_pending::{PendingInvitations, use_invitations};
pub use invite_row::MayInvite;
pub use page::JoinPage;
pub use report::ReportPage;
