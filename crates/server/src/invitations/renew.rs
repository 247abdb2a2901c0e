//! `POST /invitations/{token}/renewal`

use super::{
    joining::refusal,
    store::{self, obstacle},
};
use crate::{
    app::App,
    db::entity::{invitation, organization, user},
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
    },
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    members,
    operation::{Audit, Operation},
    organizations, users,
};
use axum::extract::State;
use hq_contract::{
    Nothing, ProblemCode,
    console_paths::ConsolePath,
    invitations::{InvitationState, RenewInvitation},
};

/// Serves [`RenewInvitation`].
pub async fn renew_invitation(
    State(app): State<App>,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Done<RenewInvitation>, Failure> {
    // A link that is none costs no transaction.
    store::find_linked(app.db().read(), &token).await?;
    let mut operation = posted.begin(&app).await?;
    let linked = store::find_linked(operation.tx(), &token).await?;
    let organization = organizations::store::lock(&operation, linked.invitation.organization_id).await?;
    let organization = organization.ok_or(ProblemCode::OrganizationDeleted)?;
    let linked = store::find_linked(operation.tx(), &token).await?;
    let row = &linked.invitation;
    match linked.state(operation.now()) {
        InvitationState::Expired | InvitationState::Declined => {}
        InvitationState::Pending if obstacle(operation.tx(), row, &organization, None).await?.is_some() => {}
        state => return Err(refusal(state).unwrap_or(ProblemCode::AlreadyAnswered).into()),
    }
    // Who has reported it wants no other; whoever passed a link on is not told.
    let unwanted = linked.mailed && store::is_reported(operation.tx(), row).await?;
    if !unwanted && store::ask_renewal(&operation, row).await? {
        let members = app.link(ConsolePath::OrganizationMembers(&organization.slug));
        for reader in readers(&operation, row, &organization).await? {
            let texts = texts_of(&reader);
            let letter = Letter::to(&app, &texts, &reader);
            let letter = letter.renewal_asked(&organization.name, row.email.as_str(), members.clone());
            outbox::queue(&mut operation, &reader.email, &letter).await?;
        }
        let audit = Audit {
            organization: Some(organization.id),
            actor: None,
            action: "invitations.renewal",
            subject: &row.id.to_string(),
            detail: serde_json::json!({"email": row.email}),
        };
        operation.audit(audit).await?;
    }
    operation.finish_with(Done::empty()).await
}

/// Who invited if they may still invite, and otherwise the admins.
async fn readers(
    operation: &Operation,
    row: &invitation::Model,
    organization: &organization::Model,
) -> Result<Vec<user::Model>, Failure> {
    let tx = operation.tx();
    if store::inviter_may(tx, row, organization).await? {
        return Ok(users::store::find(tx, row.inviter_id).await?.into_iter().collect());
    }
    members::store::admins(tx, organization.id).await
}
