//! Connections to a PostgreSQL server, for one kind of work. sqlx knows no deadline of a statement and keeps what it cannot give
//! back; here a server that keeps silent is given up, and with it all connections that were made to it.

use super::{
    fault::{Fault, silent},
    patience::Patience,
    pool::Connections,
};
use sea_orm::{
    DatabaseConnection, DbErr, SqlxPostgresConnector,
    sqlx::{
        Executor as _,
        postgres::{PgConnectOptions, PgPoolOptions},
    },
};
use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, timeout};

/// How long connections that were given up may take to close. Some never do: the other side has to answer.
const CLOSING: Duration = Duration::from_secs(30);
/// Connections are given up for silence at most this often. A server that is slow, and not silent, would run out of them.
const SETTLING: Duration = Duration::from_secs(5);
/// For so long a server keeps a transaction of somebody who does nothing: they may have lost the line. Longer than anybody of us
/// does something else meanwhile.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(10);

/// How many connections for what.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// At most so many connections.
    pub connections: u32,
    /// How long to wait for one: less than for a statement, so that what took too long is known.
    pub wait: Duration,
    /// How long the server may take for a statement before it ends it by itself.
    pub statement: Duration,
    /// How long to wait for the end of a statement, whatever the server does.
    pub patience: Duration,
}

impl Terms {
    /// For what the server does by itself, and for files on their way to a client.
    pub const WORK: Self = Self {
        connections: 8,
        wait: Duration::from_secs(5),
        statement: Duration::from_secs(15),
        patience: Duration::from_secs(16),
    };

    /// For requests: somebody waits, for so long.
    pub fn requests(patience: Duration) -> Self {
        Self { connections: 16, wait: patience * 4 / 9, statement: patience * 5 / 6, patience }
    }
}

/// Connections on the same terms.
#[derive(Debug)]
pub struct Lane {
    options: PgConnectOptions,
    terms: Terms,
    current: RwLock<Arc<Generation>>,
    /// How often the server was given up, by this lane or another.
    epoch: Arc<AtomicU64>,
    closed: AtomicBool,
}

/// Connections that were made since the server was given up the last time.
#[derive(Debug)]
pub struct Generation {
    db: DatabaseConnection,
    begun: Instant,
    /// Milliseconds from the beginning to the last answer; none yet.
    answered: AtomicU64,
    /// How often the server had been given up by anybody when it began.
    epoch: u64,
}

const NEVER: u64 = u64::MAX;

impl Generation {
    fn new(options: &PgConnectOptions, terms: Terms, epoch: u64) -> Self {
        let settings = format!(
            // Guards stand in statements, and wait for each other: a stricter level, which may be the database's default, would
            // refuse one of two instead.
            "SET default_transaction_isolation = 'read committed'; \
            SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}",
            terms.statement.as_millis(),
            IDLE_IN_TRANSACTION.as_millis()
        );
        let pool = PgPoolOptions::new()
            .max_connections(terms.connections)
            .acquire_timeout(terms.wait)
            // What is wrong with a connection is found out by its first statement; asking the server before each statement would
            // double the round trips.
            .test_before_acquire(false)
            .after_connect(move |connection, _| {
                let settings = sea_orm::sqlx::AssertSqlSafe(settings.clone());
                Box::pin(async move { connection.execute(settings).await.map(|_| ()) })
            })
            .connect_lazy_with(options.clone());
        Self {
            db: SqlxPostgresConnector::from_sqlx_postgres_pool(pool),
            begun: Instant::now(),
            answered: AtomicU64::new(NEVER),
            epoch,
        }
    }

    fn age(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(NEVER - 1)
    }

    fn answers(&self) {
        self.answered.store(self.age(), Ordering::Relaxed);
    }

    /// Whether the server answered once, and has answered nobody for so long.
    fn is_silent(&self, patience: Duration) -> bool {
        let answered = self.answered.load(Ordering::Relaxed);
        let silent =
            self.age().saturating_sub(answered) >= u64::try_from(patience.as_millis()).unwrap_or(NEVER);
        answered != NEVER && silent && self.begun.elapsed() >= SETTLING
    }
}

