//! An empty database for each test.

use sea_orm::{ConnectionTrait as _, Database};
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
