//! The email of the person's account: changing it, and the link of the mail to the new address.

mod ask;
mod card;
mod link;
mod pending;
mod under_way;

pub use card::EmailCard;
pub use link::EmailChangePage;
