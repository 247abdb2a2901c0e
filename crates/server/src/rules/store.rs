//! Rules as rows keep them: a list as JSON, with its length and its version beside it.

mod changes;
mod column;
pub mod former;

pub use changes::{audit, list as changes};
pub use column::{read, write};
pub use former::{find as former, forget as forget_former, keep as keep_former};

use crate::{
    access::ActorId,
    db::entity::membership,
    http::{extract::version_tag, problem::Failure},
    operation::Operation,
    platform::micros::Micros,
};
use hq_contract::{
    ETag,
    rules::{MemberRules, Rule},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

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
    now: Micros,
) -> Result<MemberRules, Failure> {
    let former = if with_former { former(db, member, now).await? } else { None };
    Ok(MemberRules { rules: read(&member.rules)?, former })
}
