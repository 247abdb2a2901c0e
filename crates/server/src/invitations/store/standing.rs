//! Who stands behind an invitation, and why it could not be accepted right now.

use super::Answer;
use crate::{
    db::entity::{invitation, organization},
    http::problem::Failure,
    members, mfa,
};
use hq_contract::{
    Permission, Role, UserId,
    invitations::{InvitationObstacle, needed_to_offer},
};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait};

/// What somebody has to hold to offer it, and so to change it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn needed(row: &invitation::Model) -> Result<Permission, Failure> {
    let role = row.role;
    Ok(needed_to_offer(role, u32::try_from(row.rules_count).unwrap_or(u32::MAX)))
}

/// Those that [`needed`] lets everybody offer who may invite.
pub fn needs_no_admin() -> Condition {
    Condition::all().add(invitation::Column::Role.eq(Role::User)).add(invitation::Column::RulesCount.eq(0))
}

/// Whether it is listed still: pending, expired or declined.
#[must_use]
pub fn is_open(row: &invitation::Model) -> bool {
    [Answer::Pending, Answer::Declined].contains(&row.state)
}

/// Whether who invited may still offer it: a member with the right, whom the organization does not keep out. To be asked
/// under the organization's lock by whoever acts on the answer.
///
/// # Errors
/// Where the database fails.
pub async fn inviter_may(
    db: &impl ConnectionTrait,
    row: &invitation::Model,
    organization: &organization::Model,
) -> Result<bool, Failure> {
    let inviter = members::store::find(db, organization.id, row.inviter_id).await?;
    Ok(members::store::holds(inviter.as_ref(), needed(row)?)?
        && !mfa::store::keeps_out(db, organization, row.inviter_id).await?)
}

/// Why a pending invitation could not be accepted right now by this person, if anybody is there.
///
/// # Errors
/// Where the database fails.
pub async fn obstacle(
    db: &impl ConnectionTrait,
    row: &invitation::Model,
    organization: &organization::Model,
    invitee: Option<UserId>,
) -> Result<Option<InvitationObstacle>, Failure> {
    if !inviter_may(db, row, organization).await? {
        return Ok(Some(InvitationObstacle::InviterLostRight));
    }
    if !members::store::has_seat(db, organization).await? {
        return Ok(Some(InvitationObstacle::SeatsFull));
    }
    // Last: it is the one that the invited person can do something about.
    match invitee {
        Some(user) if mfa::store::keeps_out(db, organization, user).await? => {
            Ok(Some(InvitationObstacle::MfaMissing))
        }
        _ => Ok(None),
    }
}
