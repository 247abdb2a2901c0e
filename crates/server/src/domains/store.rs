//! Rows of domains, and whose they are.

pub(super) mod due;

use super::{doubt::Doubt, look::Found};
use crate::{
    db::entity::{domain, domain_binding},
    http::problem::Failure,
    operation::Operation,
    platform::{
        clock::moment,
        random::{Random, bytes},
    },
};
use hq_contract::{
    DomainId, DomainName, OrganizationId, Page, ProblemCode,
    domains::{
        Domain, DomainFinding, DomainRecord, DomainState, LOST_DAYS, MAX_DOMAINS, RECORD_LABEL,
        RECORD_PREFIX, WATCHED_DAYS,
    },
    idn,
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, sea_query::OnConflict,
};

/// How long a domain without its record stays bound, in microseconds.
pub(super) const GRACE: i64 = LOST_DAYS as i64 * 24 * 3600 * 1_000_000;
/// How long the record of a claim is looked for, in microseconds.
pub(super) const WATCHED: i64 = WATCHED_DAYS as i64 * 24 * 3600 * 1_000_000;

/// The domains of an organization, by name.
///
/// # Errors
/// Where the database fails.
pub async fn all(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<domain::Model>, Failure> {
    Ok(domain::Entity::find()
        .filter(domain::Column::OrganizationId.eq(organization))
        .order_by_asc(domain::Column::Name)
        .all(db)
        .await?)
}

/// The domains of an organization as it sees them.
///
/// # Errors
/// Where the database fails.
pub async fn list(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Page<Domain>, Failure> {
    let items = all(db, organization).await?.iter().map(present).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { total: items.len() as u64, items, next_page: None })
}

/// The domains that are bound to an organization.
///
/// # Errors
/// Where the database fails.
pub async fn bound(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<domain::Model>, Failure> {
    let mut all = all(db, organization).await?;
    all.retain(|row| row.state.is_bound());
    Ok(all)
}

/// A domain of an organization.
///
/// # Errors
/// 404 where it has no such domain.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: DomainId,
) -> Result<domain::Model, Failure> {
    let found = domain::Entity::find_by_id(id)
        .filter(domain::Column::OrganizationId.eq(organization))
        .one(db)
        .await?;
    found.ok_or_else(|| ProblemCode::NotFound.into())
}

/// The record that proves a domain.
#[must_use]
pub fn record(row: &domain::Model) -> DomainRecord {
    DomainRecord {
        name: format!("{RECORD_LABEL}.{}", row.name),
        kind: "TXT".to_owned(),
        value: format!("{RECORD_PREFIX}{}", row.challenge),
    }
}

/// A domain as its organization sees it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn present(row: &domain::Model) -> Result<Domain, Failure> {
    let found = row.found.as_deref().map(serde_json::from_str::<Found>);
    let found = found.transpose().map_err(|error| Failure::internal(&error))?;
    let finding = row.checked_at.zip(found).map(|(checked_at, found)| DomainFinding {
        checked_at: moment(checked_at).into(),
        result: found.result,
        values: found.values,
        hint: found.hint,
        elsewhere: found.elsewhere,
        old_until: found.old_until.map(|at| moment(at).into()),
    });
    let doubt = Doubt::of(row)?.filter(|_| row.state == DomainState::Verified);
    let watched = row.state.is_bound() || row.next_check_at <= row.watched_until;
    Ok(Domain {
        id: row.id,
        name: row.name.clone(),
        display_name: row.display_name.clone(),
        state: row.state,
        record: record(row),
        finding,
        held_by_another: row.held_by_another,
        created_at: moment(row.created_at).into(),
        verified_at: row.verified_at.map(|at| moment(at).into()),
        bound_until: row.lost_at.map(|at| moment(at + GRACE).into()),
        missing_since: doubt.map(|doubt| moment(doubt.since).into()),
        lost_from: doubt.map(|doubt| moment(doubt.certain_from().max(row.next_check_at)).into()),
        next_check_at: watched.then(|| moment(row.next_check_at).into()),
    })
}

