//! What follows from a look into the DNS.

use super::{
    doubt::Doubt,
    look::Found,
    schedule,
    store::{self, GRACE, WATCHED},
};
use crate::{
    access::ActorId,
    authentication,
    db::entity::{domain, organization},
    http::problem::Failure,
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    members,
    operation::{Audit, Operation},
    organizations,
};
use hq_contract::{
    ProblemCode,
    console_paths::ConsolePath,
    domains::{DomainResult, DomainState, LOST_DAYS},
};

/// Takes over what was found of a domain whose organization is locked, and answers the domain as it is now. `actor` asked
/// for it; nobody did where the server looked by itself.
///
/// # Errors
/// Where the database fails.
pub async fn settle(
    operation: &mut Operation,
    organization: &organization::Model,
    mut row: domain::Model,
    found: &Found,
    actor: Option<ActorId>,
) -> Result<domain::Model, Failure> {
    use DomainResult::{Differs, Found as There, Missing, Unreachable, Waiting};
    use DomainState::{Lost, Pending, Verified};
    let now = operation.now();
    row.checked_at = Some(now);
    row.found = Some(serde_json::to_string(found).map_err(|error| Failure::internal(&error))?);
    row.checks += 1;
    row.failures = if found.result == Unreachable { row.failures + 1 } else { 0 };
    if actor.is_some() {
        row.watched_until = now + WATCHED;
    }
    match (row.state, found.result) {
        (_, Unreachable | Waiting) => {}
        (Verified, There) => row.doubt = None,
        (Pending, There) => {
            row.held_by_another = !take_hold(operation, &row).await?;
            if !row.held_by_another {
                verified(operation, &mut row, actor).await?;
            }
        }
        (Lost, There) => verified(operation, &mut row, actor).await?,
        (Pending, Differs | Missing) => row.held_by_another = false,
        (state @ (Verified | Lost), Differs | Missing) => {
            let doubt = Doubt::with(Doubt::of(&row)?, found.result, now);
            row.doubt = Some(doubt.kept()?);
            let over = row.lost_at.is_none_or(|at| now >= at + GRACE);
            match state {
                _ if !doubt.is_certain(now) => {}
                Verified => lost(operation, organization, &mut row, actor).await?,
                _ if over => give_up(operation, &mut row).await?,
                _ => {}
            }
        }
    }
    row.next_check_at = schedule::next(&row, now)? + operation.app().ahead();
    store::save(operation, row.clone()).await?;
    Ok(row)
}

/// Binds the name to this claim. Where it is bound to an organization that is deleted, that one lets go.
async fn take_hold(operation: &Operation, row: &domain::Model) -> Result<bool, Failure> {
    if store::bind(operation, row).await? {
        return Ok(true);
    }
    let Some(mut holder) = store::holder(operation, &row.name).await? else { return Ok(false) };
    if !organizations::store::deletion::lock(operation, holder.organization_id).await? {
        return Ok(false);
    }
    give_up(operation, &mut holder).await?;
    store::save(operation, holder).await?;
    store::bind(operation, row).await
}

async fn verified(
    operation: &Operation,
    row: &mut domain::Model,
    actor: Option<ActorId>,
) -> Result<(), Failure> {
    row.state = DomainState::Verified;
    row.verified_at = row.verified_at.or(Some(operation.now()));
    (row.lost_at, row.doubt) = (None, None);
    write_down(operation, row, "domains.verify", actor).await
}

async fn lost(
    operation: &mut Operation,
    organization: &organization::Model,
    row: &mut domain::Model,
    actor: Option<ActorId>,
) -> Result<(), Failure> {
    row.state = DomainState::Lost;
    row.lost_at = Some(operation.now());
    write_down(operation, row, "domains.lose", actor).await?;
    tell_admins(operation, organization, row).await
}

/// The binding is over; another claim takes another record.
async fn give_up(operation: &Operation, row: &mut domain::Model) -> Result<(), Failure> {
    store::unbind(operation, row.id).await?;
    authentication::store::forget_domain(operation, row.organization_id, row.name.as_str()).await?;
    write_down(operation, row, "domains.release", None).await?;
    row.state = DomainState::Pending;
    row.challenge = store::challenge(operation.app().random().as_ref());
    (row.verified_at, row.lost_at, row.found, row.checked_at, row.doubt) = (None, None, None, None, None);
    (row.checks, row.watched_until) = (0, operation.now() + WATCHED);
    Ok(())
}

async fn write_down(
    operation: &Operation,
    row: &domain::Model,
    action: &'static str,
    actor: Option<ActorId>,
) -> Result<(), Failure> {
    let (subject, detail) = (row.id.to_string(), serde_json::json!({"name": store::shown(row)}));
    let organization = Some(row.organization_id);
    operation.audit(Audit { organization, actor, action, subject: &subject, detail }).await
}

async fn tell_admins(
    operation: &mut Operation,
    organization: &organization::Model,
    row: &domain::Model,
) -> Result<(), Failure> {
    for admin in members::store::admins(operation.tx(), organization.id).await? {
        let (texts, app) = (texts_of(&admin), operation.app());
        let letter = Letter::to(app, &texts, &admin).domain_lost(
            &organization.name,
            &store::shown(row),
            u64::from(LOST_DAYS),
            app.link(ConsolePath::OrganizationDomains(&organization.slug)),
        );
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}

/// The domain as it is now, if it still waits for the answer to this question: whoever gave it up and claimed it again
/// has another record.
///
/// # Errors
/// 404 where it is gone.
pub async fn still_asked(operation: &Operation, asked: &domain::Model) -> Result<domain::Model, Failure> {
    let row = store::find(operation.tx(), asked.organization_id, asked.id).await?;
    if row.challenge == asked.challenge { Ok(row) } else { Err(ProblemCode::NotFound.into()) }
}
