//! Rules as rows keep them: a list as JSON, with its length and its version beside it.

mod changes;
pub mod former;

pub use changes::{audit, list as changes};
pub use former::{find as former, forget as forget_former, keep as keep_former};

use crate::{
    access::ActorId,
    db::entity::membership,
    http::{extract::version_tag, problem::Failure},
    operation::Operation,
};
use hq_contract::{
    ETag,
    rules::{MemberRules, Rule},
    without_invisible,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// A list as a column keeps it. Names and tags of the time before characters that show nothing were refused lose them.
///
/// # Errors
/// 500 where it holds what the contract does not allow: a rule that is not understood may be one that denies.
pub fn read(column: &str) -> Result<Vec<Rule>, Failure> {
    serde_json::from_str(column)
        .or_else(|_| serde_json::from_str(&without_invisible(column)))
        .map_err(|error| Failure::internal(&error))
}

/// A list for a column.
#[must_use]
pub fn write(rules: &[Rule]) -> String {
    serde_json::json!(rules).to_string()
}

/// The version of a member's list.
#[must_use]
pub fn etag(member: &membership::Model) -> ETag {
    version_tag(member.rules_version)
}

/// Puts a list in the place of a member's, in a locked organization, with its line of the audit log. What they had when
/// they last left is no longer offered.
///
/// # Errors
/// Where the database fails.
pub async fn put(
    operation: &Operation,
    actor: ActorId,
    member: &membership::Model,
    rules: &[Rule],
) -> Result<(), Failure> {
    use membership::Column;
    membership::Entity::update_many()
        .col_expr(Column::Rules, Expr::value(write(rules)))
        .col_expr(Column::RulesCount, Expr::value(rules.len() as i64))
        .col_expr(Column::RulesVersion, Expr::col(Column::RulesVersion).add(1_i64))
        .filter(Column::OrganizationId.eq(member.organization_id))
        .filter(Column::UserId.eq(member.user_id))
        .exec(operation.tx())
        .await?;
    let before = read(&member.rules)?;
    audit(operation, member.organization_id, actor, member.user_id, (&before, rules)).await?;
    forget_former(operation, member).await
}

/// A member's list as it is shown; `former` to who may put it back.
///
/// # Errors
/// Where the database fails.
pub async fn present(
    db: &impl ConnectionTrait,
    member: &membership::Model,
    with_former: bool,
    now: i64,
) -> Result<MemberRules, Failure> {
    let former = if with_former { former(db, member, now).await? } else { None };
    Ok(MemberRules { rules: read(&member.rules)?, former })
}
