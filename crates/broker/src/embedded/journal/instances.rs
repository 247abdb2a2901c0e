//! Instances.

use super::{
    Journal,
    rows::{INSTANCE, InstanceRow, Kind},
    sql,
};
use sea_orm::DbErr;
use uuid::Uuid;

impl Journal {
    /// An instance, one that is gone too.
    pub async fn instance(&self, id: Uuid) -> Result<Option<InstanceRow>, DbErr> {
        let query = format!("SELECT {INSTANCE} FROM broker_instances WHERE id = ?");
        let row = sql::one(&self.db, &query, [id.to_string().into()]).await?;
        row.as_ref().map(InstanceRow::read).transpose()
    }

    /// Calls an instance otherwise.
    pub async fn rename(&self, id: Uuid, name: &str, now: i64) -> Result<(), DbErr> {
        let rename = "UPDATE broker_instances SET name = ?, changed_at = ?, revision = revision + 1
                      WHERE id = ? AND state <> 'gone'";
        sql::run(&self.db, rename, [name.into(), now.into(), id.to_string().into()]).await.map(|_| ())
    }

    /// All that are not gone.
    pub async fn instances(&self) -> Result<Vec<InstanceRow>, DbErr> {
        let query = format!("SELECT {INSTANCE} FROM broker_instances WHERE state <> 'gone'");
        sql::all(&self.db, &query, []).await?.iter().map(InstanceRow::read).collect()
    }

    /// The dataplants that the front door answers for.
    pub async fn dataplants(&self) -> Result<Vec<InstanceRow>, DbErr> {
        let query = format!(
            "SELECT {INSTANCE} FROM broker_instances
             WHERE kind = ? AND state IN ('making', 'ready', 'failed') ORDER BY created_at, id"
        );
        let kind = Kind::Dataplant.as_str().into();
        sql::all(&self.db, &query, [kind]).await?.iter().map(InstanceRow::read).collect()
    }

    /// Something that is another whenever a dataplant has changed.
    pub async fn dataplants_version(&self) -> Result<(i64, i64), DbErr> {
        let query = "SELECT COUNT(*) AS count, CAST(COALESCE(SUM(revision), 0) AS BIGINT) AS revisions
                     FROM broker_instances WHERE kind = ?";
        let row = sql::one(&self.db, query, [Kind::Dataplant.as_str().into()]).await?;
        row.map_or(Ok((0, 0)), |row| Ok((row.try_get("", "count")?, row.try_get("", "revisions")?)))
    }

    /// Forgets what has been gone since before that moment.
    pub async fn forget_gone(&self, before: i64) -> Result<u64, DbErr> {
        let delete = "DELETE FROM broker_instances WHERE state = 'gone' AND changed_at < ?";
        sql::run(&self.db, delete, [before.into()]).await
    }
}
