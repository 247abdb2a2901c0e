//! What was ordered, and how far it is: rows, in a database of its own on the storage server or in a file of the data folder.
//! No password is in it; credentials and private keys of dataplants are sealed.

mod bindings;
mod connect;
mod instances;
mod keys;
mod look;
mod operations;
mod rows;
mod sql;
mod steps;
mod tables;

pub use keys::{Belongs, place};
pub use look::Schema;
pub use operations::{Ended, Lease, Order, Ordered};
pub use rows::{
    BindingRow, BindingState, InstanceRow, InstanceState, Kind, OperationRow, OperationWord, StepRow,
};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait as _,
};

/// The journal.
#[derive(Clone, Debug)]
pub struct Journal {
    db: DatabaseConnection,
    /// Which journal it is: stands in the comment of each database and role, so that no other HQ takes them for its own.
    id: String,
}

impl Journal {
    /// Which journal it is.
    pub fn id(&self) -> &str {
        &self.id
    }

    async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        // Immediate: a transaction that read before it writes must not find out at its first write that another was
        // quicker.
        let sqlite_transaction_mode =
            (self.backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        self.db.begin_with_options(TransactionOptions { sqlite_transaction_mode, ..Default::default() }).await
    }

    fn backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }
}
