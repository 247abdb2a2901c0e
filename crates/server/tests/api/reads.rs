//! The short way to the database answers as the long one does.

use crate::{on_both, support::Hq};
use hq_server::{
    db::{Fault, Reads, Row},
    http::problem::Failure,
};
use sea_orm::{ConnectionTrait as _, Value};
use uuid::Uuid;

on_both!(
    both_ways_answer_alike,
    what_takes_long_is_answered_all_the_same,
    what_was_committed_is_read_at_once,
    what_another_program_committed_is_read_at_once,
    what_fails_is_told,
);

type Line = (Uuid, String, Option<String>, bool, i64, Option<i64>);

fn line(row: &Row<'_>) -> Result<Line, Failure> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

async fn both_ways_answer_alike(hq: Hq) {
    const ALL: &str = "SELECT id, name, description, join_requests, created_at, seats FROM organizations \
        WHERE name <> ? AND join_requests = ? AND created_at > ? AND id <> ? ORDER BY name";
    let ada = hq.person("ada@acme.example").await;
    for name in ["Acme", "Globex"] {
        ada.create(name).await;
    }
    let values = || -> Vec<Value> { vec!["x".into(), true.into(), 0_i64.into(), Uuid::nil().into()] };
    let quick = hq.app.db().quick();
    let short = quick.rows(ALL, values(), line).await.unwrap();
    let long = hq.app.db().read().rows(ALL, values(), line).await.unwrap();
    assert_eq!(short.iter().map(|line| line.1.as_str()).collect::<Vec<_>>(), ["Acme", "Globex"]);
    assert_eq!(short, long);
    let first = quick.row(ALL, values(), line).await.unwrap();
    assert_eq!(first.as_ref(), long.first());
    let none = quick.row(&ALL.replace("name <>", "name ="), values(), line).await.unwrap();
    assert_eq!(none, None);
}

async fn what_takes_long_is_answered_all_the_same(hq: Hq) {
    const MANY: &str = "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 50000) \
        SELECT CAST(n AS BIGINT) FROM s";
    let quick = hq.app.db().quick();
    for _ in 0..2 {
        let mut seen = 0;
        let all = quick.rows(MANY, Vec::new(), |row| {
            seen += 1;
            Ok(row.get::<i64>(0)?)
        });
        let all = all.await.unwrap();
        assert_eq!(all, (1..=50_000).collect::<Vec<_>>(), "each once, though it was begun twice");
        assert!(seen >= 50_000);
    }
}

async fn what_was_committed_is_read_at_once(hq: Hq) {
    let db = hq.app.db();
    db.write().execute_unprepared("CREATE TABLE counted (n BIGINT NOT NULL)").await.unwrap();
    db.write().execute_unprepared("INSERT INTO counted VALUES (0)").await.unwrap();
    let quick = db.quick();
    let read = || quick.row("SELECT n FROM counted", Vec::new(), |row| Ok(row.get::<i64>(0)?));
    for n in 1..50 {
        let tx = db.begin().await.unwrap();
        tx.execute_unprepared("UPDATE counted SET n = n + 1").await.unwrap();
        assert_eq!(read().await.unwrap(), Some(n - 1), "nothing that may yet be undone");
        tx.commit().await.unwrap();
        assert_eq!(read().await.unwrap(), Some(n));
    }
    // A statement that is prepared has to learn of other columns.
    db.write().execute_unprepared("ALTER TABLE counted ADD COLUMN m BIGINT").await.unwrap();
    assert_eq!(read().await.unwrap(), Some(49));
}

/// The program's commands work on the database of a server that runs.
async fn what_another_program_committed_is_read_at_once(hq: Hq) {
    const PAID: &str = "SELECT COUNT(*) FROM audit_log WHERE action = ?";
    let books = hq.books(None).await;
    let quick = hq.app.db().quick();
    let read = || quick.row(PAID, vec!["billing.mark_paid".into()], |row| Ok(row.get::<i64>(0)?));
    for (paid, number) in (1..).zip(["HQ-2026-000001", "HQ-2026-000002"]) {
        hq.invoice(&books, number, 10_000, 2_000).await;
        assert_eq!(read().await.unwrap(), Some(paid - 1));
        let done = tokio::process::Command::new(env!("CARGO_BIN_EXE_hq"))
            .args(["billing", "--database", &hq.url, "mark-paid", number, "--reference", number])
            .output()
            .await
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        assert_eq!(read().await.unwrap(), Some(paid));
    }
}

async fn what_fails_is_told(hq: Hq) {
    let db = hq.app.db();
    let quick = db.quick();
    let wrong_type = quick.row("SELECT name FROM organizations", Vec::new(), |row| Ok(row.get::<i64>(0)?));
    assert_eq!(wrong_type.await.unwrap(), None, "there is no row yet");
    hq.person("ada@acme.example").await.create("Acme").await;
    let wrong_type = quick.row("SELECT name FROM organizations", Vec::new(), |row| Ok(row.get::<i64>(0)?));
    assert!(wrong_type.await.is_err());
    let missing = quick.row("SELECT name FROM organizations", Vec::new(), |row| Ok(row.get::<String>(1)?));
    assert!(missing.await.is_err());
    db.clone().close().await;
    let closed = quick.row("SELECT name FROM organizations", Vec::new(), |row| Ok(row.get::<String>(0)?));
    assert!(matches!(closed.await, Err(Failure::Faulted(Fault::Away))), "503, as everywhere");
}
