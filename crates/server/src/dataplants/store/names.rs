//! Rows of the names under which dataplants answer.

use crate::{
    db::entity::{dataplant, dataplant_name},
    domains,
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{DataplantId, DomainName, FieldCode, OrganizationId, dataplants::MAX_NAMES};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::OnConflict,
};

/// The names of a dataplant, in the order in which they were given.
///
/// # Errors
/// Where the database fails.
pub async fn of(db: &impl ConnectionTrait, dataplant: DataplantId) -> Result<Vec<String>, Failure> {
    Ok(all(db, &[dataplant]).await?.into_iter().map(|row| row.name).collect())
}

/// The names of several dataplants, in the order in which they were given.
///
/// # Errors
/// Where the database fails.
pub async fn all(
    db: &impl ConnectionTrait,
    dataplants: &[DataplantId],
) -> Result<Vec<dataplant_name::Model>, Failure> {
    Ok(dataplant_name::Entity::find()
        .filter(dataplant_name::Column::DataplantId.is_in(dataplants.iter().copied()))
        .order_by_asc(dataplant_name::Column::Place)
        .all(db)
        .await?)
}

/// The domains that are bound to an organization, by their names.
///
/// # Errors
/// Where the database fails.
pub async fn bound(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<DomainName>, Failure> {
    let rows = domains::store::bound(db, organization).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// Names as the DNS has them, each once, of which every one lies in a domain that is bound to the organization.
///
/// # Errors
/// 422 with the place of the name
pub async fn checked(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    names: &[DomainName],
) -> Result<Vec<String>, Failure> {
    if names.len() > MAX_NAMES {
        return Err(Failure::field("/names", FieldCode::TooLong));
    }
    let bound = if names.is_empty() { Vec::new() } else { bound(db, organization).await? };
    let mut checked: Vec<String> = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let at = |code| Failure::field(&format!("/names/{index}"), code);
        let name = name.to_ascii().map_err(at)?.to_string();
        if !bound.iter().any(|domain| domain.holds(&name)) {
            return Err(at(FieldCode::NotVerified));
        }
        if !checked.contains(&name) {
            checked.push(name);
        }
    }
    Ok(checked)
}

/// Gives a dataplant these names in the place of its own, under the organization's lock.
///
/// # Errors
/// 422 with the place of a name that another dataplant has.
pub async fn set(operation: &Operation, dataplant: DataplantId, names: &[String]) -> Result<(), Failure> {
    remove(operation, dataplant).await?;
    for (index, name) in names.iter().enumerate() {
        let added = add(operation, dataplant, name, index).await?
            || let_go(operation, name).await? && add(operation, dataplant, name, index).await?;
        if !added {
            return Err(Failure::field(&format!("/names/{index}"), FieldCode::Taken));
        }
    }
    Ok(())
}

async fn add(
    operation: &Operation,
    dataplant: DataplantId,
    name: &str,
    index: usize,
) -> Result<bool, Failure> {
    let row = dataplant_name::ActiveModel {
        name: Set(name.to_owned()),
        dataplant_id: Set(dataplant),
        place: Set(i64::try_from(index).unwrap_or(i64::MAX)),
    };
    let inserted = dataplant_name::Entity::insert(row)
        .on_conflict(OnConflict::column(dataplant_name::Column::Name).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(inserted == 1)
}

/// Takes a name away from a dataplant whose organization has lost the domain that it lies in. Whether it is free now.
async fn let_go(operation: &Operation, name: &str) -> Result<bool, Failure> {
    let tx = operation.tx();
    let Some(row) = dataplant_name::Entity::find_by_id(name).one(tx).await? else { return Ok(true) };
    let holder = dataplant::Entity::find_by_id(row.dataplant_id).one(tx).await?;
    if let Some(holder) = holder
        && bound(tx, holder.organization_id).await?.iter().any(|domain| domain.holds(name))
    {
        return Ok(false);
    }
    dataplant_name::Entity::delete_by_id(name).exec(tx).await?;
    Ok(true)
}

/// Takes all its names away from a dataplant.
///
/// # Errors
/// Where the database fails.
pub async fn remove(operation: &Operation, dataplant: DataplantId) -> Result<(), Failure> {
    dataplant_name::Entity::delete_many()
        .filter(dataplant_name::Column::DataplantId.eq(dataplant))
        .exec(operation.tx())
        .await?;
    Ok(())
}
