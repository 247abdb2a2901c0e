//! Rows of billing accounts.

pub mod letting_go;
pub mod paid;
pub mod transfers;

use crate::{
    billing::payer,
    db::entity::{billing_account, billing_account_transfer},
    http::problem::Failure,
    operation::{Audit, Operation},
    platform::{clock::moment, search},
};
use hq_contract::{
    BillingAccountId, PaymentMethodId, ProblemCode, UserId,
    billing_accounts::{BillingAccount, BillingAccountPatch, BillingAccountSummary, NewBillingAccount},
    plans::PaymentKind,
};
use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// An account of a person's.
///
/// # Errors
/// 404 for everybody else, as for one that there is not.
pub async fn own(
    db: &impl ConnectionTrait,
    owner: UserId,
    id: BillingAccountId,
) -> Result<billing_account::Model, Failure> {
    let row = billing_account::Entity::find_by_id(id).one(db).await?;
    row.filter(|row| row.owner_id == Some(owner)).ok_or_else(|| ProblemCode::NotFound.into())
}

/// Locks an account of a person's until the operation ends: nobody else changes or orders with it meanwhile, and it stays theirs.
///
/// # Errors
/// 404 for everybody else.
pub async fn lock_own(
    operation: &Operation,
    owner: UserId,
    id: BillingAccountId,
) -> Result<billing_account::Model, Failure> {
    let row = lock(operation, id).await?;
    row.filter(|row| row.owner_id == Some(owner)).ok_or_else(|| ProblemCode::NotFound.into())
}

/// Locks an account until the operation ends, whoever's it is. An organization's lock and a person's come before it.
///
/// # Errors
/// Where the database fails.
pub async fn lock(
    operation: &Operation,
    id: BillingAccountId,
) -> Result<Option<billing_account::Model>, Failure> {
    billing_account::Entity::update_many()
        .col_expr(billing_account::Column::Version, Expr::col(billing_account::Column::Version))
        .filter(billing_account::Column::Id.eq(id))
        .exec(operation.tx())
        .await?;
    Ok(billing_account::Entity::find_by_id(id).one(operation.tx()).await?)
}

/// How many accounts a person has.
///
/// # Errors
/// Where the database fails.
pub async fn count(db: &impl ConnectionTrait, owner: UserId) -> Result<u64, Failure> {
    Ok(billing_account::Entity::find().filter(billing_account::Column::OwnerId.eq(owner)).count(db).await?)
}

/// A person's accounts in a list, by name.
///
/// # Errors
/// Where the database fails.
pub async fn summaries(
    db: &impl ConnectionTrait,
    owner: UserId,
) -> Result<Vec<BillingAccountSummary>, Failure> {
    let mut rows =
        billing_account::Entity::find().filter(billing_account::Column::OwnerId.eq(owner)).all(db).await?;
    rows.sort_by_cached_key(|row| (search::fold(row.name.as_str()), row.id));
    let ids: Vec<BillingAccountId> = rows.iter().map(|row| row.id).collect();
    let organizations = paid::counts(db, &ids).await?;
    let summary = |row: &billing_account::Model| {
        let details = details(row)?;
        Ok(BillingAccountSummary {
            id: row.id,
            name: details.name,
            country: details.address.country,
            payment: payment(row),
            organizations: organizations.get(&row.id).copied().unwrap_or(0),
        })
    };
    rows.iter().map(summary).collect()
}

/// Writes a line of what somebody did to a billing account: in no organization's log, since an account is of none.
///
/// # Errors
/// Where the database fails.
pub async fn audit(
    operation: &Operation,
    user: UserId,
    action: &'static str,
    account: BillingAccountId,
) -> Result<(), Failure> {
    let subject = account.to_string();
    let detail = serde_json::json!({});
    operation
        .audit(Audit { organization: None, actor: Some(user.into()), action, subject: &subject, detail })
        .await
}

/// Opens an account.
///
/// # Errors
/// Where the database fails.
pub async fn add(
    operation: &Operation,
    owner: UserId,
    new: &NewBillingAccount,
) -> Result<billing_account::Model, Failure> {
    let mut row = columns(new)?;
    row.id = Set(operation.app().new_id());
    row.owner_id = Set(Some(owner));
    row.payment_method_id = Set(None);
    row.provider_customer = Set(None);
    row.version = Set(1);
    row.created_at = Set(operation.now());
    Ok(row.insert(operation.tx()).await?)
}

