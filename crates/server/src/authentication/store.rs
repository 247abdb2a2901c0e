//! Who may ask to join: a switch, and the domains of verified addresses.

use super::public_domains;
use crate::{
    db::{
        ask,
        entity::{join_domain, organization, user},
    },
    domains,
    http::problem::Failure,
    operation::Operation,
    users,
};
use hq_contract::{
    DomainName, FieldCode, OrganizationId, ProblemCode, Role, UserId,
    authentication::{Authentication, AuthenticationPatch, JoinRequestsAllowed, JoinRequestsPatch},
    idn,
    plan::Feature,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::BTreeSet;

/// The domain of an account's address, if it is one of a company rather than of a public mail service.
#[must_use]
pub fn domain_of(user: &user::Model) -> Option<&str> {
    company_domain(&user.email_canonical)
}

fn company_domain(canonical: &str) -> Option<&str> {
    let (_, domain) = canonical.rsplit_once('@')?;
    (!public_domains::contains(domain)).then_some(domain)
}

/// Lets those ask to join a new organization whose address has its creator's domain.
///
/// # Errors
/// Where the database fails.
pub async fn open_to_colleagues_of(
    operation: &Operation,
    organization: OrganizationId,
    creator: UserId,
) -> Result<(), Failure> {
    let creator = users::store::find(operation.tx(), creator).await?.ok_or(ProblemCode::Internal)?;
    match domain_of(&creator) {
        Some(domain) => add(operation, organization, domain).await,
        None => Ok(()),
    }
}

async fn add(operation: &Operation, organization: OrganizationId, domain: &str) -> Result<(), Failure> {
    let row = join_domain::ActiveModel { domain: Set(domain.to_owned()), organization_id: Set(organization) };
    join_domain::Entity::insert(row).exec_without_returning(operation.tx()).await?;
    Ok(())
}

/// The decisions of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn read(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
) -> Result<Authentication, Failure> {
    let domains = join_domain::Entity::find()
        .filter(join_domain::Column::OrganizationId.eq(organization.id))
        .order_by_asc(join_domain::Column::Domain)
        .all(db)
        .await?;
    let verified = verified_domains(db, organization.id).await?;
    let mut available = admin_domains(db, organization.id).await?;
    available.extend(verified.iter().cloned());
    let domains: Vec<String> = domains.into_iter().map(|row| row.domain).collect();
    let written = |name: &String| (name.clone(), idn::to_unicode(name));
    let display_names =
        available.iter().chain(&domains).map(written).filter(|(name, letters)| name != letters);
    Ok(Authentication {
        force_mfa: organization.force_mfa,
        join_requests: JoinRequestsAllowed {
            enabled: organization.join_requests,
            display_names: display_names.collect(),
            domains,
            available: available.into_iter().collect(),
            verified: verified.into_iter().collect(),
        },
    })
}

