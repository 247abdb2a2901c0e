//! `POST /organizations/{org}/invitations/{id}/resend`

use super::{
    mails::{self, Offer},
    store,
};
use crate::{
    access::{ByPerson, InviteMembers, OrgAccess},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
    rules, users,
};
use axum::extract::State;
use hq_contract::{InvitationId, Nothing, ProblemCode, invitations::ResendInvitation};

/// Serves [`ResendInvitation`].
pub async fn resend_invitation(
    State(app): State<App>,
    access: OrgAccess<ByPerson<InviteMembers>>,
    PathParameters(Id { id }): PathParameters<Id<InvitationId>>,
    posted: Posted<Nothing>,
) -> Result<Done<ResendInvitation>, Failure> {
    let (org, actor) = (access.organization.id, access.caller.person()?.user);
    let mut operation = access.begin_once(&app, &posted).await?;
    let organization = operation.organization.clone();
    let before = store::find(operation.tx(), org, id).await?.ok_or(ProblemCode::NotFound)?;
    if !store::is_open(&before) {
        return Err(ProblemCode::AlreadyAnswered.into());
    }
    operation.require(store::needed(&before)?)?;
    if store::is_reported(operation.tx(), &before).await? {
        return Err(ProblemCode::InvitationDeclined.into());
    }
    mails::guard(&operation, org, actor, 1).await?;
    if let Some(passed) = mails::wait(&operation, actor, &before.email_canonical, Some(&before)).await? {
        return Err(Failure::too_many(passed));
    }
    let inviter = users::store::find(operation.tx(), actor).await?.ok_or(ProblemCode::NotSignedIn)?;
    let invitee = users::store::find_by_email(operation.tx(), &before.email_canonical).await?;
    let rules = rules::store::read(&before.rules)?;
    let (email, note) = (before.email.clone(), before.note.clone());
    let offer = Offer {
        organization: &organization,
        inviter: &inviter,
        email: &email,
        canonical: &before.email_canonical.clone(),
        invitee: invitee.as_ref(),
        role: before.role,
        note: note.as_ref(),
        rules: &rules,
    };
    let former = Some(before.inviter_id).filter(|former| *former != actor);
    let row = mails::send(&mut operation, offer, Some(before)).await?;
    let mut detail = serde_json::json!({"email": row.email, "generation": row.generation});
    if let (Some(former), Some(detail)) = (former, detail.as_object_mut()) {
        detail.insert("taken_over_from".into(), former.to_string().into());
    }
    operation.audit_in(org, actor, "invitations.resend", id, detail).await?;
    let answer = store::open_one(operation.tx(), &organization, id, operation.now()).await?;
    let answer = answer.ok_or(ProblemCode::Internal)?;
    operation.finish_with(Done::new(&answer)?).await
}
