//! Credentials that wait to be shown, encrypted anew when the operator changes the key.

use crate::{app::App, db::entity::broker_binding, http::problem::Failure, platform::secrets::Secrets};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// Encrypts with the first key of the configuration what was encrypted with another, so that the other can go. Safe on any
/// number of servers at once: what was shown or removed meanwhile stays forgotten.
///
/// # Errors
/// Where the database fails. What cannot be decrypted is told in the log, and left as it is.
pub async fn seal_anew(app: &App) -> Result<(), Failure> {
    let secrets = app.secrets();
    if !secrets.can_seal() {
        return Ok(());
    }
    let sealed = broker_binding::Column::SealedCredentials;
    let rows = broker_binding::Entity::find().filter(sealed.is_not_null()).all(app.db().read()).await?;
    for row in rows {
        let Some(kept) = row.sealed_credentials else { continue };
        match secrets.renewed(app.random().as_ref(), row.id.as_bytes(), &kept) {
            Ok(Some(anew)) => {
                broker_binding::Entity::update_many()
                    .col_expr(sealed, Expr::value(anew))
                    .filter(broker_binding::Column::Id.eq(row.id))
                    .filter(Expr::col(sealed).eq(kept))
                    .exec(app.db().write())
                    .await?;
            }
            Ok(None) => {}
            Err(_) => {
                tracing::error!(binding = %row.id, "credentials cannot be decrypted: configure their secrets key");
            }
        }
    }
    Ok(())
}

/// How many credentials that wait to be shown cannot be opened with these keys.
///
/// # Errors
/// Where the database fails.
pub async fn unopenable(db: &impl ConnectionTrait, secrets: &Secrets) -> Result<usize, DbErr> {
    let sealed = broker_binding::Column::SealedCredentials;
    let rows = broker_binding::Entity::find().filter(sealed.is_not_null()).all(db).await?;
    let kept = rows.iter().filter_map(|row| Some((row.id, row.sealed_credentials.as_deref()?)));
    Ok(kept.filter(|(id, sealed)| secrets.open(id.as_bytes(), sealed).is_err()).count())
}
