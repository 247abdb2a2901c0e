//! What is offered to the person: invitations that wait for their answer, and organizations that they may ask to join. One
//! of the console's contexts; every feature may use it.

mod context;
mod my_invitations;

pub use context::{Offers, provide_offers, use_offers};
pub use my_invitations::MyInvitations;
