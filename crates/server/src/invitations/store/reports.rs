//! Reports of invitations: each keeps an organization from writing to an address again.

use crate::{
    db::entity::{invitation, invitation_report},
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::OrganizationId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, sea_query::OnConflict,
};
use std::collections::HashSet;

/// Remembers a report; false where one is in force already.
///
/// # Errors
/// Where the database fails.
pub async fn report(operation: &Operation, row: &invitation::Model) -> Result<bool, Failure> {
    use invitation_report::Column;
    let report = invitation_report::ActiveModel {
        organization_id: Set(row.organization_id),
        email_canonical: Set(row.email_canonical.clone()),
        invitation_id: Set(row.id),
        inviter_id: Set(row.inviter_id),
        created_at: Set(operation.now()),
    };
    let key = [Column::OrganizationId, Column::EmailCanonical];
    let inserted = invitation_report::Entity::insert(report)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(inserted == 1)
}

/// Which of these addresses take no more invitations of the organization.
///
/// # Errors
/// Where the database fails.
pub async fn refusing(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    canonical: &[String],
) -> Result<HashSet<String>, Failure> {
    let found: Vec<String> = invitation_report::Entity::find()
        .select_only()
        .column(invitation_report::Column::EmailCanonical)
        .filter(invitation_report::Column::OrganizationId.eq(organization))
        .filter(invitation_report::Column::EmailCanonical.is_in(canonical))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// Whether the address of an invitation takes no more of them.
///
/// # Errors
/// Where the database fails.
pub async fn is_reported(db: &impl ConnectionTrait, row: &invitation::Model) -> Result<bool, Failure> {
    let key = (row.organization_id, row.email_canonical.clone());
    Ok(invitation_report::Entity::find_by_id(key).one(db).await?.is_some())
}
