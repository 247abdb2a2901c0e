//! Ends what was held and will not be made.

use super::{HELD, change};
use crate::{
    brokers::InstanceState,
    db::entity::{broker_instance, broker_operation},
    http::problem::Failure,
    operation::Operation,
};
use hq_contract::operations::{OperationFailure, Progress};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::Expr,
};

/// Ends a held instance that will not be made, because what it needs could not be. Nothing of it is at its broker.
///
/// # Errors
/// 409 `not_ready` where it is no longer being made.
pub async fn abandon(
    operation: &Operation,
    instance: &broker_instance::Model,
    failure: &OperationFailure,
) -> Result<(), Failure> {
    change(operation, instance, InstanceState::Creating, InstanceState::Failed, None).await?;
    let failure = super::json_of(failure)?;
    let failed = broker_instance::ActiveModel {
        id: Set(instance.id),
        failure: Set(Some(failure.clone())),
        gone_at: Set(Some(operation.now())),
        ..Default::default()
    };
    failed.update(operation.tx()).await?;
    broker_operation::Entity::update_many()
        .col_expr(broker_operation::Column::EndedAt, Expr::value(operation.now()))
        .col_expr(broker_operation::Column::State, Expr::value(Progress::Failed))
        .col_expr(broker_operation::Column::Failure, Expr::value(failure))
        .col_expr(broker_operation::Column::NextAt, Expr::value(HELD))
        .filter(broker_operation::Column::InstanceId.eq(instance.id))
        .filter(broker_operation::Column::EndedAt.is_null())
        .exec(operation.tx())
        .await?;
    Ok(())
}
