//! Mails to send.

use super::{id::id, list::list};
use crate::platform::micros::Micros;
use sea_orm::entity::prelude::*;

id!(
    /// A mail.
    MailId
);

list! {
    /// What became of a mail.
    Sending {
        /// To be sent, at `due_at`.
        Queued "queued";
        /// Handed to the mail server.
        Sent "sent";
        /// Given up.
        Failed "failed";
        /// Given up, as the mail server cannot send to such addresses.
        Unsupported "unsupported";
        /// Kept for the local mailbox.
        Local "local";
    }
}

/// A row of `outbox`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailId,
    pub message_id: String,
    pub recipient: String,
    pub language: String,
    pub subject: String,
    pub text_body: String,
    pub html_body: String,
    pub state: Sending,
    pub attempts: i64,
    pub due_at: Micros,
    pub lease_until: Option<Micros>,
    pub last_error: Option<String>,
    pub created_at: Micros,
    pub sent_at: Option<Micros>,
    pub links: String,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
