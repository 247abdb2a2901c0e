//! API keys, as far as they say who calls: read when a request comes, and looked at again before it commits.

use crate::{
    api_keys::secret::Secret,
    app::App,
    db::{Joined, Reads as _, Transaction, entity::api_key_secret, sql},
    http::problem::Failure,
    organizations::store::{self as organizations, Seen},
    platform::micros::Micros,
};
use hq_contract::{ApiKeyId, OrganizationRef, Role};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DbBackend, EntityTrait as _, QueryFilter as _,
    sea_query::{Condition, Expr},
};
use std::fmt;

/// An API key behind a request.
#[derive(Clone)]
pub struct Key {
    /// Which one.
    pub id: ApiKeyId,
    /// The hash of the secret that the request carries.
    pub secret_hash: Vec<u8>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How exactly the last use is known: not every request costs a write.
const USED_EVERY: i64 = 60 * 1_000_000;

/// The key whose secret this is, if that is good; with its organization where `reference` names that, and that was not deleted. In
/// one statement, by the hash: how long it takes tells nothing of the secrets that there are.
///
/// # Errors
/// Where the database fails.
pub async fn authenticate(
    app: &App,
    secret: &Secret,
    address: &str,
    reference: Option<&OrganizationRef>,
) -> Result<Option<(Key, Option<Seen>)>, Failure> {
    let (now, hash) = (app.now(), secret.hash());
    let Joined { columns, joins, mut values } = reference.map(organizations::seen_by_key).unwrap_or_default();
    let text = format!(
        "SELECT s.key_id, s.last_used_at, k.role, k.rules{columns} FROM api_key_secrets s \
        JOIN api_keys k ON k.id = s.key_id{joins} \
        WHERE s.token_hash = ? AND (s.expires_at IS NULL OR s.expires_at > ?) AND k.revoked_at IS NULL"
    );
    values.extend([hash.clone().into(), now.into()]);
    let db = app.db().quick();
    let found = db.row(&text, values, |row| {
        let seen = match reference {
            Some(_) => {
                let (role, rules): (Role, String) = (row.get(2)?, row.get(3)?);
                organizations::read_seen_by_key(row, (role, &rules), 4)?
            }
            None => None,
        };
        Ok((row.get::<ApiKeyId>(0)?, row.get::<Option<Micros>>(1)?, seen))
    });
    let Some((id, last_used_at, seen)) = found.await? else { return Ok(None) };
    if last_used_at.is_none_or(|last| now - last > USED_EVERY) {
        used(app, &hash, address, now).await?;
    }
    Ok(Some((Key { id, secret_hash: hash }, seen)))
}

/// Notes that a secret is used. Of many requests at once, one does.
async fn used(app: &App, hash: &[u8], address: &str, now: Micros) -> Result<(), Failure> {
    let before = Condition::any()
        .add(api_key_secret::Column::LastUsedAt.is_null())
        .add(api_key_secret::Column::LastUsedAt.lt(now - USED_EVERY));
    api_key_secret::Entity::update_many()
        .col_expr(api_key_secret::Column::LastUsedAt, Expr::value(now))
        .col_expr(api_key_secret::Column::LastUsedFrom, Expr::value(address))
        .filter(api_key_secret::Column::TokenHash.eq(hash))
        .filter(before)
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// Keeps the secret of a key from being taken away until the transaction ends.
///
/// # Errors
/// 401 `invalid_token` where it was, or is over.
pub async fn hold(tx: &Transaction, key: &Key, now: Micros) -> Result<(), Failure> {
    // As [`super::sessions::hold`].
    let lock = match tx.get_database_backend() {
        DbBackend::Postgres => " FOR KEY SHARE",
        _ => "",
    };
    let held = format!(
        "SELECT 1 FROM api_key_secrets WHERE token_hash = ? AND key_id = ? AND (expires_at IS NULL OR expires_at > ?){lock}"
    );
    let values = [key.secret_hash.clone().into(), key.id.into(), now.into()];
    let found = tx.query_one_raw(sql(tx.get_database_backend(), &held, values)).await?;
    found.map(|_| ()).ok_or_else(Failure::invalid_token)
}
