//! Accepting and declining, whichever way an invitation was reached.

use super::store::{self, Answer, Linked, obstacle};
use crate::{
    access::ActorId,
    db::entity::{invitation, user},
    http::problem::Failure,
    join_requests, me, members,
    operation::{Audit, Operation},
    organizations, rules,
};
use hq_contract::{
    ProblemCode, UserId,
    invitations::{InvitationObstacle, InvitationState},
    me::MyOrganization,
};

/// The refusal that goes with a state other than pending.
pub const fn refusal(state: InvitationState) -> Option<ProblemCode> {
    match state {
        InvitationState::Pending => None,
        InvitationState::Accepted => Some(ProblemCode::LinkUsed),
        InvitationState::Declined | InvitationState::Reported => Some(ProblemCode::InvitationDeclined),
        InvitationState::Revoked => Some(ProblemCode::InvitationRevoked),
        InvitationState::Expired => Some(ProblemCode::LinkExpired),
        InvitationState::Replaced => Some(ProblemCode::InvitationReplaced),
        InvitationState::OrganizationDeleted => Some(ProblemCode::OrganizationDeleted),
    }
}

/// Accepts on behalf of the invited account. The organization is locked first and the invitation read again, so that
/// whatever else is done to either at this moment comes before or after, never between.
///
/// # Errors
/// The refusals of the contract's `invitations`.
pub async fn accept(
    operation: &Operation,
    linked: &Linked,
    user: &user::Model,
) -> Result<MyOrganization, Failure> {
    let row = &linked.invitation;
    if user.email_canonical != row.email_canonical {
        return Err(ProblemCode::WrongAccount.into());
    }
    let organization = organizations::store::lock(operation, row.organization_id).await?;
    let organization = organization.ok_or(ProblemCode::OrganizationDeleted)?;
    let row = now(operation, linked).await?;
    if members::store::role(operation.tx(), organization.id, user.id).await?.is_some() {
        return Err(ProblemCode::AlreadyMember.into());
    }
    match obstacle(operation.tx(), &row, &organization, Some(user.id)).await? {
        Some(InvitationObstacle::InviterLostRight) => return Err(ProblemCode::InviterLostRight.into()),
        Some(InvitationObstacle::SeatsFull) => return Err(ProblemCode::SeatsFull.into()),
        Some(InvitationObstacle::MfaMissing) => return Err(ProblemCode::MfaMissing.into()),
        None => {}
    }
    if !store::answer(operation, &row, Answer::Accepted).await? {
        return Err(ProblemCode::LinkUsed.into());
    }
    let role = row.role;
    let rules = rules::store::read(&row.rules)?;
    members::store::join(operation, organization.id, user.id, role, &rules).await?;
    join_requests::store::close_of_member(operation, organization.id, user.id).await?;
    let detail = serde_json::json!({"user": user.id, "role": role});
    operation.audit_in(organization.id, user.id, "invitations.accept", row.id, detail).await?;
    if !rules.is_empty() {
        rules::store::audit(operation, organization.id, row.inviter_id.into(), user.id, (&[], &rules))
            .await?;
    }
    me::store::organization(operation.tx(), user.id, organization.id).await
}

/// Declines, on behalf of the account of the invited address or of nobody who is known.
///
/// # Errors
/// The refusals of the contract's `invitations`.
pub async fn decline(operation: &Operation, linked: &Linked, by: Option<UserId>) -> Result<(), Failure> {
    let organization = organizations::store::lock(operation, linked.invitation.organization_id).await?;
    organization.ok_or(ProblemCode::OrganizationDeleted)?;
    let row = now(operation, linked).await?;
    if !store::answer(operation, &row, Answer::Declined).await? {
        return Err(ProblemCode::LinkUsed.into());
    }
    write_down(operation, &row, by).await
}

/// Declines, and remembers that the address takes no other invitation of the organization. By any of its links, as long
/// as nobody has accepted; what waits or has expired is declined. In the organization nothing else is seen of it. False
/// where it is reported already.
///
/// # Errors
/// The refusals of the contract's `invitations`.
pub async fn report(operation: &Operation, linked: &Linked, by: Option<UserId>) -> Result<bool, Failure> {
    let before = &linked.invitation;
    let organization = organizations::store::lock(operation, before.organization_id).await?;
    organization.ok_or(ProblemCode::OrganizationDeleted)?;
    let row = store::find(operation.tx(), before.organization_id, before.id).await?;
    let row = row.ok_or(ProblemCode::LinkUnknown)?;
    if row.state == Answer::Accepted {
        return Err(ProblemCode::LinkUsed.into());
    }
    if store::answer(operation, &row, Answer::Declined).await? {
        write_down(operation, &row, by).await?;
    }
    if !store::report(operation, &row).await? {
        return Ok(false);
    }
    let audit = Audit {
        // For the operator alone.
        organization: None,
        actor: by.map(ActorId::from),
        action: "invitations.report",
        subject: &row.id.to_string(),
        detail: serde_json::json!({"organization": row.organization_id, "inviter": row.inviter_id}),
    };
    operation.audit(audit).await?;
    Ok(true)
}

async fn write_down(
    operation: &Operation,
    row: &invitation::Model,
    by: Option<UserId>,
) -> Result<(), Failure> {
    let detail = by.map_or_else(|| serde_json::json!({}), |user| serde_json::json!({"user": user}));
    let audit = Audit {
        organization: Some(row.organization_id),
        actor: by.map(ActorId::from),
        action: "invitations.decline",
        subject: &row.id.to_string(),
        detail,
    };
    operation.audit(audit).await
}

/// The invitation as it stands under the lock, if it can still be answered by this link.
async fn now(operation: &Operation, linked: &Linked) -> Result<invitation::Model, Failure> {
    let before = &linked.invitation;
    let row = store::find(operation.tx(), before.organization_id, before.id).await?;
    let row = row.ok_or(ProblemCode::LinkUnknown)?;
    let newest = linked.newest && row.generation == before.generation;
    let linked = Linked { invitation: row, newest, mailed: linked.mailed };
    match refusal(linked.state(operation.now())) {
        Some(code) => Err(code.into()),
        None => Ok(linked.invitation),
    }
}
