//! The key by which tokens of pages are known to be HQ's. It is in the database: there are servers without a key of their
//! own, and all of one database have to agree. Whoever reads it there can name other places of lists that they may read.

use super::entity::server_key;
use ring::hmac;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _};

/// Reads it.
///
/// # Errors
/// Where the database fails, or has none.
pub async fn read(db: &impl ConnectionTrait) -> Result<hmac::Key, DbErr> {
    let row = server_key::Entity::find_by_id(server_key::PAGE_TOKENS).one(db).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("the key of page tokens".to_owned()))?;
    Ok(hmac::Key::new(hmac::HMAC_SHA256, &row.secret))
}
