//! Rows of secrets: at most two of a key are good at once.

use super::find;
use crate::{
    access::ActorId,
    api_keys::{ends::DAY, secret::Secret},
    app::App,
    db::entity::{api_key, api_key_secret, idempotency_key},
    http::problem::Failure,
    operation::{Idempotency, Operation},
    platform::{micros::Micros, token::hash},
};
use hq_contract::{ApiKeyId, OrganizationId, ProblemCode};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _,
    sea_query::{Condition, Expr, ExprTrait as _, OnConflict},
};

/// By what a request is known that is repeated. Its answer is not kept, as others are: it told a secret.
#[derive(Clone, Debug)]
pub struct Retry {
    hash: Vec<u8>,
    fingerprint: Vec<u8>,
}

impl Retry {
    /// Of a caller's request with an `Idempotency-Key`.
    #[must_use]
    pub fn of(once: &Idempotency, caller: ActorId) -> Option<Self> {
        let key = once.key.as_deref()?;
        Some(Self {
            hash: hash(&["api key", &caller.to_string(), key]),
            fingerprint: hash(&[key, &once.target, &once.body]),
        })
    }
}

/// Keeps the hash of a new secret.
///
/// # Errors
/// Where the database fails.
pub async fn add(
    operation: &Operation,
    key: ApiKeyId,
    secret: &Secret,
    expires_at: Option<Micros>,
    retry: Option<Retry>,
) -> Result<(), Failure> {
    if let Some(retry) = &retry {
        remember(operation, retry).await?;
    }
    let (retry_hash, retry_fingerprint) = retry.map(|retry| (retry.hash, retry.fingerprint)).unzip();
    let row = api_key_secret::Model {
        token_hash: secret.hash(),
        key_id: key,
        starts_with: secret.starts_with().to_owned(),
        created_at: operation.now(),
        expires_at,
        replaced_at: None,
        warned_at: None,
        last_used_at: None,
        last_used_from: None,
        retry_hash,
        retry_fingerprint,
    };
    let active = api_key_secret::ActiveModel::from(row);
    api_key_secret::Entity::insert(active).exec_without_returning(operation.tx()).await?;
    Ok(())
}

/// Keeps that a request made a secret, for as long as a retry of it may come: the secret itself may be gone by then.
async fn remember(operation: &Operation, retry: &Retry) -> Result<(), Failure> {
    use idempotency_key::Column;
    let row = idempotency_key::Model {
        key_hash: retry.hash.clone(),
        fingerprint: retry.fingerprint.clone(),
        status: None,
        body: None,
        etag: None,
        session_id: None,
        created_at: operation.now(),
    };
    let anew = OnConflict::column(Column::KeyHash)
        .update_columns([Column::Fingerprint, Column::CreatedAt])
        .to_owned();
    idempotency_key::Entity::insert(idempotency_key::ActiveModel::from(row))
        .on_conflict(anew)
        .exec_without_returning(operation.tx())
        .await?;
    Ok(())
}

/// Whether a request that made a secret within the last day comes again, though that secret is gone by now.
async fn guard_gone(operation: &Operation, retry: &Retry) -> Result<(), Failure> {
    let made = idempotency_key::Entity::find_by_id(retry.hash.clone())
        .filter(idempotency_key::Column::CreatedAt.gt(operation.now() - DAY))
        .one(operation.tx())
        .await?;
    match made {
        None => Ok(()),
        Some(made) if made.fingerprint == retry.fingerprint => Err(ProblemCode::AlreadyShown.into()),
        Some(_) => Err(ProblemCode::IdempotencyKeyReused.into()),
    }
}

/// A key for which a request that is repeated made a secret, and the secret that takes the place of that one.
#[derive(Debug)]
pub struct Again {
    /// The key.
    pub row: api_key::Model,
    /// What the secret began with that was told first, and never used.
    pub never_used: String,
    /// The one that is good from now on.
    pub secret: Secret,
}

