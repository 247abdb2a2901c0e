//! Tells of budgets: once a period and threshold, by mail, to the organization's admins and to where its invoices go.

use super::{statement::account, upcoming};
use crate::{
    app::App,
    billing::micros,
    db::entity::{billing_account, budget_alert, organization, subscription},
    http::problem::Failure,
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    members,
    operation::{Operation, Origin},
    organizations,
    platform::micros::Micros,
    users,
};
use axum::http::StatusCode;
use hq_billing::alerts;
use hq_contract::console_paths::ConsolePath;
use hq_text::Texts;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::OnConflict,
};

/// Looks at every budget. What fails is logged, and looked at again in the next round. Safe on any number of servers at once: of a
/// threshold that is told of there is one row, and whoever adds it tells.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<(), Failure> {
    if app.billing().is_none() {
        return Ok(());
    }
    let rows = subscription::Entity::find()
        .filter(subscription::Column::BudgetMinor.is_not_null())
        .filter(subscription::Column::EndedAt.is_null())
        .order_by_asc(subscription::Column::Id)
        .all(app.db().read())
        .await?;
    for row in rows {
        if one(app, &row).await.is_err() {
            tracing::warn!(subscription = %row.id, "a budget was not looked at and will be again");
        }
    }
    Ok(())
}

/// A new budget is told of by itself: thresholds that it has not reached yet were told of the one before.
///
/// # Errors
/// Where the database fails; 500 where something is too much to count.
pub async fn tell_again(
    operation: &Operation,
    row: &subscription::Model,
    budget: i64,
) -> Result<(), Failure> {
    let so_far = upcoming::so_far(operation.tx(), row, operation.now()).await?;
    budget_alert::Entity::delete_many()
        .filter(budget_alert::Column::SubscriptionId.eq(row.id))
        .filter(budget_alert::Column::PeriodStart.eq(micros(so_far.period.start)))
        .filter(budget_alert::Column::Percent.gt(upcoming::percent(so_far.used, budget)))
        .exec(operation.tx())
        .await?;
    Ok(())
}

async fn one(app: &App, row: &subscription::Model) -> Result<(), Failure> {
    let Some(budget) = row.budget_minor else { return Ok(()) };
    let so_far = upcoming::so_far(app.db().read(), row, app.now()).await?;
    let told = upcoming::told(app.db().read(), row.id, so_far.period).await?;
    let reached = alerts::reached(budget, so_far.used, &told);
    let Some(greatest) = reached.iter().max().copied() else { return Ok(()) };
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let organization = organizations::store::lock(&operation, row.organization_id).await?;
    let Some(organization) = organization else { return Ok(()) };
    let mut first = false;
    for percent in reached {
        let added = add(&operation, row, micros(so_far.period.start), percent).await?;
        first |= added && percent == greatest;
    }
    if first {
        tell(&mut operation, &organization, row, greatest).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

/// Says that a threshold is told of; false where another server was first.
async fn add(
    operation: &Operation,
    row: &subscription::Model,
    period_start: Micros,
    percent: u8,
) -> Result<bool, Failure> {
    let alert = budget_alert::ActiveModel {
        subscription_id: Set(row.id),
        period_start: Set(period_start),
        percent: Set(percent.into()),
        created_at: Set(operation.now()),
    };
    let key = [
        budget_alert::Column::SubscriptionId,
        budget_alert::Column::PeriodStart,
        budget_alert::Column::Percent,
    ];
    let inserted = budget_alert::Entity::insert(alert)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(inserted == 1)
}

/// A mail to each admin, and to where the invoices go.
async fn tell(
    operation: &mut Operation,
    organization: &organization::Model,
    row: &subscription::Model,
    percent: u8,
) -> Result<(), Failure> {
    let link = operation.app().link(ConsolePath::OrganizationBilling(&organization.slug));
    let admins = members::store::admins(operation.tx(), organization.id).await?;
    let payer = account(operation.tx(), row.billing_account_id).await?;
    let contact = Some(&payer.email).filter(|email| admins.iter().all(|admin| admin.email != email.as_str()));
    for admin in &admins {
        let letter = {
            let (texts, app) = (texts_of(admin), operation.app());
            Letter::to(app, &texts, admin).budget_spent(&organization.name, percent, link.clone())
        };
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    if let Some(email) = contact {
        let texts = payers_texts(operation, &payer).await?;
        let letter = {
            let public_url = &operation.app().settings().public_url;
            let letter = Letter { texts: &texts, public_url, first_name: "" };
            letter.budget_spent(&organization.name, percent, link)
        };
        outbox::queue(operation, email.as_str(), &letter).await?;
    }
    Ok(())
}

/// The texts of the language of the account's owner.
async fn payers_texts(operation: &Operation, payer: &billing_account::Model) -> Result<Texts, Failure> {
    let owner = match payer.owner_id {
        Some(owner) => users::store::find(operation.tx(), owner).await?,
        None => None,
    };
    Ok(owner.as_ref().map_or_else(Texts::english, texts_of))
}
