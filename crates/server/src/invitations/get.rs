//! `GET /invitations/{token}`

use super::store::{self, Linked, obstacle};
use crate::{
    access::MaybeCaller,
    app::App,
    db::{entity::organization, kept},
    http::{extract::PathParameters, problem::Failure},
    members, organizations,
    platform::clock::moment,
    users,
};
use axum::{Json, extract::State};
use hq_contract::{
    ProblemCode, Slug, UserId,
    invitations::{InvitationState, LinkedInvitation, Viewer},
};

/// Serves [`GetInvitation`](hq_contract::invitations::GetInvitation).
pub async fn get_invitation(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
    PathParameters(token): PathParameters<String>,
) -> Result<Json<LinkedInvitation>, Failure> {
    let db = app.db().read();
    let linked = store::find_linked(db, &token).await?;
    let row = &linked.invitation;
    let organization = store::organization_of(db, row).await?;
    let caller = caller.map(|caller| caller.user);
    let (viewer, slug) = viewer(&app, &linked, &organization, caller).await?;
    let state = match organization.deleted_at {
        Some(_) => InvitationState::OrganizationDeleted,
        None => state(&app, &linked, viewer).await?,
    };
    let obstacle = match state {
        InvitationState::Pending => {
            obstacle(db, row, &organization, caller.filter(|_| viewer == Viewer::Invitee)).await?
        }
        _ => None,
    };
    let account = match viewer {
        Viewer::Invitee => Some(true),
        // Where it is not told, it is not looked for: the time of the answer tells nothing either.
        _ if !linked.mailed => None,
        _ => Some(users::store::find_by_email(db, &row.email_canonical).await?.is_some()),
    };
    let inviter = users::store::find(db, row.inviter_id).await?;
    Ok(Json(LinkedInvitation {
        organization: organizations::store::named(organization.id, &organization.name)?,
        colour: organization.colour,
        slug,
        inviter: store::person(row.inviter_id, inviter.map(|user| user.full_name))?,
        email: row.email.clone(),
        role: row.role,
        note: row.note.clone(),
        expires_at: moment(row.expires_at).into(),
        state,
        obstacle,
        account,
        mailed: linked.mailed,
        viewer,
    }))
}

/// Where the invitation stands. That it was reported is for who can have reported it: the inviter may hold a link that was
/// passed on.
async fn state(app: &App, linked: &Linked, viewer: Viewer) -> Result<InvitationState, Failure> {
    let state = linked.state(app.now());
    let theirs = linked.mailed || viewer == Viewer::Invitee;
    let reported = theirs && viewer != Viewer::Member && state != InvitationState::Accepted;
    Ok(if reported && store::is_reported(app.db().read(), &linked.invitation).await? {
        InvitationState::Reported
    } else {
        state
    })
}

/// Who looks, and for a member the way in.
async fn viewer(
    app: &App,
    linked: &Linked,
    organization: &organization::Model,
    user: Option<UserId>,
) -> Result<(Viewer, Option<Slug>), Failure> {
    let db = app.db().read();
    let Some(user) = user else { return Ok((Viewer::Nobody, None)) };
    if organization.deleted_at.is_none() && members::store::role(db, organization.id, user).await?.is_some() {
        return Ok((Viewer::Member, Some(kept(Slug::parse(&organization.slug))?)));
    }
    let user = users::store::find(db, user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let invited = user.email_canonical == linked.invitation.email_canonical;
    Ok((if invited { Viewer::Invitee } else { Viewer::SomebodyElse }, None))
}
