//! Rows of certificates as time goes by.

use super::{DAY, place};
use crate::{
    app::App,
    db::{entity::certificate, sql},
    http::problem::Failure,
    operation::Operation,
    platform::secrets::Secrets,
};
use hq_contract::certificates::{WARNINGS, Warning};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// Certificates of one round; the rest waits for the next.
const ROUND: i64 = 200;

/// Nobody hears on the day on which they have added or replaced a certificate what its page has told them.
const QUIET: i64 = DAY;

/// Those of which a warning is due that was not given, of organizations that are not deleted, the first to expire before the
/// others.
///
/// # Errors
/// Where the database fails.
pub async fn due(app: &App) -> Result<Vec<certificate::Model>, Failure> {
    let (now, db) = (app.now(), app.db().read());
    // The rule of `Warning::due`, so that a round is not filled with those that wait.
    let each = WARNINGS.map(|Warning { days, share, .. }| {
        let left = "(c.not_after - ?)";
        let due = format!("{left} <= {} AND {left} * {share} <= c.not_after - c.not_before", days * DAY);
        format!("(COALESCE(c.warned_days, {}) > {days} AND {due})", i64::MAX)
    });
    let text = format!(
        "SELECT c.* FROM certificates c JOIN organizations o ON o.id = c.organization_id \
         WHERE c.not_after > ? AND COALESCE(c.replaced_at, c.created_at) <= ? AND o.deleted_at IS NULL \
         AND ({}) ORDER BY c.not_after LIMIT {ROUND}",
        each.join(" OR ")
    );
    let values = [now, now - QUIET].into_iter().chain(WARNINGS.iter().flat_map(|_| [now, now]));
    let statement = sql(db.get_database_backend(), &text, values.map(Into::into));
    Ok(certificate::Entity::find().from_raw_sql(statement).all(db).await?)
}

/// Writes down that a warning is given; false where another server was first, or the certificate was replaced.
///
/// # Errors
/// Where the database fails.
pub async fn warned(operation: &Operation, row: &certificate::Model, days: i64) -> Result<bool, Failure> {
    let before = Condition::any()
        .add(certificate::Column::WarnedDays.is_null())
        .add(certificate::Column::WarnedDays.gt(days));
    let written = certificate::Entity::update_many()
        .col_expr(certificate::Column::WarnedDays, Expr::value(days))
        .filter(certificate::Column::Id.eq(row.id))
        .filter(certificate::Column::Version.eq(row.version))
        .filter(before)
        .exec(operation.tx())
        .await?;
    Ok(written.rows_affected == 1)
}

/// Every certificate there is.
///
/// # Errors
/// Where the database fails.
pub async fn every(app: &App) -> Result<Vec<certificate::Model>, Failure> {
    Ok(certificate::Entity::find().all(app.db().read()).await?)
}

/// Keeps the key of a certificate encrypted anew, unless it was replaced meanwhile.
///
/// # Errors
/// Where the database fails.
pub async fn keep_sealed(app: &App, row: &certificate::Model, sealed: Vec<u8>) -> Result<(), Failure> {
    certificate::Entity::update_many()
        .col_expr(certificate::Column::SealedKey, Expr::value(sealed))
        .filter(certificate::Column::Id.eq(row.id))
        .filter(Expr::col(certificate::Column::Version).eq(row.version))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// How many private keys cannot be opened with these keys.
///
/// # Errors
/// Where the database fails.
pub async fn unopenable(db: &impl ConnectionTrait, secrets: &Secrets) -> Result<usize, DbErr> {
    let rows = certificate::Entity::find().all(db).await?;
    let opens =
        |row: &certificate::Model| secrets.open(&place(row.organization_id, row.id), &row.sealed_key).is_ok();
    Ok(rows.iter().filter(|row| !opens(row)).count())
}
