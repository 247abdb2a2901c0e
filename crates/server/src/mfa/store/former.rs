//! Multi-factor authentication as it was, to be put back.

use super::{codes::forget_recovery_codes, enabled};
use crate::{
    db::entity::{mfa, mfa_recovery_code},
    http::problem::Failure,
    mfa::secret,
    operation::Operation,
    platform::micros::Micros,
};
use hq_contract::{UserId, account_alerts::SecuredMfa};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use serde::{Deserialize, Serialize};

/// What an account had at a moment. Holds the secret in clear: it is kept sealed alone.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerMfa {
    /// The app; nothing where it was off.
    app: Option<FormerApp>,
    /// The hashes of the recovery codes that were left.
    recovery_codes: Vec<Vec<u8>>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FormerApp {
    secret: Vec<u8>,
    last_step: i64,
    enabled_at: Option<Micros>,
}

impl std::fmt::Debug for FormerMfa {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormerMfa(…)")
    }
}

impl FormerMfa {
    /// An account without it.
    #[must_use]
    pub fn off() -> Self {
        Self::default()
    }

    /// To be sealed.
    ///
    /// # Errors
    /// 500 where it cannot be written, which does not happen.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Failure> {
        serde_json::to_vec(self).map_err(|error| Failure::internal(&error))
    }

    /// What was sealed.
    ///
    /// # Errors
    /// 500 where it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        serde_json::from_slice(bytes).map_err(|error| Failure::internal(&error))
    }
}

/// What an account has now. Take it when a code that proves the change is spent, and before the change.
///
/// # Errors
/// Where the database fails; 500 where the secret cannot be opened.
pub async fn former(operation: &Operation, user: UserId) -> Result<FormerMfa, Failure> {
    let Some(row) = enabled(operation.tx(), user).await? else { return Ok(FormerMfa::off()) };
    let codes = mfa_recovery_code::Entity::find()
        .filter(mfa_recovery_code::Column::UserId.eq(user))
        .all(operation.tx())
        .await?;
    let secret = secret::open(operation.app().secrets(), &row)?;
    Ok(FormerMfa {
        app: Some(FormerApp { secret, last_step: row.last_step, enabled_at: row.enabled_at }),
        recovery_codes: codes.into_iter().map(|row| row.code_hash).collect(),
    })
}

/// Makes it as it was. A code of the app that was used since is not good again.
///
/// # Errors
/// Where the database fails; 409 `no_secrets_key`.
pub async fn put_back(operation: &Operation, user: UserId, former: &FormerMfa) -> Result<(), Failure> {
    let (app, tx) = (operation.app(), operation.tx());
    let present = enabled(tx, user).await?;
    forget_recovery_codes(operation, user).await?;
    mfa::Entity::delete_many().filter(mfa::Column::UserId.eq(user)).exec(tx).await?;
    let Some(FormerApp { secret, last_step, enabled_at }) = &former.app else { return Ok(()) };
    let used = match &present {
        Some(row) if secret::open(app.secrets(), row).is_ok_and(|now| now == *secret) => row.last_step,
        _ => *last_step,
    };
    let row = mfa::ActiveModel {
        user_id: Set(user),
        secret: Set(secret::seal(app, user, secret)?),
        last_step: Set(used.max(*last_step)),
        created_at: Set(operation.now()),
        enabled_at: Set(Some(enabled_at.unwrap_or_else(|| operation.now()))),
        session_id: Set(None),
        early_step: Set(None),
        early_at: Set(None),
    };
    mfa::Entity::insert(row).exec_without_returning(tx).await?;
    let codes = former
        .recovery_codes
        .iter()
        .map(|hash| mfa_recovery_code::ActiveModel { user_id: Set(user), code_hash: Set(hash.clone()) });
    if codes.len() > 0 {
        mfa_recovery_code::Entity::insert_many(codes).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What [`put_back`] would do to an account; nothing to put back leaves it as it is.
///
/// # Errors
/// Where the database fails.
pub async fn secured(
    db: &impl ConnectionTrait,
    user: UserId,
    former: Option<&FormerMfa>,
) -> Result<SecuredMfa, Failure> {
    let Some(former) = former else { return Ok(SecuredMfa::Unchanged) };
    let is_on = enabled(db, user).await?.is_some();
    Ok(match (former.app.is_some(), is_on) {
        (true, true) => SecuredMfa::FormerCodes,
        (true, false) => SecuredMfa::On,
        (false, true) => SecuredMfa::Off,
        (false, false) => SecuredMfa::Unchanged,
    })
}
