//! A database that answers and takes no writes, or has no time: 503, and never 500.

use crate::support::{Browser, Hq, Raw, Reply, Setup, postgres};
use hq_contract::organizations::Organization;
use hq_server::db::{Db, Patience};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, TransactionTrait as _};
use serde_json::json;
use std::time::{Duration, Instant};

/// Much longer than an answer takes on a machine that has nothing else to do.
const PATIENCE: Duration = Duration::from_secs(5);

struct World {
    hq: Hq,
    ada: Browser,
    acme: Organization,
    /// Somebody else at the same database, and its name.
    admin: DatabaseConnection,
    database: String,
}

async fn begin() -> World {
    let url = postgres().await;
    let database = url.rsplit_once('/').expect("a database").1.to_owned();
    let admin = Database::connect(&url).await.unwrap();
    let hq = Hq::start_on(&url, None, Setup { patience: Patience::USUAL, ..Setup::default() }).await;
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    World { hq, ada, acme, admin, database }
}

async fn ready(hq: &Hq) -> u16 {
    let mut raw = Raw::connect(hq.address).await;
    raw.send("GET /readyz HTTP/1.1\r\nHost: hq\r\n\r\n".to_owned()).await;
    raw.reply().await.status
}

fn assert_unavailable(reply: &Reply) {
    assert_eq!(
        (reply.status.as_u16(), &reply.json()["code"]),
        (503, &json!("unavailable")),
        "{}",
        reply.body
    );
    assert!(reply.header("retry-after").is_some(), "when to try again");
}

async fn invite(world: &World, email: &str) -> Reply {
    let path = format!("/organizations/{}/invitations", world.acme.id);
    world.ada.post(&path, &json!({"emails": [email], "role": "user"})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_takes_no_writes_is_not_ready_and_answers_503() {
    let world = begin().await;
    assert_eq!(ready(&world.hq).await, 200);
    // As a standby does, or a primary that became one: whoever is connected is thrown out.
    let demote = |on: bool| {
        let (admin, name) = (&world.admin, &world.database);
        async move {
            for statement in [
                format!("ALTER DATABASE {name} SET default_transaction_read_only TO {on}"),
                format!(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                    WHERE datname = '{name}' AND pid <> pg_backend_pid()"
                ),
            ] {
                // Whichever connection it is, it may have begun when everything was read-only.
                let statement = format!("BEGIN READ WRITE; {statement}; COMMIT");
                admin.execute_unprepared(&statement).await.unwrap();
            }
        }
    };
    demote(true).await;
    assert_unavailable(&invite(&world, "bob@example.net").await);
    assert_eq!(ready(&world.hq).await, 503);
    assert_eq!(world.ada.get("/me").await.status, 200, "who only reads is served");
    demote(false).await;
    assert_eq!(ready(&world.hq).await, 200);
    assert!(invite(&world, "bob@example.net").await.status.is_success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_waits_too_long_is_answered_503() {
    let world = begin().await;
    let holds = world.admin.begin().await.unwrap();
    holds.execute_unprepared("UPDATE organizations SET version = version").await.unwrap();
    let started = Instant::now();
    assert_unavailable(&invite(&world, "bob@example.net").await);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    assert_eq!(ready(&world.hq).await, 200, "it takes writes");
    holds.rollback().await.unwrap();
    assert!(invite(&world, "bob@example.net").await.status.is_success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_thrown_out_of_the_database_comes_back_unseen() {
    let world = begin().await;
    for number in 0..5 {
        let everybody = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE datname = '{}' AND pid <> pg_backend_pid()",
            world.database
        );
        world.admin.execute_unprepared(&everybody).await.unwrap();
        let reply = invite(&world, &format!("p{number}@example.net")).await;
        assert!(reply.status.is_success(), "{} {}", reply.status, reply.body);
    }
}

/// A role that may connect once: tables are changed under a lock, on the same connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_connection_is_enough_to_make_the_tables() {
    let url = postgres().await;
    let database = url.rsplit_once('/').expect("a database").1.to_owned();
    let role = format!("{database}_once");
    let admin = Database::connect(&url).await.unwrap();
    for statement in [
        format!("CREATE ROLE {role} LOGIN PASSWORD 'once' CONNECTION LIMIT 1"),
        format!("ALTER DATABASE {database} OWNER TO {role}"),
        format!("ALTER SCHEMA public OWNER TO {role}"),
    ] {
        admin.execute_unprepared(&statement).await.unwrap();
    }
    let (_, place) = url.split_once('@').expect("a user");
    let db = Db::connect(&format!("postgres://{role}:once@{place}")).await.expect("the tables are made");
    assert!(db.takes_writes().await.unwrap());
    db.close().await;
    let made = admin.execute_unprepared("SELECT count(*) FROM organizations").await;
    assert!(made.is_ok(), "{made:?}");
    for statement in [
        format!("REASSIGN OWNED BY {role} TO CURRENT_USER"),
        format!("DROP OWNED BY {role}"),
        format!("DROP ROLE {role}"),
    ] {
        admin.execute_unprepared(&statement).await.unwrap();
    }
}
