//! `POST /organizations/{org}/invitations/{id}/resend`

use super::{
    mails::{self, Offer},
    store,
};
use crate::{
    access::{Id, InviteMembers, OrgAccess, PathParameters, Posted},
    app::App,
    me::{self, store::kept},
    problem::Failure,
    rules,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{EmailAddress, InvitationId, Nothing, ProblemCode, Role, invitations::Invitation};

/// Send another email
///
/// With a new link and a new week to accept. The former links say that there is a newer one. Who sends it is the
/// inviter from then on, and so takes over what nobody could accept because the former one left or lost the right. For
/// those who could offer it themselves. Three times a minute at most. Refused with 410 `invitation_declined` where the invited person has
/// declined and takes no other.
#[utoipa::path(
    post, path = "/organizations/{org}/invitations/{id}/resend", tag = "invitations",
    params(("org" = String, Path, description = "Id or slug of the organization"), ("id" = InvitationId, Path, description = "Which invitation")),
    responses((status = 200, description = "The invitation as it is now", body = Invitation))
)]
pub async fn resend_invitation(
    State(app): State<App>,
    access: OrgAccess<InviteMembers>,
    PathParameters(Id { id }): PathParameters<Id>,
    posted: Posted<Nothing>,
) -> Result<Response, Failure> {
    let (org, actor) = (access.organization.id, access.caller.user);
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
    if let Some(seconds) = mails::wait(&operation, actor, &before.email_canonical, Some(&before)).await? {
        return Err(Failure::too_many(seconds));
    }
    let inviter = me::store::find(operation.tx(), actor).await?.ok_or(ProblemCode::NotSignedIn)?;
    let invitee = me::store::find_by_email(operation.tx(), &before.email_canonical).await?;
    let rules = rules::store::read(&before.rules)?;
    let (email, note) = (kept(EmailAddress::parse(&before.email))?, store::note(before.note.clone())?);
    let offer = Offer {
        organization: &organization,
        inviter: &inviter,
        email: &email,
        canonical: &before.email_canonical.clone(),
        invitee: invitee.as_ref(),
        role: Role::from_name(&before.role).ok_or(ProblemCode::Internal)?,
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
    operation.finish(StatusCode::OK, &answer, None).await
}
