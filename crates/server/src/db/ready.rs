//! Whether the database takes writes.

use super::{Db, Fault, Patience, Pool};
use sea_orm::{ConnectionTrait as _, DbBackend, DbErr, Statement};
use std::time::Duration;

impl Db {
    /// Whether the database takes writes at present: a standby does not, nor does a primary that was told to be one.
    ///
    /// # Errors
    /// Where it is away.
    pub async fn takes_writes(&self) -> Result<bool, DbErr> {
        let patience = Patience::begin(self.patience());
        let first = patience.run(self.ask()).await;
        // A connection that is over says nothing of the database.
        match (&first, patience.again(Duration::ZERO)) {
            (Err(error), Some(more)) if Fault::of(error).is_some() => more.run(self.ask()).await,
            _ => first,
        }
    }

    async fn ask(&self) -> Result<bool, DbErr> {
        match self.read() {
            Pool::Server(..) => {
                const ASK: &str =
                    "SELECT NOT pg_is_in_recovery() AND NOT current_setting('transaction_read_only')::bool";
                let row = self.read().query_one_raw(Statement::from_string(DbBackend::Postgres, ASK)).await?;
                row.map_or(Ok(false), |row| row.try_get_by_index(0))
            }
            // The lock of a writer, taken and given back: the file and its folder can be written.
            Pool::File(_) => self.begin().await?.rollback().await.map(|()| true),
        }
    }
}