/// A domain for people to read, with its form in the DNS where that is another.
#[must_use]
pub fn shown(row: &domain::Model) -> String {
    idn::shown(row.name.as_str())
}

/// Claims a domain for a locked organization; the second answer says whether it is a new claim.
///
/// # Errors
/// 422 where the name has no form in the DNS; 409 `limit_reached`.
pub async fn claim(
    operation: &Operation,
    organization: OrganizationId,
    name: &DomainName,
) -> Result<(domain::Model, bool), Failure> {
    let name = name.to_ascii().map_err(|code| Failure::field("/name", code))?;
    let display_name = idn::to_unicode(name.as_str());
    let present = domain::Entity::find()
        .filter(domain::Column::OrganizationId.eq(organization))
        .filter(domain::Column::Name.eq(name.clone()))
        .one(operation.tx())
        .await?;
    if let Some(present) = present {
        return Ok((present, false));
    }
    let count = domain::Entity::find()
        .filter(domain::Column::OrganizationId.eq(organization))
        .count(operation.tx())
        .await?;
    if count >= MAX_DOMAINS as u64 {
        return Err(ProblemCode::LimitReached.into());
    }
    let row = domain::Model {
        id: operation.app().new_id(),
        organization_id: organization,
        name,
        display_name,
        challenge: challenge(operation.app().random().as_ref()),
        state: DomainState::Pending,
        held_by_another: false,
        created_at: operation.now(),
        verified_at: None,
        lost_at: None,
        checked_at: None,
        found: None,
        checks: 0,
        // Nobody has made the record yet.
        next_check_at: operation.app().shared_now() + 60 * 1_000_000,
        doubt: None,
        failures: 0,
        watched_until: operation.now() + WATCHED,
    };
    domain::Entity::insert(row.clone().into_active_model()).exec_without_returning(operation.tx()).await?;
    Ok((row, true))
}

/// What a record has to say: 128 random bits, so that nobody has made it before.
pub(super) fn challenge(random: &dyn Random) -> String {
    hex::encode(bytes::<16>(random))
}

/// Binds a name to a claim; false where it is bound to another.
///
/// # Errors
/// Where the database fails.
pub(super) async fn bind(operation: &Operation, row: &domain::Model) -> Result<bool, Failure> {
    let binding = domain_binding::ActiveModel { name: Set(row.name.clone()), domain_id: Set(row.id) };
    let inserted = domain_binding::Entity::insert(binding)
        .on_conflict(OnConflict::column(domain_binding::Column::Name).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(inserted == 1)
}

/// The claim that a name is bound to.
///
/// # Errors
/// Where the database fails.
pub(super) async fn holder(
    operation: &Operation,
    name: &DomainName,
) -> Result<Option<domain::Model>, Failure> {
    let Some(binding) = domain_binding::Entity::find_by_id(name.clone()).one(operation.tx()).await? else {
        return Ok(None);
    };
    Ok(domain::Entity::find_by_id(binding.domain_id).one(operation.tx()).await?)
}

/// Ends the binding of a claim.
///
/// # Errors
/// Where the database fails.
pub(super) async fn unbind(operation: &Operation, id: DomainId) -> Result<(), Failure> {
    domain_binding::Entity::delete_many()
        .filter(domain_binding::Column::DomainId.eq(id))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Writes a row back.
///
/// # Errors
/// Where the database fails.
pub(super) async fn save(operation: &Operation, row: domain::Model) -> Result<(), Failure> {
    domain::Entity::update(row.into_active_model().reset_all()).exec(operation.tx()).await?;
    Ok(())
}

/// Gives a domain up.
///
/// # Errors
/// Where the database fails.
pub async fn release(operation: &Operation, id: DomainId) -> Result<(), Failure> {
    unbind(operation, id).await?;
    domain::Entity::delete_by_id(id).exec(operation.tx()).await?;
    Ok(())
}

/// Gives up every domain of an organization that is erased.
///
/// # Errors
/// Where the database fails.
pub async fn release_all(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    for row in all(operation.tx(), organization).await? {
        release(operation, row.id).await?;
    }
    Ok(())
}
