//! What the operator agreed on with an organization.

use super::{
    living,
    quote::{self, Change, Question, ZONE},
};
use crate::{
    app::App,
    billing::millis,
    db::entity::{billing_account, organization, organization_slug},
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::{BillingAccountId, OrganizationId, OrganizationRef, ProblemCode, subscription::Terms};
use sea_orm::{ConnectionTrait, EntityTrait as _};

/// An organization by its id or slug.
///
/// # Errors
/// Where the database fails.
pub async fn organization(
    db: &impl ConnectionTrait,
    reference: &OrganizationRef,
) -> Result<Option<OrganizationId>, Failure> {
    match reference {
        OrganizationRef::Id(id) => Ok(Some(*id)),
        OrganizationRef::Slug(slug) => {
            let found = organization_slug::Entity::find_by_id(slug.as_str()).one(db).await?;
            Ok(found.map(|row| row.organization_id))
        }
    }
}

/// What an organization is called; its id where it is not there.
///
/// # Errors
/// Where the database fails.
pub async fn name(db: &impl ConnectionTrait, id: OrganizationId) -> Result<String, Failure> {
    let found = organization::Entity::find_by_id(id).one(db).await?;
    Ok(found.map_or_else(|| id.to_string(), |row| row.name))
}

/// Who pays for an organization: the account that is named, or the one that pays now.
///
/// # Errors
/// Where the database fails.
pub async fn payer(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    named: Option<BillingAccountId>,
) -> Result<Option<billing_account::Model>, Failure> {
    let now = match named {
        Some(id) => Some(id),
        None => living(db, organization).await?.map(|row| row.billing_account_id),
    };
    let Some(id) = now else { return Ok(None) };
    Ok(billing_account::Entity::find_by_id(id).one(db).await?)
}

/// What was agreed on.
#[derive(Clone, Copy, Debug)]
pub struct Agreed<'a> {
    /// With which organization.
    pub organization: OrganizationId,
    /// What is subscribed to.
    pub terms: &'a Terms,
    /// Who pays.
    pub account: &'a billing_account::Model,
    /// What the plan costs a month, in minor units, where that is not the price of the file.
    pub month: Option<i64>,
}

/// What it changes and costs, under the organization's lock.
///
/// # Errors
/// 409 `billing_off`, `ask_for_offer`, `quote_changed`; 500 where a row holds what it cannot.
pub async fn change(app: &App, operation: &Operation, agreed: Agreed<'_>) -> Result<Change, Failure> {
    if app.billing().is_none() {
        return Err(ProblemCode::BillingOff.into());
    }
    let question = Question {
        organization: agreed.organization,
        terms: agreed.terms,
        account: Some(agreed.account),
        zone: ZONE,
        moment: millis(operation.now()),
        agreed: agreed.month,
    };
    quote::of(app, operation.tx(), question).await
}
