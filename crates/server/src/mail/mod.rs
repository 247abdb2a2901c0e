//! Mails: queued in the transaction that causes them, sent after its commit, by any of the servers.

mod asked;
mod door;
mod greeting;
pub mod letters;
mod message;
pub mod outbox;
mod smtp;
pub mod smtputf8;
mod time_left;
mod worker;

pub use asked::Asked;
pub use message::{Link, Message};
pub use smtp::{MailServer, Refusal, Unusable};
pub use time_left::TimeLeft;
pub use worker::{Schedule, Worker};
