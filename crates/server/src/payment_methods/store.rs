//! Rows of cards.

use crate::{
    app::App,
    card_payments::store::refusals,
    db::entity::{billing_account, payment_method},
    http::problem::Failure,
    invoices::store::list::Whose,
    operation::Operation,
    platform::micros::Micros,
    stripe,
};
use hq_contract::{
    BillingAccountId, PaymentMethodId, ProblemCode, UserId,
    payment_methods::{CardExpiry, PaymentMethod, PaymentMethods},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

/// So many cards an account has at most.
const MOST: u64 = 20;

/// An account that is this person's.
///
/// # Errors
/// 404 where it is another's, or none.
pub async fn owned(
    db: &impl ConnectionTrait,
    user: UserId,
    account: BillingAccountId,
) -> Result<billing_account::Model, Failure> {
    let found = billing_account::Entity::find_by_id(account).one(db).await?;
    found.filter(|found| found.owner_id == Some(user)).ok_or_else(|| ProblemCode::NotFound.into())
}

/// The same, locked until the operation ends.
///
/// # Errors
/// 404 where it is another's, or none.
pub async fn lock(
    operation: &Operation,
    user: UserId,
    account: BillingAccountId,
) -> Result<billing_account::Model, Failure> {
    let found = lock_any(operation, account).await?;
    found.filter(|found| found.owner_id == Some(user)).ok_or_else(|| ProblemCode::NotFound.into())
}

/// An account, whosever it is, locked until the operation ends.
///
/// # Errors
/// Where the database fails.
pub async fn lock_any(
    operation: &Operation,
    account: BillingAccountId,
) -> Result<Option<billing_account::Model>, Failure> {
    billing_account::Entity::update_many()
        .col_expr(billing_account::Column::Version, Expr::col(billing_account::Column::Version))
        .filter(billing_account::Column::Id.eq(account))
        .exec(operation.tx())
        .await?;
    Ok(billing_account::Entity::find_by_id(account).one(operation.tx()).await?)
}

/// Refuses another card where there are as many as there can be.
///
/// # Errors
/// 409 `limit_reached`
pub async fn guard_place(db: &impl ConnectionTrait, account: BillingAccountId) -> Result<(), Failure> {
    let cards = payment_method::Entity::find()
        .filter(payment_method::Column::BillingAccountId.eq(account))
        .count(db)
        .await?;
    if cards < MOST { Ok(()) } else { Err(ProblemCode::LimitReached.into()) }
}

/// A card of an account.
///
/// # Errors
/// 404 where it has none of that id.
pub async fn find(
    db: &impl ConnectionTrait,
    account: BillingAccountId,
    card: PaymentMethodId,
) -> Result<payment_method::Model, Failure> {
    let found = payment_method::Entity::find_by_id(card).one(db).await?;
    found.filter(|found| found.billing_account_id == account).ok_or_else(|| ProblemCode::NotFound.into())
}

/// The card that the provider calls so.
///
/// # Errors
/// Where the database fails.
pub async fn by_token(
    db: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<payment_method::Model>, Failure> {
    Ok(payment_method::Entity::find().filter(payment_method::Column::Token.eq(token)).one(db).await?)
}

/// Keeps what the provider calls an account.
///
/// # Errors
/// Where the database fails.
pub async fn keep_customer(
    operation: &Operation,
    account: BillingAccountId,
    customer: &str,
) -> Result<(), Failure> {
    billing_account::Entity::update_many()
        .col_expr(billing_account::Column::ProviderCustomer, Expr::value(customer))
        .filter(billing_account::Column::Id.eq(account))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Adds a card; none where it is there already.
///
/// # Errors
/// Where the database fails.
pub async fn add(
    operation: &Operation,
    account: BillingAccountId,
    token: &str,
    card: &stripe::Card,
) -> Result<Option<PaymentMethodId>, Failure> {
    let id = operation.app().new_id();
    let row = payment_method::ActiveModel {
        id: Set(id),
        billing_account_id: Set(account),
        token: Set(token.to_owned()),
        brand: Set(card.brand.clone()),
        last4: Set(card.last4.clone()),
        expires_month: Set(Some(card.exp_month)),
        expires_year: Set(Some(card.exp_year)),
        default_since: Set(None),
        created_at: Set(operation.now()),
    };
    let once = OnConflict::column(payment_method::Column::Token).do_nothing().to_owned();
    let added =
        payment_method::Entity::insert(row).on_conflict(once).exec_without_returning(operation.tx()).await?;
    Ok((added == 1).then_some(id))
}

/// Pays an account's invoices with this card from now on, or by bank transfer. The account's lock is held.
///
/// # Errors
/// Where the database fails.
pub async fn pay_with(
    operation: &Operation,
    account: BillingAccountId,
    card: Option<PaymentMethodId>,
) -> Result<(), Failure> {
    let since = |value: Option<Micros>| {
        payment_method::Entity::update_many()
            .col_expr(payment_method::Column::DefaultSince, Expr::value(value))
            .filter(payment_method::Column::BillingAccountId.eq(account))
    };
    since(None).exec(operation.tx()).await?;
    if let Some(card) = card {
        since(Some(operation.now())).filter(payment_method::Column::Id.eq(card)).exec(operation.tx()).await?;
    }
    billing_account::Entity::update_many()
        .col_expr(billing_account::Column::PaymentMethodId, Expr::value(card))
        .col_expr(billing_account::Column::Version, Expr::col(billing_account::Column::Version).add(1_i64))
        .filter(billing_account::Column::Id.eq(account))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Forgets a card. The account's lock is held.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, card: &payment_method::Model) -> Result<(), Failure> {
    let account = billing_account::Entity::find_by_id(card.billing_account_id).one(operation.tx()).await?;
    if account.is_some_and(|account| account.payment_method_id == Some(card.id)) {
        pay_with(operation, card.billing_account_id, None).await?;
    }
    payment_method::Entity::delete_by_id(card.id).exec(operation.tx()).await?;
    Ok(())
}

/// How an account can pay and pays.
///
/// # Errors
/// Where the database fails.
pub async fn present(
    app: &App,
    db: &impl ConnectionTrait,
    account: &billing_account::Model,
) -> Result<PaymentMethods, Failure> {
    let rows = payment_method::Entity::find()
        .filter(payment_method::Column::BillingAccountId.eq(account.id))
        .order_by_asc(payment_method::Column::CreatedAt)
        .order_by_asc(payment_method::Column::Id)
        .all(db)
        .await?;
    let methods = rows.into_iter().map(|row| present_one(row, account));
    let refused = match account.owner_id {
        Some(owner) => refusals::last(db, Whose::Account(account.id), owner.into()).await?,
        None => None,
    };
    Ok(PaymentMethods { cards: app.stripe().is_some(), methods: methods.collect(), refused })
}

/// A card of an account, as its owner sees it.
#[must_use]
pub fn present_one(row: payment_method::Model, account: &billing_account::Model) -> PaymentMethod {
    let month = row.expires_month.and_then(|month| u8::try_from(month).ok());
    let year = row.expires_year.and_then(|year| u16::try_from(year).ok());
    PaymentMethod {
        id: row.id,
        expires: month.zip(year).map(|(month, year)| CardExpiry { month, year }),
        is_default: account.payment_method_id == Some(row.id),
        brand: row.brand,
        last4: row.last4,
    }
}
