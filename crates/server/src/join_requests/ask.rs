//! `POST /organizations/{org}/join-requests`

use super::store;
use crate::{
    access::Caller,
    app::App,
    db::entity::{organization, user},
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
    },
    invitations,
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    members, mfa,
    operation::Operation,
    organizations,
    platform::{
        clock::moment,
        rate_limits::{self, Limit},
    },
    users,
};
use axum::extract::State;
use hq_contract::{
    Note, OrganizationId, OrganizationRef, ProblemCode, Role, UserId,
    console_paths::ConsolePath,
    join_requests::{AskToJoin, MyJoinRequest, NewJoinRequest},
};

/// Requests of one person.
const PER_PERSON: Limit = Limit { name: "join_requests.person", most: 20, window_seconds: 24 * 3600 };
/// Requests of one person to one organization, however often they are withdrawn.
const PER_PAIR: Limit = Limit { name: "join_requests.pair", most: 5, window_seconds: 24 * 3600 };
/// Mails to the admins of one organization: further requests wait in their list without one.
const MAILS: Limit = Limit { name: "join_requests.mails", most: 20, window_seconds: 3600 };

/// Serves [`AskToJoin`].
pub async fn ask_to_join(
    State(app): State<App>,
    caller: Caller,
    PathParameters(org): PathParameters<OrganizationRef>,
    posted: Posted<NewJoinRequest>,
) -> Result<Done<AskToJoin>, Failure> {
    let mut operation = posted.begin_as(&app, &caller).await?;
    rate_limits::take(&operation, PER_PERSON, &caller.user.to_string(), 1).await?;
    let org = organizations::store::resolve(operation.tx(), &org).await?.ok_or(ProblemCode::NotFound)?;
    let own = posted.body.instead_of;
    if let Some(own) = own {
        // Before anything else: no later refusal may tell that somebody else's organization exists, and nobody locks it.
        members::store::role(operation.tx(), own, caller.user).await?.ok_or(ProblemCode::NotFound)?;
    }
    let organization = lock_both(&operation, org, own).await?;
    let user = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    if members::store::role(operation.tx(), org, user.id).await?.is_some() {
        return Err(ProblemCode::AlreadyMember.into());
    }
    if !store::may_ask(&operation, org, &user).await? {
        return Err(ProblemCode::NotFound.into());
    }
    if let Some(own) = own {
        give_up(&operation, own, user.id).await?;
    }
    let (request, new) = store::ask(&operation, org, user.id, posted.body.note.as_ref()).await?;
    if new {
        rate_limits::take(&operation, PER_PAIR, &format!("{org} {}", user.id), 1).await?;
        if rate_limits::add_one(&operation, MAILS, &org.to_string()).await?.is_none() {
            tell_admins(&mut operation, &organization, &user, request.note.as_ref().map(Note::as_str))
                .await?;
        }
        let detail = serde_json::json!({});
        operation.audit_in(org, user.id, "join_requests.ask", request.id, detail).await?;
    }
    let answer = MyJoinRequest {
        id: request.id,
        organization: organizations::store::named(org, &organization.name)?,
        colour: organization.colour,
        created_at: moment(request.created_at).into(),
    };
    operation.finish_with(Done::new(&answer)?).await
}

/// Locks both organizations, always in the same order.
async fn lock_both(
    operation: &Operation,
    org: OrganizationId,
    own: Option<OrganizationId>,
) -> Result<organization::Model, Failure> {
    if let Some(own) = own.filter(|own| *own < org) {
        organizations::store::lock(operation, own).await?.ok_or(ProblemCode::NotFound)?;
    }
    let organization = organizations::store::lock(operation, org).await?.ok_or(ProblemCode::NotFound)?;
    if let Some(own) = own.filter(|own| *own >= org) {
        organizations::store::lock(operation, own).await?.ok_or(ProblemCode::NotFound)?;
    }
    Ok(organization)
}

/// Deletes the caller's own organization, in which nobody else is.
async fn give_up(operation: &Operation, own: OrganizationId, user: UserId) -> Result<(), Failure> {
    let role = members::store::role(operation.tx(), own, user).await?.ok_or(ProblemCode::NotFound)?;
    if role != Role::Admin {
        return Err(ProblemCode::Forbidden.into());
    }
    let organization = organizations::store::lock(operation, own).await?.ok_or(ProblemCode::NotFound)?;
    if mfa::store::keeps_out(operation.tx(), &organization, user).await? {
        return Err(ProblemCode::MfaMissing.into());
    }
    if members::store::count(operation.tx(), own).await? > 1 {
        return Err(ProblemCode::OrganizationInUse.into());
    }
    organizations::store::deletion::guard_empty(operation, own).await?;
    invitations::store::revoke_all(operation, own).await?;
    organizations::store::delete(operation, own).await?;
    let detail = serde_json::json!({"because": "join_request"});
    operation.audit_in(own, user, "organizations.delete", own, detail).await
}

/// A mail to each admin.
async fn tell_admins(
    operation: &mut Operation,
    organization: &organization::Model,
    user: &user::Model,
    note: Option<&str>,
) -> Result<(), Failure> {
    for admin in members::store::admins(operation.tx(), organization.id).await? {
        let texts = texts_of(&admin);
        let app = operation.app();
        let members = app.link(ConsolePath::OrganizationMembers(&organization.slug));
        let letter =
            Letter::to(app, &texts, &admin).join_requested(&organization.name, user.into(), note, members);
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}
