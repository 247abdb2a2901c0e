//! An empty database for each test.

use hq_server::db::{migration::Migrator, sql};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Value};
use sea_orm_migration::MigratorTrait as _;
use std::sync::atomic::{AtomicU32, Ordering};

/// A new database of the PostgreSQL server that `cargo xtask test` starts.
#[expect(clippy::disallowed_methods, reason = "the one variable by which xtask tells the tests")]
pub async fn postgres() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("HQ_TEST_POSTGRES_URL").expect(
        "HQ_TEST_POSTGRES_URL is not set: `cargo xtask test api` starts a PostgreSQL server and sets it",
    );
    let name = format!("hq_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let admin = Database::connect(&server).await.expect("the PostgreSQL server of the tests answers");
    // Of an earlier process with this one's number, where the server is not made for the run.
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("gone");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a new database");
    admin.close().await.expect("closed");
    let (base, _) = server.rsplit_once('/').expect("a URL with a database");
    format!("{base}/{name}")
}

/// The tables of a former version: as they were before a step of the migration.
pub async fn before_step(url: &str, step: &str) -> DatabaseConnection {
    let db = Database::connect(url).await.expect("a database");
    let steps = Migrator::migrations();
    let before = steps.iter().position(|one| one.name() == step).expect("the step");
    Migrator::up(&db, u32::try_from(before).ok()).await.expect("the tables of a former version");
    db
}

/// Runs a statement with its values in the words of the database at hand.
pub async fn run<const N: usize>(db: &impl ConnectionTrait, text: &str, values: [Value; N]) {
    db.execute_raw(sql(db.get_database_backend(), text, values)).await.expect("a row");
}
