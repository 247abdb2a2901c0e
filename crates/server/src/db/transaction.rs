//! A transaction under way.

use super::{
    fault::silent,
    lane::{Generation, Lane},
    patience::Patience,
};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// A transaction; dropped without a commit, nothing of it has happened.
#[derive(Debug)]
pub struct Transaction {
    tx: DatabaseTransaction,
    line: Option<Line>,
}

/// The connection of a transaction on a server.
#[derive(Debug)]
pub(super) struct Line {
    lane: Arc<Lane>,
    generation: Arc<Generation>,
    /// Whether one of its statements was given up: nobody knows whose answer comes next.
    broken: AtomicBool,
}

impl Line {
    pub(super) const fn new(lane: Arc<Lane>, generation: Arc<Generation>) -> Self {
        Self { lane, generation, broken: AtomicBool::new(false) }
    }

    /// Waits for a statement, or for the end of the transaction, which may have to wait for another machine.
    async fn watch<T>(&self, statement: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let patience = Patience::current().map_or_else(|| self.lane.patience(), |patience| patience.left());
        if self.broken.load(Ordering::Relaxed) {
            return Err(silent(Duration::ZERO));
        }
        let outcome = self.lane.watch(&self.generation, patience, statement).await;
        if matches!(&outcome, Err(DbErr::Conn(_))) {
            self.broken.store(true, Ordering::Relaxed);
        }
        outcome
    }
}

impl Transaction {
    pub(super) const fn new(tx: DatabaseTransaction, line: Option<Line>) -> Self {
        Self { tx, line }
    }

    /// Makes everything that was done in it lasting.
    ///
    /// # Errors
    /// Where the database fails. What came of it is not known where the database is away.
    pub async fn commit(self) -> Result<(), DbErr> {
        match self.line {
            Some(line) => line.watch(self.tx.commit()).await,
            None => self.tx.commit().await,
        }
    }

    /// Takes back everything that was done in it.
    ///
    /// # Errors
    /// Where the database is away; everything is taken back all the same.
    pub async fn rollback(self) -> Result<(), DbErr> {
        match self.line {
            Some(line) => line.watch(self.tx.rollback()).await,
            None => self.tx.rollback().await,
        }
    }

    async fn run<T>(&self, statement: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        match &self.line {
            Some(line) => line.watch(statement).await,
            None => statement.await,
        }
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(self.tx.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(self.tx.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(self.tx.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(self.tx.query_all_raw(statement)).await
    }
}
