//! What the operator is told.

use crate::support::{
    Hq,
    asking::Offer,
    broker::id,
    on_both, on_server,
    postgres::{connect, run, texts},
};
use hq_broker::embedded::{Embedded, EmbeddedConfig, EmbeddedError, Orphan};
use serde_json::json;

on_both!(orphans_are_listed_and_removed);
on_server!(
    check_says_what_the_role_lacks,
    what_another_hq_has_made_is_no_orphan,
    the_journal_lets_nobody_else_in
);

async fn orphans_are_listed_and_removed(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "sandbox").await;
    let known = hq.make(&offer, json!({ "fpu": 1 })).await;
    hq.bind(&offer, known, json!({})).await;
    assert_eq!(hq.broker.orphans().await.unwrap(), []);
    let lost = id();
    let file = hq.folder().join("sandbox").join(format!("{}.sqlite", lost.simple()));
    match &hq.server {
        Some(server) => {
            // As after a backup of the journal was put back: the engine was made, and the row is gone.
            let made = hq.make(&offer, json!({ "fpu": 1 })).await;
            hq.bind(&offer, made, json!({})).await;
            let mut journal = server.admin_in(&server.journal).await;
            run(&mut journal, format!("DELETE FROM broker_instances WHERE id = '{made}'")).await;
        }
        None => std::fs::write(&file, "").unwrap(),
    }
    let orphans = hq.broker.orphans().await.unwrap();
    assert_eq!(orphans.len(), if hq.server.is_some() { 3 } else { 1 }, "{orphans:?}");
    for orphan in &orphans {
        assert!(hq.broker.remove_orphan(orphan).await.unwrap(), "{orphan}");
        assert!(!hq.broker.remove_orphan(orphan).await.unwrap(), "it is none any more");
    }
    assert_eq!(hq.broker.orphans().await.unwrap(), []);
    if let Some(server) = &hq.server {
        assert_eq!(server.databases().await, [format!("hq_{}", known.simple())]);
        assert_eq!(server.roles().await.len(), 2, "the known engine's group and its credential");
    }
    let not_ours = Orphan::File(hq.folder().join("broker.sqlite"));
    assert!(!hq.broker.remove_orphan(&not_ours).await.unwrap());
}

async fn check_says_what_the_role_lacks(hq: Hq) {
    let server = hq.on_server().clone();
    let said = async || -> Vec<(bool, String)> {
        let found = Embedded::check(&hq.config).await;
        found.into_iter().map(|finding| (finding.good, finding.sentence)).collect()
    };
    let has = |found: &[(bool, String)], good: bool, word: &str| {
        assert!(found.iter().any(|(is, said)| *is == good && said.contains(word)), "{word}: {found:#?}");
    };
    let found = said().await;
    has(&found, true, &format!("{} has CREATEDB", server.role));
    has(&found, true, &format!("{} has CREATEROLE", server.role));
    has(&found, true, "version 14 or newer");
    let open = format!("{}_open", server.role);
    run(&mut connect(&server.url).await, format!("CREATE DATABASE {open} TEMPLATE template0")).await;
    let found = said().await;
    has(&found, false, "REVOKE ALL ON DATABASE");
    // Ten are named, the others counted: tests beside this one have databases on the server too.
    let is_told = |said: &str| said.contains(&open) || said.contains(" more");
    assert!(found.iter().any(|(good, said)| !good && is_told(said)), "{open}: {found:#?}");
    server.admin_runs(format!("ALTER ROLE {} NOCREATEDB NOCREATEROLE", server.role)).await;
    let found = said().await;
    has(&found, false, "lacks CREATEDB: as a superuser, ALTER ROLE");
    has(&found, false, "lacks CREATEROLE");
    server.admin_runs(format!("ALTER ROLE {} NOLOGIN", server.role)).await;
    has(&said().await, false, "not permitted to log in");
    let elsewhere = EmbeddedConfig { storage: Some("mysql://x/y".into()), ..hq.config.clone() };
    assert!(matches!(Embedded::open(elsewhere).await, Err(EmbeddedError::StorageUrl)));
    let nobody =
        EmbeddedConfig { storage: Some("postgres://u:sesame@127.0.0.1:1/d".into()), ..hq.config.clone() };
    let found = Embedded::check(&nobody).await;
    assert!(found.iter().any(|finding| finding.sentence.starts_with("The storage server cannot be asked")));
    assert!(found.iter().all(|finding| !finding.sentence.contains("sesame")));
}

async fn what_another_hq_has_made_is_no_orphan(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let engine = hq.make(&offer, json!({ "fpu": 2 })).await;
    let other =
        EmbeddedConfig { journal_database: format!("{}_2", hq.config.journal_database), ..hq.config.clone() };
    let second = Embedded::open(other.clone()).await.unwrap();
    assert_eq!(second.orphans().await.unwrap(), []);
    assert_eq!(hq.on_server().databases().await.len(), 2, "the engine, and the second journal");
    let mut admin = hq.on_server().admin().await;
    run(&mut admin, format!("DROP DATABASE {} WITH (FORCE)", other.journal_database)).await;
    assert_eq!(hq.on_server().databases().await, [format!("hq_{}", engine.simple())]);
}

async fn the_journal_lets_nobody_else_in(hq: Hq) {
    assert_eq!(hq.broker.orphans().await.unwrap(), []);
    let server = hq.on_server();
    let open = format!("SELECT has_database_privilege('public', '{}', 'CONNECT')::text", server.journal);
    assert_eq!(texts(&mut server.admin().await, &open).await, ["false"]);
}
