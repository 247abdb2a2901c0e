//! `hq backup` and `hq restore`: what a copy holds that is made while others write, and what is refused.

#![cfg(unix)]

use crate::{
    start::{hq, start, stop},
    support::{Backend, Hq, Raw},
};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::Output,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;
use tokio::time::timeout;

const HANGS: Duration = Duration::from_secs(60);

/// Runs a command to its end; its code, and all it said.
async fn run(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } =
        timeout(HANGS, hq(folder, arguments).output()).await.expect("it ends").expect("it ran");
    (status.code(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

/// That it was refused, in one sentence with these words.
async fn refused(folder: &TempDir, arguments: &[&str], word: &str) {
    let (code, said) = run(folder, arguments).await;
    assert_eq!(code, Some(2), "{said}");
    assert!(said.starts_with("hq: ") && said.contains(word) && said.trim().lines().count() == 1, "{said}");
}

async fn open(file: &Path) -> DatabaseConnection {
    Database::connect(format!("sqlite:{}", file.display())).await.unwrap()
}

/// A number of a file that is closed again: who holds it open would keep a restore from it.
async fn number_in(file: &Path, query: &str) -> i64 {
    let db = open(file).await;
    let number = number(&db, query).await;
    db.close().await.unwrap();
    number
}

async fn number(db: &DatabaseConnection, query: &str) -> i64 {
    let row = db.query_one_raw(Statement::from_string(DbBackend::Sqlite, query)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// What else lies in a folder than these.
fn left_over(folder: &Path, known: &[&str]) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !known.contains(&name.as_str())).collect()
}

/// A folder with the database of a server that was started and stopped.
async fn stopped() -> TempDir {
    let folder = TempDir::new().unwrap();
    let (child, _) = start(&folder, &["--demo"], "felix@").await;
    stop(child).await;
    folder
}

const WRITERS: i64 = 4;

/// Each transaction writes two rows, and each writer counts on: what a copy holds is one moment where it has both rows of each,
/// and no number is missing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_is_made_while_others_write_is_of_one_moment() {
    let server = Hq::start(Backend::Sqlite).await;
    server.person("ada@example.org").await;
    let db = server.app.db();
    let table = "CREATE TABLE halves (writer BIGINT NOT NULL, number BIGINT NOT NULL, half BIGINT NOT NULL)";
    db.write().execute_unprepared(table).await.unwrap();
    let enough = Arc::new(AtomicBool::new(false));
    let written: Vec<Arc<AtomicI64>> = (0..WRITERS).map(|_| Arc::default()).collect();
    let writers = (0..WRITERS).zip(&written).map(|(writer, written)| {
        let (db, enough, written) = (server.app.db().clone(), enough.clone(), written.clone());
        tokio::spawn(async move {
            while !enough.load(Ordering::SeqCst) {
                let number = written.load(Ordering::SeqCst) + 1;
                let tx = db.begin().await.unwrap();
                for half in [0, 1] {
                    let row = format!("INSERT INTO halves VALUES ({writer}, {number}, {half})");
                    tx.execute_unprepared(&row).await.unwrap();
                }
                tx.commit().await.unwrap();
                written.store(number, Ordering::SeqCst);
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let folder = TempDir::new().unwrap();
    let database = format!("sqlite:{}", server.files().unwrap().join("hq.sqlite").display());
    let now = || written.iter().map(|written| written.load(Ordering::SeqCst)).collect::<Vec<_>>();
    let mut copies = Vec::new();
    for name in ["one.sqlite", "two.sqlite", "three.sqlite"] {
        let before = now();
        let (code, said) = run(&folder, &["backup", name, "--database", &database]).await;
        assert_eq!(code, Some(0), "{said}");
        copies.push((name, before, now()));
    }
    enough.store(true, Ordering::SeqCst);
    for writer in writers {
        writer.await.unwrap();
    }
    for (name, before, after) in copies {
        assert_eq!(mode(&folder.path().join(name)), 0o600);
        let restored = format!("sqlite:back-{name}");
        let (code, said) = run(&folder, &["restore", name, "--database", &restored]).await;
        assert_eq!(code, Some(0), "{said}");
        let db = open(&folder.path().join(format!("back-{name}"))).await;
        for (writer, (before, after)) in (0..WRITERS).zip(before.into_iter().zip(after)) {
            let of = |what: &str| format!("SELECT {what} FROM halves WHERE writer = {writer}");
            let last = number(&db, &of("COALESCE(MAX(number), 0)")).await;
            assert_eq!(
                number(&db, &of("COUNT(*)")).await,
                2 * last,
                "{name}: both halves of each, none missing"
            );
            assert!(before <= last && last <= after + 1, "{name}: {before} ≤ {last} ≤ {after} + 1");
        }
        assert_eq!(number(&db, "SELECT COUNT(*) FROM users WHERE email = 'ada@example.org'").await, 1);
        db.close().await.unwrap();
    }
    assert!(now().iter().all(|written| *written > 0), "nobody wrote meanwhile");
    let known =
        ["one.sqlite", "two.sqlite", "three.sqlite"].map(|name| [name.to_owned(), format!("back-{name}")]);
    let known = known.concat();
    assert!(left_over(folder.path(), &known.iter().map(String::as_str).collect::<Vec<_>>()).is_empty());
}

#[tokio::test]
async fn a_backup_takes_nothings_place_and_says_what_it_cannot_copy() {
    let folder = stopped().await;
    let path = |name: &str| folder.path().join(name);
    fs::write(path("taken"), "mine").unwrap();
    std::os::unix::fs::symlink("nowhere", path("link")).unwrap();
    for (arguments, word) in [
        (vec!["backup", "taken"], "is there already"),
        (vec!["backup", "link"], "is there already"),
        (vec!["backup", "data/hq.sqlite"], "is there already"),
        (vec!["backup", "no/folder/copy"], "could not be written"),
        (vec!["backup", "copy", "--database", "sqlite:none.sqlite"], "There is no database"),
        (vec!["backup", "copy", "--database", "sqlite:taken"], "could not be copied"),
        (vec!["backup", "copy", "--database", "postgres://hq:hunter2@127.0.0.1:1/hq"], "pgBackRest"),
        (vec!["restore", "taken", "--database", "postgres://hq:hunter2@127.0.0.1:1/hq"], "pg_restore"),
    ] {
        refused(&folder, &arguments, word).await;
        assert!(!path("copy").exists(), "{word}");
    }
    assert_eq!(fs::read(path("taken")).unwrap(), b"mine");
    assert!(!path("none.sqlite").exists(), "a database was made");
    // Another program's database is copied by nobody as HQ's.
    let other = open_new(&path("other.sqlite")).await;
    other.execute_unprepared("CREATE TABLE notes (text TEXT)").await.unwrap();
    other.close().await.unwrap();
    refused(&folder, &["backup", "copy", "--database", "sqlite:other.sqlite"], "no database of HQ").await;
    assert!(left_over(folder.path(), &["data", "taken", "link", "other.sqlite"]).is_empty());
}

async fn open_new(file: &Path) -> DatabaseConnection {
    Database::connect(format!("sqlite:{}?mode=rwc", file.display())).await.unwrap()
}

/// Killed at any moment, it leaves no half of a copy under the name that was asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_killed_leaves_no_half_of_it() {
    let folder = stopped().await;
    let db = open(&folder.path().join("data/hq.sqlite")).await;
    let fill = "CREATE TABLE filling AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
                SELECT randomblob(100000) AS bytes FROM n";
    db.execute_unprepared(fill).await.unwrap();
    db.close().await.unwrap();
    let copy = folder.path().join("copy.sqlite");
    let begun = || !left_over(folder.path(), &["data", "copy.sqlite"]).is_empty();
    for kill in 0..8 {
        let mut child = hq(&folder, &["backup", "copy.sqlite"]).spawn().unwrap();
        let waiting = async {
            // Some are killed as soon as the copy is begun, others when there is something in it.
            while !begun() || (kill % 2 == 1 && largest(folder.path()) == 0) {
                if copy.exists() || child.try_wait().unwrap().is_some() {
                    break;
                }
                tokio::task::yield_now().await;
            }
        };
        timeout(HANGS, waiting).await.expect("it begins");
        child.kill().await.unwrap();
        if copy.exists() {
            // It was quicker than the kill: then it is all there.
            let (code, said) =
                run(&folder, &["restore", "copy.sqlite", "--database", "sqlite:whole.sqlite"]).await;
            assert_eq!(code, Some(0), "{said}");
            fs::remove_file(folder.path().join("whole.sqlite")).unwrap();
            fs::remove_file(&copy).unwrap();
        }
        for name in left_over(folder.path(), &["data"]) {
            assert!(name.starts_with(".hq-backup-"), "{name}");
            fs::remove_file(folder.path().join(name)).unwrap();
        }
    }
    let (code, said) = run(&folder, &["backup", "copy.sqlite"]).await;
    assert_eq!(code, Some(0), "{said}");
}

/// Killed at any moment, a restore leaves a whole database: the one that was there, or the one that it puts in its place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_that_is_killed_leaves_a_whole_database() {
    let folder = stopped().await;
    let data = folder.path().join("data");
    let known = ["hq.sqlite", "hq.sqlite.key", "hq.sqlite.broker"];
    let (code, said) = run(&folder, &["backup", "copy.sqlite"]).await;
    assert_eq!(code, Some(0), "{said}");
    let db = open(&data.join("hq.sqlite")).await;
    db.execute_unprepared("CREATE TABLE former AS SELECT 1 AS one").await.unwrap();
    db.close().await.unwrap();
    let former = fs::read(data.join("hq.sqlite")).unwrap();
    let begun = |prefix: &str| left_over(&data, &known).iter().any(|name| name.starts_with(prefix));
    for kill in 0..8 {
        fs::write(data.join("hq.sqlite"), &former).unwrap();
        let mut child = hq(&folder, &["restore", "copy.sqlite", "--replace"]).spawn().unwrap();
        // Some are killed while they copy, others when the former database has its second name.
        let (copying, before) = (".hq-restore-", "hq.sqlite.before-");
        let until = if kill % 2 == 0 { copying } else { before };
        let waiting = async {
            while !begun(until) && child.try_wait().unwrap().is_none() {
                tokio::task::yield_now().await;
            }
        };
        timeout(HANGS, waiting).await.expect("it begins");
        child.kill().await.unwrap();
        let tables = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'former'";
        let is_former = number_in(&data.join("hq.sqlite"), tables).await == 1;
        assert!(is_former || begun(before), "what was there is gone");
        let (code, said) = run(&folder, &["backup", "whole.sqlite"]).await;
        assert_eq!(code, Some(0), "{said}");
        fs::remove_file(folder.path().join("whole.sqlite")).unwrap();
        for name in left_over(&data, &known) {
            assert!(name.starts_with(copying) || name.starts_with(before), "{name}");
            fs::remove_file(data.join(name)).unwrap();
        }
    }
}

fn largest(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).unwrap().filter_map(|entry| entry.ok()?.metadata().ok());
    files.filter(fs::Metadata::is_file).map(|file| file.len()).max().unwrap_or(0)
}

#[tokio::test]
async fn a_restore_refuses_what_is_no_backup_and_what_is_in_use() {
    let folder = stopped().await;
    let path = |name: &str| folder.path().join(name);
    let (code, said) = run(&folder, &["backup", "copy.sqlite"]).await;
    assert!(code == Some(0) && said.contains("hq.sqlite.key") && said.contains("hq.sqlite.broker"), "{said}");

    let restore = async |file: &str, word: &str| {
        refused(&folder, &["restore", file, "--database", "sqlite:new/hq.sqlite"], word).await;
        assert!(!path("new/hq.sqlite").exists(), "{word}");
    };
    restore("none.sqlite", "cannot be read").await;
    fs::write(path("text"), "no database, but long enough to be read as one, or nearly so").unwrap();
    restore("text", "damaged").await;
    let whole = fs::read(path("copy.sqlite")).unwrap();
    fs::write(path("half.sqlite"), &whole[..whole.len() / 2]).unwrap();
    restore("half.sqlite", "damaged").await;
    fs::copy(path("copy.sqlite"), path("newer.sqlite")).unwrap();
    let newer = open(&path("newer.sqlite")).await;
    newer
        .execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)")
        .await
        .unwrap();
    newer.close().await.unwrap();
    restore("newer.sqlite", "newer version").await;
    let other = open_new(&path("other.sqlite")).await;
    other.execute_unprepared("CREATE TABLE notes (text TEXT)").await.unwrap();
    other.close().await.unwrap();
    restore("other.sqlite", "no database of HQ").await;
    fs::copy(path("copy.sqlite"), path("by-hand.sqlite")).unwrap();
    fs::write(path("by-hand.sqlite-wal"), "commits").unwrap();
    restore("by-hand.sqlite", "write-ahead log").await;
    assert!(left_over(&path("new"), &[]).is_empty(), "a half of it was left behind");

    // Where there is a database, it takes a word; where a server has it open, that does not help.
    refused(&folder, &["restore", "copy.sqlite"], "--replace").await;
    refused(&folder, &["restore", "data/hq.sqlite", "--replace"], "is the database itself").await;
    let (child, said) = start(&folder, &[], "/api/docs").await;
    refused(&folder, &["restore", "copy.sqlite", "--replace"], "has data/hq.sqlite open").await;
    let address = said.split("http://").nth(1).unwrap().split('\n').next().unwrap();
    let mut raw = Raw::connect(address.parse().unwrap()).await;
    raw.send("GET /readyz HTTP/1.1\r\nHost: hq\r\n\r\n").await;
    assert_eq!(raw.reply().await.status, 200, "the server goes on");
    stop(child).await;
    assert!(left_over(&path("data"), &["hq.sqlite", "hq.sqlite.key", "hq.sqlite.broker"]).is_empty());
}

/// What was there is moved aside with the newest commits of a server that was killed; then HQ starts on what was restored.
#[tokio::test]
async fn what_is_replaced_is_kept_and_the_server_starts_on_the_backup() {
    let folder = stopped().await;
    let data = folder.path().join("data");
    let (code, said) = run(&folder, &["backup", "copy.sqlite"]).await;
    assert_eq!(code, Some(0), "{said}");
    let people = number_in(&data.join("hq.sqlite"), "SELECT COUNT(*) FROM users").await;

    let (mut child, said) = start(&folder, &[], "/api/docs").await;
    let address = said.split("http://").nth(1).unwrap().split('\n').next().unwrap();
    let browser = crate::support::Browser::new(address.parse().unwrap());
    let late = hq_contract::accounts::SignUp(Hq::new_account("late@example.org"));
    browser.call(&late).await.unwrap();
    child.kill().await.unwrap();
    assert!(data.join("hq.sqlite-wal").metadata().unwrap().len() > 0, "the newest commits are in the log");

    let (code, said) = run(&folder, &["restore", "copy.sqlite", "--replace"]).await;
    assert_eq!(code, Some(0), "{said}");
    let aside: Vec<String> = left_over(&data, &["hq.sqlite", "hq.sqlite.key", "hq.sqlite.broker"]);
    assert!(aside.len() == 1 && aside[0].starts_with("hq.sqlite.before-"), "{aside:?}");
    assert!(said.contains(&aside[0]), "{said}");
    let signed_up = "SELECT COUNT(*) FROM sign_ups WHERE email = 'late@example.org'";
    assert_eq!(number_in(&data.join(&aside[0]), signed_up).await, 1);
    assert_eq!(mode(&data.join("hq.sqlite")), 0o600);

    let (child, _) = start(&folder, &[], "/api/docs").await;
    stop(child).await;
    let in_use = data.join("hq.sqlite");
    assert_eq!(number_in(&in_use, "SELECT COUNT(*) FROM users").await, people);
    assert_eq!(number_in(&in_use, signed_up).await, 0);

    // A copy by hand of a server that was stopped regularly is whole, too.
    fs::copy(&in_use, folder.path().join("by-hand.sqlite")).unwrap();
    let (code, said) =
        run(&folder, &["restore", "by-hand.sqlite", "--database", "sqlite:other/hq.sqlite"]).await;
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(number_in(&folder.path().join("other/hq.sqlite"), "SELECT COUNT(*) FROM users").await, people);
}
