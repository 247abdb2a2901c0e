//! A database for each test.

use hq_server::db::{Db, migration::Migrator, sql};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Value};
use sea_orm_migration::MigratorTrait as _;
use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use tempfile::TempDir;

/// A new database of the PostgreSQL server that `cargo xtask test` starts.
pub async fn postgres() -> String {
    let (admin, name) = (admin().await, new_name());
    forget_ended(&admin).await;
    create(&admin, &name).await;
    admin.close().await.expect("closed");
    url_of(&name)
}

/// The same, with today's tables: a copy of a database in which they were made once. Making them in 39 steps takes longer than
/// most tests.
pub async fn postgres_with_tables() -> String {
    let (admin, name, tables) = (admin().await, new_name(), format!("hq_tables_{}", build()));
    forget_ended(&admin).await;
    forget(&admin, &name).await;
    let copy = format!("CREATE DATABASE {name} TEMPLATE {tables}");
    if admin.execute_unprepared(&copy).await.is_err() {
        // Of several tests at once, one makes them.
        admin.execute_unprepared("SELECT pg_advisory_lock(721)").await.expect("the lock");
        let there = format!("SELECT 1 FROM pg_database WHERE datname = '{tables}'");
        if admin.query_one_raw(sql(DbBackend::Postgres, &there, [])).await.expect("an answer").is_none() {
            make_tables(&admin, &tables).await;
        }
        admin.execute_unprepared("SELECT pg_advisory_unlock(721)").await.expect("unlocked");
        admin.execute_unprepared(&copy).await.expect("a copy");
    }
    admin.close().await.expect("closed");
    url_of(&name)
}

/// A database with today's tables, under this name once they are all there.
async fn make_tables(admin: &DatabaseConnection, name: &str) {
    let begun = format!("{name}_begun");
    create(admin, &begun).await;
    Db::connect(&url_of(&begun)).await.expect("its tables").close().await;
    admin.execute_unprepared(&format!("ALTER DATABASE {begun} RENAME TO {name}")).await.expect("its name");
    // Of earlier builds, where the server is not made for the run.
    let former =
        format!("SELECT datname FROM pg_database WHERE datname LIKE 'hq_tables_%' AND datname <> '{name}'");
    for row in admin.query_all_raw(sql(DbBackend::Postgres, &former, [])).await.expect("databases") {
        let former: String = row.try_get_by_index(0).expect("a name");
        // Another build's tests may run beside these.
        let _ = admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {former}")).await;
    }
}

/// An empty database of this name.
async fn create(admin: &DatabaseConnection, name: &str) {
    forget(admin, name).await;
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a new database");
}

/// Removes what an earlier process with this one's number has left, where the server is not made for the run.
async fn forget(admin: &DatabaseConnection, name: &str) {
    admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("gone");
}

/// Removes the databases of tests that have ended: of all tests together they are 12 GB. A test that fails or is stopped removes
/// nothing itself, so the next one does, where the system tells which processes there are.
async fn forget_ended(admin: &DatabaseConnection) {
    let processes = Path::new("/proc");
    if !processes.join("self").exists() {
        return;
    }
    let all = r"SELECT datname FROM pg_database WHERE datname ~ '^hq_\d+_\d+$'";
    for row in admin.query_all_raw(sql(DbBackend::Postgres, all, [])).await.expect("databases") {
        let name: String = row.try_get_by_index(0).expect("a name");
        let process = name.split('_').nth(1).expect("a process");
        if !processes.join(process).exists() {
            // Of several tests at once, one removes it; one that is in use is of another machine's tests.
            let _ = admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await;
        }
    }
}

/// Makes a file with today's tables, in the same way.
pub async fn file_with_tables(file: &Path) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let tables = folder.join(format!("tables-{}.sqlite", build()));
    if !tables.exists() {
        forget_former(folder);
        let begun = TempDir::new_in(folder).expect("a folder");
        let made = begun.path().join("hq.sqlite");
        Db::connect(&format!("sqlite:{}?mode=rwc", made.display())).await.expect("its tables").close().await;
        std::fs::rename(made, &tables).expect("its name");
    }
    std::fs::copy(tables, file).expect("a copy");
}

/// Removes the files of earlier builds, but for those that tests may still be copying.
fn forget_former(folder: &Path) {
    let is_former = |file: &std::fs::DirEntry| {
        let modified = file.metadata().and_then(|file| file.modified()).ok();
        let age = modified.and_then(|modified| modified.elapsed().ok()).unwrap_or_default();
        file.file_name().to_string_lossy().starts_with("tables-") && age > Duration::from_hours(1)
    };
    for file in std::fs::read_dir(folder).expect("the folder").flatten().filter(is_former) {
        let _ = std::fs::remove_file(file.path());
    }
}

/// Which build of the tests this is: another one may make other tables.
fn build() -> u128 {
    let program = std::env::current_exe().and_then(|path| path.metadata()).expect("the program of the tests");
    let built = program.modified().expect("when it was built");
    built.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_nanos()
}

/// The URL of the server that the tests may use, with its first database.
#[expect(clippy::disallowed_methods, reason = "the one variable by which xtask tells the tests")]
fn server() -> String {
    std::env::var("HQ_TEST_POSTGRES_URL").expect(
        "HQ_TEST_POSTGRES_URL is not set: `cargo xtask test api` starts a PostgreSQL server and sets it",
    )
}

/// That database, on one connection: a lock is a connection's.
async fn admin() -> DatabaseConnection {
    let options = ConnectOptions::new(server()).max_connections(1).to_owned();
    Database::connect(options).await.expect("the PostgreSQL server of the tests answers")
}

fn url_of(name: &str) -> String {
    let server = server();
    let (base, _) = server.rsplit_once('/').expect("a URL with a database");
    format!("{base}/{name}")
}

fn new_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("hq_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
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