/// The organization's verified domains; without public mail services.
async fn verified_domains(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<BTreeSet<String>, Failure> {
    let bound = domains::store::bound(db, organization).await?;
    let names = bound.into_iter().map(|row| row.name.to_string());
    Ok(names.filter(|name| !public_domains::contains(name)).collect())
}

/// Who has an address at a domain that the organization gave up or lost can no longer ask to join, unless an admin has
/// one there too.
///
/// # Errors
/// Where the database fails.
pub async fn forget_domain(
    operation: &Operation,
    organization: OrganizationId,
    domain: &str,
) -> Result<(), Failure> {
    if admin_domains(operation.tx(), organization).await?.contains(domain) {
        return Ok(());
    }
    join_domain::Entity::delete_many()
        .filter(join_domain::Column::OrganizationId.eq(organization))
        .filter(join_domain::Column::Domain.eq(domain))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Whose people an admin can vouch for: those of the admins' own domains.
async fn admin_domains(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<BTreeSet<String>, Failure> {
    const ADMINS: &str = "SELECT u.email_canonical FROM memberships m JOIN users u ON u.id = m.user_id \
        WHERE m.organization_id = ? AND m.role = ?";
    let values = [organization.into(), Role::Admin.into()];
    let addresses: Vec<String> = ask::values(db, ADMINS, values).await?;
    Ok(addresses.iter().filter_map(|address| company_domain(address)).map(str::to_owned).collect())
}

/// Whether a patch says anything that is not so already. Domains in another spelling or order than they are kept in are looked at
/// by [`change`].
#[must_use]
pub fn changes(before: &Authentication, patch: &AuthenticationPatch) -> bool {
    let requests = patch.join_requests.as_ref();
    let enabled = requests.and_then(|patch| patch.enabled);
    let domains = requests.and_then(|patch| patch.domains.as_ref());
    patch.force_mfa.is_some_and(|force| force != before.force_mfa)
        || enabled.is_some_and(|enabled| enabled != before.join_requests.enabled)
        || domains.is_some_and(|domains| *domains != before.join_requests.domains)
}

/// Changes the decisions of a locked organization.
///
/// # Errors
/// 422 where a domain is neither available nor chosen before; 409 `plan_lacks_it` where nobody may ask any more and the
/// plan does not include that.
pub async fn change(
    operation: &Operation,
    organization: &organization::Model,
    before: &Authentication,
    patch: &AuthenticationPatch,
) -> Result<(), Failure> {
    let enabled = patch.join_requests.as_ref().and_then(|patch| patch.enabled);
    let plan = organization.plan;
    if closes(&before.join_requests, patch.join_requests.as_ref())
        && !plan.includes(Feature::CloseJoinRequests)
    {
        return Err(ProblemCode::PlanLacksIt.into());
    }
    organization::Entity::update_many()
        .col_expr(
            organization::Column::JoinRequests,
            Expr::value(enabled.unwrap_or(organization.join_requests)),
        )
        .col_expr(
            organization::Column::ForceMfa,
            Expr::value(patch.force_mfa.unwrap_or(organization.force_mfa)),
        )
        .col_expr(organization::Column::Version, Expr::col(organization::Column::Version).add(1_i64))
        .filter(organization::Column::Id.eq(organization.id))
        .exec(operation.tx())
        .await?;
    match patch.join_requests.as_ref().and_then(|patch| patch.domains.as_ref()) {
        Some(wanted) => change_domains(operation, organization.id, &before.join_requests, wanted).await,
        None => Ok(()),
    }
}

/// Whether somebody may ask now, and nobody would.
fn closes(before: &JoinRequestsAllowed, patch: Option<&JoinRequestsPatch>) -> bool {
    let Some(patch) = patch else { return false };
    let open = |enabled: bool, domains: &[String]| enabled && !domains.is_empty();
    let domains = patch.domains.as_ref().unwrap_or(&before.domains);
    open(before.enabled, &before.domains) && !open(patch.enabled.unwrap_or(before.enabled), domains)
}

async fn change_domains(
    operation: &Operation,
    organization: OrganizationId,
    before: &JoinRequestsAllowed,
    wanted: &[String],
) -> Result<(), Failure> {
    let mut chosen = BTreeSet::new();
    for (index, domain) in wanted.iter().enumerate() {
        let known = |name: &String| before.available.contains(name) || before.domains.contains(name);
        let named = if known(domain) { Ok(domain.clone()) } else { as_in_the_dns(domain) };
        let named = named.and_then(|name| if known(&name) { Ok(name) } else { Err(FieldCode::WrongType) });
        let pointer = || format!("/join_requests/domains/{index}");
        chosen.insert(named.map_err(|code| Failure::field(&pointer(), code))?);
    }
    join_domain::Entity::delete_many()
        .filter(join_domain::Column::OrganizationId.eq(organization))
        .exec(operation.tx())
        .await?;
    for domain in &chosen {
        add(operation, organization, domain).await?;
    }
    Ok(())
}

fn as_in_the_dns(domain: &str) -> Result<String, FieldCode> {
    Ok(DomainName::parse(domain)?.to_ascii()?.to_string())
}

/// The decisions as the audit log keeps them: domains for people to read.
#[must_use]
pub fn told(decisions: &Authentication) -> Authentication {
    let mut told = decisions.clone();
    let JoinRequestsAllowed { domains, available, verified, display_names, .. } = &mut told.join_requests;
    for name in domains.iter_mut().chain(available).chain(verified) {
        *name = idn::shown(name);
    }
    display_names.clear();
    told
}

/// Erases the domains of an organization whose people may ask to join.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let of = join_domain::Column::OrganizationId.eq(organization);
    join_domain::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}
