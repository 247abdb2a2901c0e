//! Rows of requests for greater quotas.

use crate::{
    brokers::view,
    db::entity::{broker_operation::OrdererId, quota_request},
    http::problem::Failure,
    operation::Operation,
    platform::clock::moment,
};
use hq_contract::{
    Actor, OrganizationId, QuotaRequestId, UserId,
    quotas::{NewQuotaRequest, QuotaRequest, QuotaRequestState},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::Expr,
};
use std::collections::HashMap;

/// So many are shown.
const SHOWN: u64 = 50;

/// Keeps a request.
///
/// # Errors
/// Where the database fails.
pub async fn add(
    operation: &Operation,
    organization: OrganizationId,
    user: UserId,
    new: &NewQuotaRequest,
) -> Result<quota_request::Model, Failure> {
    let row = quota_request::Model {
        id: operation.app().new_id(),
        organization_id: organization,
        user_id: Some(user),
        kind: new.kind,
        wanted: i64::try_from(new.wanted).unwrap_or(i64::MAX),
        reason: new.reason.clone(),
        state: QuotaRequestState::Pending,
        answer: None,
        answered_at: None,
        created_at: operation.now(),
    };
    let active: quota_request::ActiveModel = row.clone().into();
    quota_request::Entity::insert(active.reset_all()).exec_without_returning(operation.tx()).await?;
    Ok(row)
}

/// The latest requests of an organization, the newest first.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn latest(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<QuotaRequest>, Failure> {
    let rows = quota_request::Entity::find()
        .filter(quota_request::Column::OrganizationId.eq(organization))
        .order_by_desc(quota_request::Column::CreatedAt)
        .order_by_desc(quota_request::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    let names = view::names(db, rows.iter().filter_map(|row| row.user_id)).await?;
    rows.iter().map(|row| present(row, &names)).collect()
}

/// Every request that waits for an answer, the oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Vec<quota_request::Model>, Failure> {
    Ok(quota_request::Entity::find()
        .filter(quota_request::Column::State.eq(QuotaRequestState::Pending))
        .order_by_asc(quota_request::Column::CreatedAt)
        .order_by_asc(quota_request::Column::Id)
        .all(db)
        .await?)
}

/// A request, if there is one.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    id: QuotaRequestId,
) -> Result<Option<quota_request::Model>, Failure> {
    Ok(quota_request::Entity::find_by_id(id).one(db).await?)
}

/// Answers a request that waits; false where it was answered before.
///
/// # Errors
/// Where the database fails.
pub async fn answer(
    operation: &Operation,
    id: QuotaRequestId,
    state: QuotaRequestState,
    answer: Option<&str>,
) -> Result<bool, Failure> {
    let answered = quota_request::Entity::update_many()
        .col_expr(quota_request::Column::State, Expr::value(state))
        .col_expr(quota_request::Column::Answer, Expr::value(answer.map(str::to_owned)))
        .col_expr(quota_request::Column::AnsweredAt, Expr::value(operation.now()))
        .filter(quota_request::Column::Id.eq(id))
        .filter(quota_request::Column::State.eq(QuotaRequestState::Pending))
        .exec(operation.tx())
        .await?;
    Ok(answered.rows_affected == 1)
}

/// A request as people see it.
///
/// # Errors
/// 500 where the row holds what it cannot.
pub fn present(
    row: &quota_request::Model,
    names: &HashMap<OrdererId, Actor>,
) -> Result<QuotaRequest, Failure> {
    Ok(QuotaRequest {
        id: row.id,
        kind: row.kind,
        wanted: u64::try_from(row.wanted).map_err(|error| Failure::internal(&error))?,
        reason: row.reason.clone(),
        state: row.state,
        answer: row.answer.clone(),
        created_by: row.user_id.and_then(|user| names.get(&user.into()).cloned()),
        created_at: moment(row.created_at).into(),
        answered_at: row.answered_at.map(|at| moment(at).into()),
    })
}

/// Forgets who asked, of an account that is deleted.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    quota_request::Entity::update_many()
        .col_expr(quota_request::Column::UserId, Expr::value(Option::<UserId>::None))
        .filter(quota_request::Column::UserId.eq(user))
        .exec(operation.tx())
        .await?;
    Ok(())
}
