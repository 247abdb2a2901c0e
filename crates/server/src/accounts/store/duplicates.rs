//! Accounts whose address turned out to be that of an older one, which keeps it. Addresses were once compared so that two
//! spellings of one mailbox could have an account each (docs/decisions/0022-addresses.md).

use crate::{
    app::App,
    db::{duplicates::PREFIX, entity::user},
    http::problem::Failure,
};
use hq_contract::UserId;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// Tells the operator, at every start until it is resolved, who cannot sign in by their address.
///
/// # Errors
/// Where the database fails.
pub async fn warn(app: &App) -> Result<usize, Failure> {
    let db = app.db().read();
    let younger = user::Entity::find()
        .filter(user::Column::EmailCanonical.starts_with(PREFIX))
        .order_by_asc(user::Column::Id)
        .all(db)
        .await?;
    for account in &younger {
        let address = account.email_canonical.splitn(3, ':').nth(2).unwrap_or_default();
        let older = user::Entity::find().filter(user::Column::EmailCanonical.eq(address)).one(db).await?;
        tracing::warn!(
            account = %account.id,
            older = %older.map_or(UserId::nil(), |older| older.id),
            "two accounts have one address: the older one keeps it, and nobody can sign in to the other; \
             docs/operations.md, \"Two accounts of one address\", says what to do",
        );
    }
    Ok(younger.len())
}
