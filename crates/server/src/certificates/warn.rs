//! What is done about certificates as time goes by: warnings before they expire, and keys that are encrypted anew.

use super::store::{self, DAY, called, days_left, due_warning};
use crate::{
    app::App,
    db::{
        entity::{certificate, organization},
        sql,
    },
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    members,
    operation::{Operation, Origin},
    organizations,
    problem::Failure,
};
use axum::http::StatusCode;
use hq_contract::certificates::WARNING_DAYS;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _,
    sea_query::{Expr, ExprTrait as _},
};

/// Certificates of one round; the rest waits for the next.
const ROUND: i64 = 200;

/// Warns the admins of each organization whose certificates expire soon, once at each of the days. Safe on any number of
/// servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn warn(app: &App) -> Result<(), Failure> {
    const SOON: &str = "SELECT c.* FROM certificates c JOIN organizations o ON o.id = c.organization_id \
        WHERE c.not_after < ? AND c.not_after > ? AND o.deleted_at IS NULL \
        AND (c.warned_days IS NULL OR c.warned_days > ?) ORDER BY c.not_after LIMIT ?";
    let (now, db) = (app.now(), app.db().read());
    let (first, last) =
        (WARNING_DAYS.first().copied().unwrap_or(0), WARNING_DAYS.last().copied().unwrap_or(0));
    let values = [(now + first * DAY).into(), now.into(), last.into(), ROUND.into()];
    let soon = certificate::Entity::find()
        .from_raw_sql(sql(db.get_database_backend(), SOON, values))
        .all(db)
        .await?;
    for row in soon {
        let due = due_warning(days_left(&row, now));
        let told = row.warned_days.is_some_and(|warned| due.is_none_or(|due| due >= warned));
        if let (Some(due), false) = (due, told) {
            warn_of(app, &row, due).await?;
        }
    }
    Ok(())
}

async fn warn_of(app: &App, row: &certificate::Model, due: i64) -> Result<(), Failure> {
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let Some(organization) = organizations::store::lock(&operation, row.organization_id).await? else {
        return Ok(());
    };
    // Whoever is first tells it, and nobody does where it was replaced meanwhile.
    let first = certificate::Entity::update_many()
        .col_expr(certificate::Column::WarnedDays, Expr::value(due))
        .filter(certificate::Column::Id.eq(row.id))
        .filter(certificate::Column::Version.eq(row.version))
        .filter(
            Condition::any()
                .add(certificate::Column::WarnedDays.is_null())
                .add(certificate::Column::WarnedDays.gt(due)),
        )
        .exec(operation.tx())
        .await?;
    if first.rows_affected == 0 {
        return Ok(());
    }
    tell_admins(&mut operation, &organization, row).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

async fn tell_admins(
    operation: &mut Operation,
    organization: &organization::Model,
    row: &certificate::Model,
) -> Result<(), Failure> {
    // Of a day that has begun, the rest counts: "in 0 days" helps nobody.
    let days = u64::try_from(days_left(row, operation.now()) + 1).unwrap_or(0);
    let name = called(row)?;
    for admin in members::store::admins(operation.tx(), organization.id).await? {
        let (texts, app) = (texts_of(&admin), operation.app());
        let link = app.link(&format!("/organizations/{}/settings/certificates", organization.slug));
        let letter =
            Letter::to(app, &texts, &admin).certificate_expires(&organization.name, &name, days, link);
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}

/// Encrypts keys with the first key of the configuration that were encrypted with another, so that the other can go.
///
/// # Errors
/// Where the database fails. What cannot be decrypted is told in the log, and left as it is.
pub async fn seal_anew(app: &App) -> Result<(), Failure> {
    let secrets = app.secrets();
    if !secrets.can_seal() {
        return Ok(());
    }
    let rows = certificate::Entity::find().all(app.db().read()).await?;
    for row in rows.into_iter().filter(|row| !secrets.is_current(&row.sealed_key)) {
        let place = store::place(row.organization_id, row.id);
        let Ok(key) = secrets.open(&place, &row.sealed_key) else {
            tracing::error!(certificate = %row.id, "the private key cannot be decrypted: configure its secrets key");
            continue;
        };
        let Ok(sealed) = secrets.seal(app.random().as_ref(), &place, &key) else { return Ok(()) };
        certificate::Entity::update_many()
            .col_expr(certificate::Column::SealedKey, Expr::value(sealed))
            .filter(certificate::Column::Id.eq(row.id))
            .filter(Expr::col(certificate::Column::Version).eq(row.version))
            .exec(app.db().write())
            .await?;
    }
    Ok(())
}
