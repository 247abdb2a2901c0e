//! The secrets key: whether it opens what it encrypted.

use super::{About, Finding};
use crate::{
    account_alerts, brokers, certificates,
    config::{DatabaseUrl, Secret, secrets_key},
    mfa,
    platform::secrets::Secrets,
};
use sea_orm::{DatabaseConnection, DbErr};

/// Opens all that is kept encrypted, where the database can be read, and keeps none of it.
pub async fn examine(
    given: &[Secret],
    database: &DatabaseUrl,
    db: Option<&DatabaseConnection>,
) -> Vec<Finding> {
    let keys = secrets_key::given(given).and_then(|keys| secrets_key::existing(&keys, database));
    let keys = match keys {
        Ok(keys) => keys,
        Err(error) => return vec![Finding::bad(About::SecretsKey, error.to_string())],
    };
    if let Some(db) = db {
        match unopenable(db, &keys).await {
            Ok(closed) if !closed.is_empty() => return vec![missing(&closed)],
            Ok(_) => {}
            Err(error) => return vec![Finding::bad(About::SecretsKey, database.failed(&error).to_string())],
        }
    }
    vec![Finding::good(About::SecretsKey, how_it_is(&keys, database, db.is_some()))]
}

fn how_it_is(keys: &Secrets, database: &DatabaseUrl, read: bool) -> String {
    match (keys.can_seal(), secrets_key::beside(database)) {
        (true, _) if read => "Everything that is kept encrypted can be read.".to_owned(),
        (true, _) => "There is one.".to_owned(),
        (false, Some(file)) => format!("There is none yet: the first start makes {}.", file.display()),
        (false, None) => {
            "There is none: no TLS certificates can be added, and nobody can set two-step sign-in up. Give \
                          one with --secrets-key where that is not meant."
                .to_owned()
        }
    }
}

fn missing(closed: &[String]) -> Finding {
    Finding::bad(
        About::SecretsKey,
        format!(
            "It does not open what is kept: {}. Give the key with which that was encrypted behind the new one, \
             --secrets-key NEW,OLD, or put the key file back that lay beside the database.",
            closed.join(", ")
        ),
    )
}

/// What cannot be opened, in words.
async fn unopenable(db: &DatabaseConnection, keys: &Secrets) -> Result<Vec<String>, DbErr> {
    let counts = [
        (certificates::store::watched::unopenable(db, keys).await?, "private keys of certificates"),
        (mfa::store::unopenable(db, keys).await?, "secrets of authenticator apps"),
        (
            account_alerts::store::unopenable(db, keys).await?,
            "former settings of two-step sign-in that a mail's link would put back",
        ),
        (brokers::unopenable(db, keys).await?, "credentials of storage engines that wait to be shown"),
    ];
    let closed = counts.iter().filter(|(count, _)| *count > 0);
    Ok(closed.map(|(count, what)| format!("{what} ({count})")).collect())
}