impl Lane {
    /// No connection is made before it is needed. Lanes to the same server share an epoch: where one gives it up, all do.
    pub fn new(options: PgConnectOptions, terms: Terms, epoch: Arc<AtomicU64>) -> Self {
        let current = RwLock::new(Arc::new(Generation::new(&options, terms, 0)));
        Self { options, terms, current, epoch, closed: AtomicBool::new(false) }
    }

    /// How long to wait for a statement.
    pub const fn patience(&self) -> Duration {
        self.terms.patience
    }

    /// The connections of now.
    pub fn generation(&self) -> Arc<Generation> {
        let epoch = self.epoch.load(Ordering::Relaxed);
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner).clone();
        if current.epoch >= epoch || self.closed.load(Ordering::Relaxed) {
            return current;
        }
        self.renew(&current, epoch);
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How they are used, under a name.
    pub fn connections(&self, name: &'static str) -> Connections {
        Connections::of(name, self.generation().db.get_postgres_connection_pool())
    }

    /// Runs a statement on one of the connections, for so long at most.
    pub async fn run<T, F>(
        &self,
        patience: Duration,
        statement: impl FnOnce(DatabaseConnection) -> F,
    ) -> Result<(T, Arc<Generation>), DbErr>
    where
        F: Future<Output = Result<T, DbErr>>,
    {
        let generation = self.generation();
        let outcome = self.watch(&generation, patience, statement(generation.db.clone())).await;
        outcome.map(|value| (value, generation))
    }

    /// Waits for a statement, for so long at most, and draws the conclusions from how it ends.
    pub async fn watch<T>(
        &self,
        generation: &Arc<Generation>,
        patience: Duration,
        statement: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        let mut statement = std::pin::pin!(statement);
        let asked = Instant::now();
        let answer = timeout(patience, &mut statement).await;
        if let Some(patience) = Patience::current() {
            patience.spend(asked.elapsed());
        }
        let Ok(outcome) = answer else {
            // A statement that is slow, while others are answered, is given up alone. One that had little time left says less of
            // the server.
            let long = patience.clamp(self.terms.patience / 2, self.terms.patience);
            if generation.is_silent(long) {
                // Before it is dropped: its connection is to be closed, and not to be asked whether it is well.
                self.give_up(generation);
            }
            return Err(silent(patience));
        };
        match &outcome {
            // All are taken, and none has answered for long: they hang where they were given back.
            Err(DbErr::ConnectionAcquire(_)) if generation.is_silent(self.terms.patience) => {
                self.give_up(generation)
            }
            Err(DbErr::ConnectionAcquire(_)) => {}
            Err(error) if Fault::of(error) == Some(Fault::Away) => self.give_up(generation),
            _ => generation.answers(),
        }
        outcome
    }

    /// Makes new connections from now on, unless the server never answered on the former ones.
    fn give_up(&self, former: &Arc<Generation>) {
        if former.answered.load(Ordering::Relaxed) == NEVER || self.closed.load(Ordering::Relaxed) {
            return;
        }
        let given_up = former.epoch + 1;
        // Whoever finds out the same at the same time has done it.
        if self.epoch.fetch_max(given_up, Ordering::Relaxed) < given_up {
            tracing::warn!("connections to the database were given up; new ones are made");
        }
        self.renew(former, given_up);
    }

    /// Puts new connections in the place of these. They are closed as soon as whoever uses them is done.
    fn renew(&self, former: &Arc<Generation>, epoch: u64) {
        {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            if !Arc::ptr_eq(&current, former) {
                return;
            }
            *current = Arc::new(Generation::new(&self.options, self.terms, epoch));
        }
        let closing = former.db.clone().close();
        tokio::spawn(timeout(CLOSING, closing));
    }

    /// Closes every connection, for good.
    pub async fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        let _ = timeout(CLOSING, self.generation().db.clone().close()).await;
    }
}
