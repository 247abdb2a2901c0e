//! What lies on the disk of a server on SQLite: who may read it, and what is left in it of what was erased.

#![cfg(unix)]

use crate::{
    start,
    support::{Backend, Hq, Setup},
};
use hq_contract::accounts::SignUp;
use hq_server::db::entity::outbox;
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};
use tempfile::TempDir;

const FILES: [&str; 4] = ["hq.sqlite", "hq.sqlite-wal", "hq.sqlite-shm", "hq.sqlite.key"];

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).permissions().mode()
        & 0o777
}

fn open(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn nobody_else_reads_the_database() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let (child, _) = start::start(&folder, &[], "/api/docs").await;
    assert_eq!(mode(&data), 0o700);
    for file in FILES {
        assert_eq!(mode(&data.join(file)), 0o600, "{file}");
    }
    let (_, log) = start::stop(child).await;
    assert!(!log.contains("closed to them"), "{log}");
}

#[tokio::test]
async fn what_an_earlier_version_left_open_is_closed_at_the_start() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let (child, _) = start::start(&folder, &[], "/api/docs").await;
    start::stop(child).await;
    for (path, mode) in
        [(data.clone(), 0o755), (data.join("hq.sqlite"), 0o644), (data.join("hq.sqlite.key"), 0o640)]
    {
        open(&path, mode);
    }
    let (child, _) = start::start(&folder, &[], "/api/docs").await;
    assert_eq!(mode(&data), 0o700);
    for file in FILES {
        assert_eq!(mode(&data.join(file)), 0o600, "{file}");
    }
    let (_, log) = start::stop(child).await;
    let said: Vec<&str> = log.lines().filter(|line| line.contains("closed to them")).collect();
    assert_eq!(said.len(), 1, "{log}");
    assert!(
        ["data,", "data/hq.sqlite,", "data/hq.sqlite.key"].iter().all(|path| said[0].contains(path)),
        "{log}"
    );
}

/// A folder that somebody else made, such as `/tmp`, keeps its permissions, and so do the files in it.
#[tokio::test]
async fn the_folder_of_other_things_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let (shared, other) = (folder.path().join("shared"), folder.path().join("shared/notes.txt"));
    fs::create_dir(&shared).unwrap();
    fs::write(&other, "mine").unwrap();
    open(&shared, 0o755);
    open(&other, 0o644);
    let (child, _) = start::start(&folder, &["--database", "sqlite:shared/hq.sqlite"], "/api/docs").await;
    assert_eq!((mode(&shared), mode(&other)), (0o755, 0o644));
    assert_eq!(mode(&shared.join("hq.sqlite")), 0o600);
    start::stop(child).await;
}

/// The text of a mail that was sent goes, as it holds a link that is a secret: from the file too, not only from the table.
#[tokio::test]
async fn of_an_erased_mail_no_link_is_left_in_the_file() {
    let setup = Setup { local_mailbox: false, ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    let mut secrets = Vec::new();
    for number in 0..20 {
        let email = format!("person{number}@example.org");
        hq.browser().call(&SignUp(Hq::new_account(&email))).await.unwrap();
        let mails = outbox::Entity::find().filter(outbox::Column::Recipient.eq(&email));
        let text = mails.one(hq.app.db().read()).await.unwrap().expect("a mail").text_body;
        secrets.push(text.split("/verify/").nth(1).unwrap().lines().next().unwrap().to_owned());
    }
    let file = hq.files().unwrap().join("hq.sqlite");
    let checkpoint = async || {
        hq.app.db().write().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        fs::read(&file).unwrap()
    };
    let left = |bytes: &[u8]| {
        let found = |secret: &&String| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        secrets.iter().filter(found).count()
    };
    assert_eq!(left(&checkpoint().await), secrets.len(), "they are there as long as they are needed");
    outbox::Entity::update_many()
        .col_expr(outbox::Column::TextBody, Expr::value(""))
        .col_expr(outbox::Column::HtmlBody, Expr::value(""))
        .exec(hq.app.db().write())
        .await
        .unwrap();
    assert_eq!(left(&checkpoint().await), 0, "of {}", secrets.len());
}
