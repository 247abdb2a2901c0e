//! To whom a journal belongs, and what a look at it changes: nothing.

use crate::support::{
    Hq,
    asking::{Offer, accepted},
    broker::{Veil, id, nobody},
    on_both, on_server,
    postgres::{run, texts},
};
use hq_broker::{
    Broker as _,
    embedded::{Embedded, EmbeddedConfig, EmbeddedError, Finding},
};
use sea_orm::sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqliteConnection};
use serde_json::json;
use std::{path::Path, sync::Arc};

on_both!(
    a_journal_of_another_key_is_refused,
    a_former_key_can_go_once_the_new_one_has_sealed_anew,
    a_journal_of_before_belongs_to_the_key_that_opens_it,
    a_check_sees_whose_the_journal_is,
    a_check_makes_nothing
);
on_server!(a_check_says_ten_names_and_counts_the_others);

fn with_keys(hq: &Hq, keys: &'static [u8]) -> EmbeddedConfig {
    EmbeddedConfig { sealer: Arc::new(Veil(keys)), ..hq.config.clone() }
}

async fn prepared(config: EmbeddedConfig) -> Result<(), EmbeddedError> {
    Embedded::open(config).await?.prepare().await
}

async fn journal_runs(hq: &Hq, statement: &str) {
    match &hq.server {
        Some(server) => run(&mut server.admin_in(&server.journal).await, statement.to_owned()).await,
        None => {
            let file = format!("sqlite:{}", hq.folder().join("broker.sqlite").display());
            let mut connection = SqliteConnection::connect(&file).await.unwrap();
            connection.execute(AssertSqlSafe(statement.to_owned())).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

/// Orders a dataplant, so that something is sealed. Nobody carries it out.
async fn dataplant(hq: &Hq) {
    let offer = Offer::dataplant(&hq.broker).await;
    let order = offer.order(json!({ "fpu": 1, "connections": { "primary": { "uri": "x" } } }));
    accepted(hq.broker.provision(id(), &order, &nobody()).await, |body| body.operation);
}

async fn a_journal_of_another_key_is_refused(hq: Hq) {
    hq.broker.prepare().await.unwrap();
    prepared(hq.config.clone()).await.unwrap();
    assert!(matches!(prepared(with_keys(&hq, &[7])).await, Err(EmbeddedError::OtherKey)));
    assert!(matches!(prepared(with_keys(&hq, &[])).await, Err(EmbeddedError::KeyMissing)));
    prepared(hq.config.clone()).await.unwrap();
}

async fn a_former_key_can_go_once_the_new_one_has_sealed_anew(hq: Hq) {
    dataplant(&hq).await;
    prepared(with_keys(&hq, &[7, 0x5a])).await.unwrap();
    prepared(with_keys(&hq, &[7])).await.unwrap();
    // Not the word alone, but what the dataplant has.
    journal_runs(&hq, "DELETE FROM broker_facts WHERE name = 'key'").await;
    prepared(with_keys(&hq, &[7])).await.unwrap();
    assert!(matches!(prepared(hq.config.clone()).await, Err(EmbeddedError::OtherKey)));
}

async fn a_journal_of_before_belongs_to_the_key_that_opens_it(hq: Hq) {
    dataplant(&hq).await;
    journal_runs(&hq, "DELETE FROM broker_facts WHERE name = 'key'").await;
    assert!(matches!(prepared(with_keys(&hq, &[7])).await, Err(EmbeddedError::OtherKey)));
    prepared(hq.config.clone()).await.unwrap();
    assert!(matches!(prepared(with_keys(&hq, &[])).await, Err(EmbeddedError::KeyMissing)));
}

fn said(found: &[Finding], good: bool, word: &str) {
    let is = |finding: &Finding| finding.good == good && finding.sentence.contains(word);
    assert!(found.iter().any(is), "{word}: {found:#?}");
}

async fn a_check_sees_whose_the_journal_is(hq: Hq) {
    said(&Embedded::check(&hq.config).await, true, "The journal in");
    said(&Embedded::check(&hq.config).await, true, "is not there yet");
    hq.broker.prepare().await.unwrap();
    said(&Embedded::check(&hq.config).await, true, "belongs to the secrets key");
    said(&Embedded::check(&with_keys(&hq, &[7])).await, false, "belongs to another secrets key");
    said(&Embedded::check(&with_keys(&hq, &[])).await, false, "and none is configured");
    journal_runs(&hq, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('b9999_later', 0)").await;
    said(&Embedded::check(&hq.config).await, false, "later version of HQ");
    journal_runs(&hq, "DELETE FROM seaql_migrations").await;
    said(&Embedded::check(&hq.config).await, true, "is of an earlier version");
    journal_runs(&hq, "DROP TABLE seaql_migrations").await;
    said(&Embedded::check(&hq.config).await, false, "has not its tables");
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            found.push(path.display().to_string());
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    found.sort();
    found
}

async fn a_check_makes_nothing(hq: Hq) {
    let outer = hq.folder().parent().unwrap().to_owned();
    let nowhere = EmbeddedConfig { folder: outer.join("nowhere"), ..hq.config.clone() };
    let before = files(&outer);
    let found = Embedded::check(&nowhere).await;
    said(&found, true, "is not there yet: it is made at the first start");
    assert_eq!(files(&outer), before);
    if let Some(server) = &hq.server {
        let query = format!("SELECT datname::text FROM pg_database WHERE datname = '{}'", server.journal);
        assert!(texts(&mut server.admin().await, &query).await.is_empty(), "no journal was made");
    } else {
        // A journal that nobody has open.
        let config = EmbeddedConfig { folder: outer.join("shut"), ..hq.config.clone() };
        std::fs::create_dir(&config.folder).unwrap();
        std::fs::copy(closed_journal(&hq).await, config.folder.join("broker.sqlite")).unwrap();
        let before = files(&outer);
        said(&Embedded::check(&config).await, true, "belongs to the secrets key");
        assert_eq!(files(&outer), before);
    }
}

/// The journal's file with everything in it.
async fn closed_journal(hq: &Hq) -> std::path::PathBuf {
    hq.broker.prepare().await.unwrap();
    journal_runs(hq, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    hq.folder().join("broker.sqlite")
}

async fn a_check_says_ten_names_and_counts_the_others(hq: Hq) {
    let server = hq.on_server();
    hq.work();
    hq.broker.prepare().await.unwrap();
    for number in 0..12 {
        let name = format!("hq_{:032x}", u128::from_str_radix(&server.role[8..], 16).unwrap() * 100 + number);
        let mut broker = crate::support::postgres::connect(&server.url).await;
        run(&mut broker, format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    }
    let found = Embedded::check(&hq.config).await;
    said(&found, true, "the journal does not know them: the database hq_");
    said(&found, true, "and 2 more");
}
