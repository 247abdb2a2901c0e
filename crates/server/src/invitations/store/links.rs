//! Rows of links: what the mails carry, and what the inviter passes on. Only hashes of their secrets are kept.

use super::state;
use crate::{
    db::entity::{invitation, invitation_link},
    http::problem::Failure,
    operation::Operation,
    platform::{
        micros::Micros,
        token::{Token, hash},
    },
};
use hq_contract::{ProblemCode, invitations::InvitationState};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

/// A link and its invitation.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The invitation.
    pub invitation: invitation::Model,
    /// Whether the link is of its newest mail.
    pub newest: bool,
    /// Whether it came by mail.
    pub mailed: bool,
}

impl Linked {
    /// Where the invitation stands for this link.
    pub fn state(&self, now: Micros) -> InvitationState {
        match state(&self.invitation, now) {
            InvitationState::Pending | InvitationState::Expired if !self.newest => InvitationState::Replaced,
            state => state,
        }
    }
}

/// The invitation of a link's secret. One that is unknown, of another kind or mangled is never found.
///
/// # Errors
/// 404 `link_unknown`
pub async fn find(db: &impl ConnectionTrait, token: &str) -> Result<Linked, Failure> {
    let link = invitation_link::Entity::find_by_id(hash(&[token])).one(db).await?;
    let link = link.ok_or(ProblemCode::LinkUnknown)?;
    let invitation = invitation::Entity::find_by_id(link.invitation_id).one(db).await?;
    let invitation = invitation.ok_or(ProblemCode::LinkUnknown)?;
    Ok(Linked { newest: link.generation == invitation.generation, mailed: link.mailed, invitation })
}

/// Makes a link for the newest generation of an invitation. The mailed links of former generations stay, to say that
/// there is a newer one; a link to pass on takes the place of the one before.
///
/// # Errors
/// Where the database fails.
pub async fn make(
    operation: &Operation,
    invitation: &invitation::Model,
    mailed: bool,
) -> Result<Token, Failure> {
    if !mailed {
        invitation_link::Entity::delete_many()
            .filter(invitation_link::Column::InvitationId.eq(invitation.id))
            .filter(invitation_link::Column::Mailed.eq(false))
            .exec(operation.tx())
            .await?;
    }
    let token = Token::new(operation.app().random().as_ref());
    let row = invitation_link::ActiveModel {
        token_hash: Set(token.hash()),
        invitation_id: Set(invitation.id),
        generation: Set(invitation.generation),
        mailed: Set(mailed),
    };
    invitation_link::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(token)
}
