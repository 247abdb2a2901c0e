//! Invitations: one row for an organization and an address, through all its mails.

use super::{list::list, outbox::MailId};
use crate::platform::micros::Micros;
use hq_contract::{EmailAddress, InvitationId, Note, OrganizationId, Role, UserId};
use sea_orm::entity::prelude::*;

list! {
    /// What became of an invitation.
    Answer {
        /// It can be accepted, until it expires.
        Pending "pending";
        /// It was accepted.
        Accepted "accepted";
        /// It was declined.
        Declined "declined";
        /// It was taken back.
        Revoked "revoked";
    }
}

/// A row of `invitations`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitations")]
#[allow(missing_docs)] // the columns are described where the table is made
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub organization_id: OrganizationId,
    pub email: EmailAddress,
    pub email_canonical: String,
    pub email_search: String,
    pub role: Role,
    pub note: Option<Note>,
    pub inviter_id: UserId,
    pub state: Answer,
    pub generation: i64,
    pub created_at: Micros,
    pub sent_at: Micros,
    pub expires_at: Micros,
    pub mail_id: MailId,
    pub renewal_asked_at: Option<Micros>,
    pub rules: String,
    pub rules_count: i64,
}

/// No relations: joins are written out in the stores.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
