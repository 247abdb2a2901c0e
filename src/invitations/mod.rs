//! The page of an invitation's link: each situation in which somebody opens it, with its way out.

mod answer;
mod facts;
mod link;
mod obstacle;
mod other_account;
mod page;
mod renewal;
mod sign_up;
mod situation;
mod way_out;

pub use page::JoinPage;
