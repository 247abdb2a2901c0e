//! Where statements go that are no part of a transaction.

use super::{
    lane::{Lane, Terms},
    patience::Patience,
    transaction::{Line, Transaction},
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionOptions, TransactionTrait as _, prelude::async_trait::async_trait,
    sqlx::postgres::PgConnectOptions,
};
use std::{sync::Arc, time::Duration};

/// Connections to the database.
#[derive(Clone, Debug)]
pub enum Pool {
    /// To a file: it does not go away.
    File(DatabaseConnection),
    /// To a server: those that requests use, and those for everything else, so that neither keeps the other from working.
    Server(Arc<Lane>, Arc<Lane>),
}

impl Pool {
    /// Connections to a PostgreSQL server, made as they are needed.
    pub(super) fn server(options: &PgConnectOptions, patience: Duration) -> Self {
        let epoch = Arc::default();
        let lane = |terms| Arc::new(Lane::new(options.clone(), terms, Arc::clone(&epoch)));
        Self::Server(lane(Terms::requests(patience)), lane(Terms::WORK))
    }

    /// How many connections there are, and how many of them are idle.
    #[must_use]
    pub fn sizes(&self) -> (u32, usize) {
        match self {
            Self::File(db) => {
                let pool = db.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
            Self::Server(requests, work) => {
                let (requests, work) = (requests.sizes(), work.sizes());
                (requests.0 + work.0, requests.1 + work.1)
            }
        }
    }

    /// Begins a transaction.
    pub(super) async fn begin(&self, options: TransactionOptions) -> Result<Transaction, DbErr> {
        match self {
            Self::File(db) => Ok(Transaction::new(db.begin_with_options(options).await?, None)),
            Self::Server(requests, work) => {
                let (lane, patience) = choose(requests, work);
                let begun = lane.run(patience, |db| async move { db.begin_with_options(options).await });
                let (tx, generation) = begun.await?;
                Ok(Transaction::new(tx, Some(Line::new(lane.clone(), generation))))
            }
        }
    }

    /// Closes every connection.
    pub(super) async fn close(&self) {
        match self {
            Self::File(db) => {
                let _ = db.clone().close().await;
            }
            Self::Server(requests, work) => {
                futures::join!(requests.close(), work.close());
            }
        }
    }

    async fn run<T, F>(&self, statement: impl FnOnce(DatabaseConnection) -> F) -> Result<T, DbErr>
    where
        F: Future<Output = Result<T, DbErr>>,
    {
        match self {
            Self::File(db) => statement(db.clone()).await,
            Self::Server(requests, work) => {
                let (lane, patience) = choose(requests, work);
                lane.run(patience, statement).await.map(|(value, _)| value)
            }
        }
    }
}

/// Which connections the work at hand uses, and how long its next statement may take.
fn choose<'a>(requests: &'a Arc<Lane>, work: &'a Arc<Lane>) -> (&'a Arc<Lane>, Duration) {
    match Patience::current() {
        Some(patience) => (requests, patience.left()),
        None => (work, work.patience()),
    }
}

#[async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::File(_) => DbBackend::Sqlite,
            Self::Server(..) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(|db| async move { db.execute_raw(statement).await }).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(|db| async move { db.execute_unprepared(sql).await }).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(|db| async move { db.query_one_raw(statement).await }).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(|db| async move { db.query_all_raw(statement).await }).await
    }
}