/// The key for which a request that is repeated made a secret within the last day, and another secret of it in the place of that
/// one, which may never have arrived. Under the organization's lock, and so once at a time.
///
/// # Errors
/// 422 `idempotency_key_reused`; 409 `already_shown` where the secret was used, and so has arrived, or was replaced or revoked since.
pub async fn again(
    operation: &Operation,
    organization: OrganizationId,
    retry: Option<&Retry>,
) -> Result<Option<Again>, Failure> {
    let Some(retry) = retry else { return Ok(None) };
    let made = api_key_secret::Entity::find()
        .filter(api_key_secret::Column::RetryHash.eq(retry.hash.clone()))
        .filter(api_key_secret::Column::CreatedAt.gt(operation.now() - DAY))
        .one(operation.tx())
        .await?;
    let Some(made) = made else {
        guard_gone(operation, retry).await?;
        return Ok(None);
    };
    if made.retry_fingerprint.as_ref() != Some(&retry.fingerprint) {
        return Err(ProblemCode::IdempotencyKeyReused.into());
    }
    let row = find(operation.tx(), organization, made.key_id).await?;
    let secret = Secret::new(operation.app().random().as_ref());
    let changed = api_key_secret::Entity::update_many()
        .col_expr(api_key_secret::Column::TokenHash, Expr::value(secret.hash()))
        .col_expr(api_key_secret::Column::StartsWith, Expr::value(secret.starts_with()))
        .filter(api_key_secret::Column::TokenHash.eq(made.token_hash))
        .filter(api_key_secret::Column::LastUsedAt.is_null())
        .filter(api_key_secret::Column::ReplacedAt.is_null())
        .exec(operation.tx())
        .await?;
    if changed.rows_affected == 1 {
        Ok(Some(Again { row, never_used: made.starts_with, secret }))
    } else {
        Err(ProblemCode::AlreadyShown.into())
    }
}

/// Lets the secret that a key has be good until `until` at most, and ends the one that it had before.
///
/// # Errors
/// Where the database fails.
pub async fn replace(operation: &Operation, key: ApiKeyId, until: Micros) -> Result<(), Failure> {
    let now = operation.now();
    let over = if until <= now {
        Condition::all()
    } else {
        Condition::any()
            .add(api_key_secret::Column::ReplacedAt.is_not_null())
            .add(api_key_secret::Column::ExpiresAt.lte(now))
    };
    api_key_secret::Entity::delete_many()
        .filter(api_key_secret::Column::KeyId.eq(key))
        .filter(over)
        .exec(operation.tx())
        .await?;
    api_key_secret::Entity::update_many()
        .col_expr(api_key_secret::Column::ReplacedAt, Expr::value(now))
        .filter(api_key_secret::Column::KeyId.eq(key))
        .exec(operation.tx())
        .await?;
    api_key_secret::Entity::update_many()
        .col_expr(api_key_secret::Column::ExpiresAt, Expr::value(until))
        .filter(api_key_secret::Column::KeyId.eq(key))
        .filter(
            Condition::any()
                .add(api_key_secret::Column::ExpiresAt.is_null())
                .add(api_key_secret::Column::ExpiresAt.gt(until)),
        )
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Takes all secrets of a key away.
///
/// # Errors
/// Where the database fails.
pub async fn remove_all(operation: &Operation, key: ApiKeyId) -> Result<(), Failure> {
    api_key_secret::Entity::delete_many()
        .filter(api_key_secret::Column::KeyId.eq(key))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// The keys whose secrets end within so long, were good for longer, and of which nobody was told yet; with the hash of each.
///
/// # Errors
/// Where the database fails.
pub async fn ending(app: &App, within: i64) -> Result<Vec<(api_key::Model, Vec<u8>)>, Failure> {
    let now = app.now();
    let ending = api_key_secret::Entity::find()
        .filter(api_key_secret::Column::ReplacedAt.is_null())
        .filter(api_key_secret::Column::WarnedAt.is_null())
        .filter(api_key_secret::Column::ExpiresAt.gt(now))
        .filter(api_key_secret::Column::ExpiresAt.lte(now + within))
        .filter(
            Expr::col(api_key_secret::Column::ExpiresAt)
                .sub(Expr::col(api_key_secret::Column::CreatedAt))
                .gt(within),
        )
        .all(app.db().read())
        .await?;
    let mut found = Vec::new();
    for secret in ending {
        let row = api_key::Entity::find_by_id(secret.key_id).one(app.db().read()).await?;
        found.extend(row.map(|row| (row, secret.token_hash)));
    }
    Ok(found)
}

/// Notes that the end of a secret was told of, and answers when it is; nothing where another server told, or it is gone.
///
/// # Errors
/// Where the database fails.
pub async fn warned(operation: &Operation, hash: &[u8]) -> Result<Option<Micros>, Failure> {
    let noted = api_key_secret::Entity::update_many()
        .col_expr(api_key_secret::Column::WarnedAt, Expr::value(operation.now()))
        .filter(api_key_secret::Column::TokenHash.eq(hash))
        .filter(api_key_secret::Column::WarnedAt.is_null())
        .filter(api_key_secret::Column::ReplacedAt.is_null())
        .exec(operation.tx())
        .await?;
    if noted.rows_affected == 0 {
        return Ok(None);
    }
    let row = api_key_secret::Entity::find_by_id(hash).one(operation.tx()).await?;
    Ok(row.and_then(|row| row.expires_at))
}

/// Forgets secrets that were replaced and are over.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    api_key_secret::Entity::delete_many()
        .filter(api_key_secret::Column::ReplacedAt.is_not_null())
        .filter(api_key_secret::Column::ExpiresAt.lte(app.now()))
        .exec(app.db().write())
        .await?;
    Ok(())
}
