//! What came of a commit whose answer did not arrive.

use crate::{
    app::App,
    db::{Fault, Patience, entity::audit_log},
    http::{again, problem::Failure},
};
use hq_contract::AuditEntryId;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait as _, DbBackend, DbErr, EntityTrait as _, sea_query::OnConflict,
};
use std::time::Duration;
use tokio::time::sleep;

/// Finds out what came of a commit that ended in `error`, by the line that it wrote into the audit log: the answer is still at hand.
/// Also with a key: another try is kept from the answer that lies under it by whatever the first one took away, as the right to an
/// organization that it deleted. What has a key and wrote no line is tried again, and finds the row of its key (`begin_once`).
///
/// # Errors
/// Where nothing has happened, or where that cannot be found out: then the work is not tried again.
pub async fn find(app: &App, error: DbErr, keyed: bool, line: Option<AuditEntryId>) -> Result<(), Failure> {
    let in_doubt = matches!(Fault::of(&error), Some(Fault::Away | Fault::Busy))
        && app.db().write().get_database_backend() == DbBackend::Postgres;
    if !in_doubt || (keyed && line.is_none()) {
        return Err(error.into());
    }
    let found = match line {
        Some(line) => look(app, line).await,
        None => None,
    };
    match found {
        Some(true) => {
            tracing::info!("a commit had happened whose answer did not arrive");
            return Ok(());
        }
        Some(false) => {}
        None => {
            if let Some(patience) = Patience::current() {
                patience.settle();
            }
        }
    }
    Err(error.into())
}

/// Whether a line was committed; none where the database stays away, or has not ended its transaction. For as long as a request
/// would be tried again, so that a short failover is over by then.
async fn look(app: &App, line: AuditEntryId) -> Option<bool> {
    let Some(patience) = Patience::current() else { return is_there(app, line).await.ok() };
    let mut pause = Duration::ZERO;
    for number in 1..=again::TRIES {
        let more = patience.again(pause)?;
        sleep(pause).await;
        match more.run(is_there(app, line)).await {
            Ok(found) => return Some(found),
            Err(error) if Fault::of(&error).is_none() => return None,
            Err(_) => pause = again::pause(app, number),
        }
    }
    None
}

/// Tries to write a line under the same id, and takes it back. Unlike a read, that waits for the transaction in question, should it
/// still be under way.
async fn is_there(app: &App, line: AuditEntryId) -> Result<bool, DbErr> {
    let tx = app.db().begin().await?;
    let row = audit_log::ActiveModel {
        id: Set(line),
        organization_id: Set(None),
        actor_id: Set(None),
        api_key_id: Set(None),
        action: Set(String::new()),
        subject: Set(String::new()),
        detail: Set("{}".to_owned()),
        address: Set(String::new()),
        request_id: Set(String::new()),
        created_at: Set(app.now()),
    };
    let once = OnConflict::column(audit_log::Column::Id).do_nothing().to_owned();
    let written = audit_log::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
    tx.rollback().await?;
    Ok(written == 0)
}
