//! Mails: queued in the transaction that causes them, sent after its commit, by any of the servers.

pub mod letters;
mod message;
pub mod outbox;
mod smtp;
mod worker;

pub use message::Message;
pub use smtp::{MailServer, Refusal};
pub use worker::{Schedule, Worker};
