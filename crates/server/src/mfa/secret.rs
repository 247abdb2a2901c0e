//! The secrets of authenticator apps, encrypted before they reach the database.

use super::{app_code::SECRET_BYTES, store};
use crate::{app::App, db::entity::mfa, http::problem::Failure, platform::secrets::Secrets};
use hq_contract::{ProblemCode, UserId};

/// Where a sealed secret belongs: in no other row it can be opened.
fn place(user: UserId) -> Vec<u8> {
    [b"mfa", &user.as_bytes()[..]].concat()
}

/// Whether a row holds its secret in clear, as all did once; a sealed one is longer.
const fn is_clear(kept: &[u8]) -> bool {
    kept.len() == SECRET_BYTES
}

/// A secret as its row keeps it.
///
/// # Errors
/// 409 `no_secrets_key`
pub fn seal(app: &App, user: UserId, secret: &[u8]) -> Result<Vec<u8>, Failure> {
    let sealed = app.secrets().seal(app.random().as_ref(), &place(user), secret);
    sealed.map_err(|_| ProblemCode::NoSecretsKey.into())
}

/// The secret of a row.
///
/// # Errors
/// 500 where the key that it was encrypted with is not configured any more.
pub fn open(secrets: &Secrets, row: &mfa::Model) -> Result<Vec<u8>, Failure> {
    if is_clear(&row.secret) {
        return Ok(row.secret.clone());
    }
    secrets.open(&place(row.user_id), &row.secret).map_err(|error| Failure::internal(&error))
}

/// Whether the secret of a row can be read.
pub fn opens(secrets: &Secrets, row: &mfa::Model) -> bool {
    is_clear(&row.secret) || secrets.open(&place(row.user_id), &row.secret).is_ok()
}

/// Encrypts secrets that lie in clear, and with the first key of the configuration those that were encrypted with another,
/// so that the other can go. Without a key the operator is told how many lie in clear: they go on working.
///
/// # Errors
/// Where the database fails. What cannot be decrypted is told in the log, and left as it is.
pub async fn seal_anew(app: &App) -> Result<(), Failure> {
    let mut in_clear = 0_u64;
    for row in store::every(app).await? {
        let sealed = if is_clear(&row.secret) {
            let sealed = seal(app, row.user_id, &row.secret).ok();
            in_clear += u64::from(sealed.is_none());
            sealed
        } else {
            app.secrets().renewed(app.random().as_ref(), &place(row.user_id), &row.secret).unwrap_or_else(
                |_| {
                    tracing::error!(
                        account = %row.user_id,
                        "the secret of two-step sign-in cannot be decrypted: configure its secrets key"
                    );
                    None
                },
            )
        };
        if let Some(sealed) = sealed {
            store::keep_sealed(app, &row, sealed).await?;
        }
    }
    if in_clear > 0 {
        tracing::warn!(
            accounts = in_clear,
            "secrets of two-step sign-in lie in the database in clear: configure a key with --secrets-key"
        );
    }
    Ok(())
}