/// Changes an account whose lock the operation has.
///
/// # Errors
/// Where the database fails.
pub async fn change(
    operation: &Operation,
    row: &billing_account::Model,
    after: &NewBillingAccount,
) -> Result<billing_account::Model, Failure> {
    let mut changed = columns(after)?;
    changed.id = Set(row.id);
    changed.version = Set(row.version + 1);
    Ok(changed.update(operation.tx()).await?)
}

/// Makes a person the owner of an account. The cards go with who had it: invoices are paid by bank transfer until there is another.
///
/// # Errors
/// Where the database fails.
pub async fn give(operation: &Operation, id: BillingAccountId, owner: Option<UserId>) -> Result<(), Failure> {
    billing_account::Entity::update_many()
        .col_expr(billing_account::Column::OwnerId, Expr::value(owner))
        .col_expr(billing_account::Column::PaymentMethodId, Expr::value(None::<PaymentMethodId>))
        .col_expr(billing_account::Column::ProviderCustomer, Expr::value(None::<String>))
        .col_expr(billing_account::Column::Version, Expr::col(billing_account::Column::Version).add(1_i64))
        .filter(billing_account::Column::Id.eq(id))
        .exec(operation.tx())
        .await?;
    letting_go::forget_cards(operation, id).await
}

fn columns(details: &NewBillingAccount) -> Result<billing_account::ActiveModel, Failure> {
    let address = serde_json::to_string(&details.address).map_err(|error| Failure::internal(&error))?;
    Ok(billing_account::ActiveModel {
        name: Set(details.name.clone()),
        company: Set(details.company),
        email: Set(details.email.clone()),
        contact: Set(details.contact.clone()),
        phone: Set(details.phone.clone()),
        address: Set(address),
        siren: Set(details.siren.clone()),
        vat_id: Set(details.vat_id.clone()),
        reference: Set(details.reference.clone()),
        ..Default::default()
    })
}

/// What an account says of its payer.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn details(row: &billing_account::Model) -> Result<NewBillingAccount, Failure> {
    Ok(NewBillingAccount {
        name: row.name.clone(),
        company: row.company,
        email: row.email.clone(),
        contact: row.contact.clone(),
        phone: row.phone.clone(),
        address: serde_json::from_str(&row.address).map_err(|error| Failure::internal(&error))?,
        siren: row.siren.clone(),
        vat_id: row.vat_id.clone(),
        reference: row.reference.clone(),
    })
}

/// The same with a change.
#[must_use]
pub fn patched(before: NewBillingAccount, patch: BillingAccountPatch) -> NewBillingAccount {
    NewBillingAccount {
        name: patch.name.unwrap_or(before.name),
        company: patch.company.unwrap_or(before.company),
        email: patch.email.unwrap_or(before.email),
        contact: patch.contact.unwrap_or(before.contact),
        phone: patch.phone.unwrap_or(before.phone),
        address: patch.address.unwrap_or(before.address),
        siren: patch.siren.unwrap_or(before.siren),
        vat_id: patch.vat_id.unwrap_or(before.vat_id),
        reference: patch.reference.unwrap_or(before.reference),
    }
}

/// How an account pays.
#[must_use]
pub const fn payment(row: &billing_account::Model) -> PaymentKind {
    if row.payment_method_id.is_some() { PaymentKind::Card } else { PaymentKind::BankTransfer }
}

/// The account as its owner sees it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn present(
    row: &billing_account::Model,
    transfer: Option<&billing_account_transfer::Model>,
) -> Result<BillingAccount, Failure> {
    let details = details(row)?;
    let tax = payer::treatment(row)?;
    Ok(BillingAccount {
        id: row.id,
        name: details.name,
        company: details.company,
        email: details.email,
        contact: details.contact,
        phone: details.phone,
        address: details.address,
        siren: details.siren,
        vat_id: details.vat_id,
        reference: details.reference,
        tax,
        payment: payment(row),
        transfer: transfer.map(transfers::present).transpose()?,
        created_at: moment(row.created_at).into(),
    })
}
