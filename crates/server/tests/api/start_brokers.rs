//! The program with the broker that comes with HQ: whose its journal is, and what a check of it makes.

use crate::start::{hq, refusal, start, stop};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use sea_orm::{ConnectionTrait as _, Database};
use tempfile::TempDir;

fn key(byte: u8) -> String {
    BASE64_STANDARD.encode([byte; 32])
}

/// The PostgreSQL server of the tests, and the name of a journal on it that nobody has.
async fn storage() -> (String, String) {
    let url = crate::support::postgres().await;
    let (_, database) = url.rsplit_once('/').unwrap();
    let journal = format!("{database}_journal");
    (url.clone(), journal)
}

async fn drop_database(url: &str, name: &str) {
    let db = Database::connect(url).await.unwrap();
    db.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
    db.close().await.unwrap();
}

fn is_refused((code, said): (Option<i32>, String), words: &[&str]) {
    assert_eq!(code, Some(2), "{said}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains(&key(2)) && !said.contains(&key(1)) && !said.contains("panic"), "{said}");
    assert!(said.lines().last().is_some_and(|line| line.starts_with("hq: ")), "{said}");
}

#[tokio::test]
async fn files_of_another_key_are_refused() {
    let folder = TempDir::new().unwrap();
    let (child, _) = start(&folder, &[], "/api/docs").await;
    assert_eq!(stop(child).await.0, Some(0));
    let other = key(2);
    let refused = refusal(&folder, &["--port", "0", "--secrets-key", &other]).await;
    is_refused(refused, &["data/hq.sqlite.broker", "another secrets key", "--secrets-key"]);
    // With both keys it is sealed anew, and then the new one is enough.
    let own = std::fs::read_to_string(folder.path().join("data/hq.sqlite.key")).unwrap();
    let both = format!("{other},{}", own.trim());
    for keys in [&both, &other] {
        let (child, _) = start(&folder, &["--secrets-key", keys], "/api/docs").await;
        assert_eq!(stop(child).await.0, Some(0));
    }
    is_refused(refusal(&folder, &["--port", "0"]).await, &["another secrets key"]);
}

#[tokio::test]
async fn a_storage_server_of_another_key_is_refused() {
    let (folder, (storage, journal)) = (TempDir::new().unwrap(), storage().await);
    let with = |key: &str| {
        let all = ["--storage", &storage, "--storage-journal", &journal, "--secrets-key", key];
        all.map(str::to_owned)
    };
    let (one, other) = (with(&key(1)), with(&key(2)));
    let texts = |all: &[String; 6]| all.clone();
    let first = texts(&one);
    let (child, _) = start(&folder, &first.each_ref().map(String::as_str), "/api/docs").await;
    assert_eq!(stop(child).await.0, Some(0));
    let second = texts(&other);
    let arguments = [&["--port", "0"][..], &second.each_ref().map(String::as_str)].concat();
    let refused = refusal(&folder, &arguments).await;
    is_refused(refused, &[&journal, "another secrets key", "--secrets-key", "--storage-journal"]);

    std::fs::write(folder.path().join("sign-in"), "hq:a long enough password").unwrap();
    let broker = [
        "broker",
        "--listen",
        "127.0.0.1:0",
        "--dataplants-listen",
        "127.0.0.1:0",
        "--sign-in-file",
        "sign-in",
    ];
    let arguments = [&broker[..], &second.each_ref().map(String::as_str)].concat();
    is_refused(refusal(&folder, &arguments).await, &[&journal, "another secrets key", "--secrets-key"]);
    let without = [&broker[..], &["--storage", &storage, "--storage-journal", &journal]].concat();
    is_refused(refusal(&folder, &without).await, &["none is configured"]);
    drop_database(&storage, &journal).await;
}

#[tokio::test]
async fn a_check_makes_no_key_and_no_database() {
    let (folder, (storage, journal)) = (TempDir::new().unwrap(), storage().await);
    for more in [vec![], vec!["--storage", &storage, "--storage-journal", &journal]] {
        let arguments = [vec!["brokers", "check"], more].concat();
        let output = hq(&folder, &arguments).output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("is not there yet: it is made at the first start"), "{said}");
        assert!(said.contains("No secrets key is configured"), "{said}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made");
    }
    let db = Database::connect(&storage).await.unwrap();
    let query = format!("SELECT 1 FROM pg_database WHERE datname = '{journal}'");
    let statement = sea_orm::Statement::from_string(db.get_database_backend(), query);
    assert!(db.query_one_raw(statement).await.unwrap().is_none());

    let (child, _) = start(&folder, &[], "/api/docs").await;
    assert_eq!(stop(child).await.0, Some(0));
    let output = hq(&folder, &["brokers", "check"]).output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("belongs to the secrets key"), "{said}");
    let other = key(2);
    let output = hq(&folder, &["brokers", "check", "--secrets-key", &other]).output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success() && said.contains("belongs to another secrets key"), "{said}");
}

#[tokio::test]
async fn who_serves_others_in_clear_is_warned() {
    let folder = TempDir::new().unwrap();
    let (child, _) = start(&folder, &["--dataplants-listen", "0.0.0.0:0"], "/api/docs").await;
    let (_, log) = stop(child).await;
    assert!(log.contains("dataplants answer to other machines"), "{log}");
    let (child, _) = start(&folder, &[], "/api/docs").await;
    let (_, log) = stop(child).await;
    assert!(!log.contains("dataplants answer to other machines"), "{log}");
    let same = ["--listen", "127.0.0.1:8391", "--dataplants-listen", "127.0.0.1:8391"];
    is_refused(refusal(&folder, &same).await, &["--dataplants-listen", "the same place"]);
}

/// One of them fills the cast in, the others see that it is there.
#[tokio::test]
async fn demos_that_start_at_once_on_an_empty_postgresql_both_start() {
    let url = crate::support::postgres().await;
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let arguments = ["--demo", "--database", url.as_str()];
    let (one, other) =
        tokio::join!(start(&folders[0], &arguments, "felix@"), start(&folders[1], &arguments, "felix@"));
    assert_eq!(stop(one.0).await.0, Some(0));
    assert_eq!(stop(other.0).await.0, Some(0));
}
