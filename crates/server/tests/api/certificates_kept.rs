//! How private keys are kept: encrypted, and nowhere else.

use crate::{
    on_both,
    support::{Backend, Hq, Log, Setup, certificate, pem, spellings},
};
use hq_contract::{
    ProblemCode,
    certificates::{AddCertificate, ListCertificates, NewCertificate, ReplaceCertificate},
};
use hq_server::{
    certificates::{seal_anew, store::private_key},
    db::entity::certificate as row,
    platform::secrets::{KEY_BYTES, Secrets},
};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _};

on_both!(
    a_key_is_in_no_row_and_no_answer,
    a_key_in_the_chain_is_kept_nowhere,
    keys_are_encrypted_anew_with_the_first_key,
);

/// Parts of a key that would show that it stands somewhere: lines of its PEM, and the same as bytes and in hexadecimal.
fn traces(key: &str) -> Vec<Vec<u8>> {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let lines: Vec<&str> = key.lines().filter(|line| !line.starts_with('-')).collect();
    let der = BASE64_STANDARD.decode(lines.join("")).unwrap();
    // Of the middle: the beginning is the same for each key of a kind.
    let middle = &der[der.len() / 2..][..16];
    let hex: String = middle.iter().map(|byte| format!("{byte:02x}")).collect();
    let line = lines[lines.len() / 2].as_bytes();
    vec![
        line[line.len() - 30..].to_vec(),
        middle.to_vec(),
        hex.clone().into_bytes(),
        hex.to_uppercase().into_bytes(),
    ]
}

fn holds(text: &[u8], trace: &[u8]) -> bool {
    text.windows(trace.len()).any(|part| part == trace)
}

/// Every row of every table as text.
async fn whole_database(hq: &Hq) -> Vec<u8> {
    let db = hq.app.db().read();
    if db.get_database_backend() == DbBackend::Sqlite {
        let file = hq.files().unwrap();
        let mut all = Vec::new();
        for entry in std::fs::read_dir(file).unwrap() {
            all.extend(std::fs::read(entry.unwrap().path()).unwrap());
        }
        return all;
    }
    let names = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
    let statement = sea_orm::Statement::from_string(DbBackend::Postgres, names);
    let mut all = Vec::new();
    for table in db.query_all_raw(statement).await.unwrap() {
        let table: String = table.try_get_by_index(0).unwrap();
        let rows =
            sea_orm::Statement::from_string(DbBackend::Postgres, format!("SELECT t::text FROM {table} t"));
        for row in db.query_all_raw(rows).await.unwrap() {
            all.extend(row.try_get_by_index::<String>(0).unwrap().into_bytes());
        }
    }
    all
}

async fn a_key_is_in_no_row_and_no_answer(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let add = AddCertificate { org, body: certificate("chain.pem", "chain.key") };
    let mut answers = vec![ada.send(ada.prepare(&add).header("idempotency-key", "once")).await.body];
    answers.push(ada.send(ada.prepare(&add).header("idempotency-key", "once")).await.body);
    let added = ada.call(&ListCertificates { org }).await.unwrap().items.remove(0);
    let body = certificate("rsa.pem", "rsa.key");
    let replace = ReplaceCertificate { org, id: added.id, version: added.etag(), body };
    answers.push(ada.send(ada.prepare(&replace)).await.body);
    answers.push(
        ada.post(
            &format!("/organizations/{org}/certificates"),
            &serde_json::json!({
                "chain": pem("expired.pem"), "private_key": pem("chain.key"),
            }),
        )
        .await
        .body,
    );
    for path in [
        "certificates",
        &format!("certificates/{}", added.id),
        "audit-log",
        "audit-log.csv",
        "audit-log.jsonl",
    ] {
        answers.push(ada.get(&format!("/organizations/{org}/{path}")).await.body);
    }
    let database = whole_database(&hq).await;
    assert!(holds(&database, b"certificates.replace"), "the whole database was read");
    for key in ["chain.key", "rsa.key"] {
        for trace in traces(&pem(key)) {
            assert!(!holds(&database, &trace), "{key} stands in the database");
            for answer in &answers {
                assert!(!holds(answer.as_bytes(), &trace), "{key} stands in {answer}");
            }
        }
    }
    assert!(answers.iter().all(|answer| !answer.contains("PRIVATE KEY") && !answer.contains("sealed")));
    // And yet the server has it.
    let kept = row::Entity::find().one(hq.app.db().read()).await.unwrap().unwrap();
    assert_eq!(private_key(hq.app.secrets(), &kept).unwrap().trim(), pem("rsa.key").trim());
}

async fn a_key_in_the_chain_is_kept_nowhere(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let mut answers = Vec::new();
    for file in ["chain.key", "chain.sec1.key", "rsa.pkcs1.key", "encrypted.key", "ssh.key"] {
        for (_, key) in spellings(&pem(file)) {
            let body =
                NewCertificate { chain: pem("chain.pem") + &key, ..certificate("chain.pem", "chain.key") };
            let add = ada.prepare(&AddCertificate { org, body }).header("idempotency-key", "once");
            answers.push(ada.send(add).await.body);
        }
    }
    let database = whole_database(&hq).await;
    assert!(holds(&database, b"Acme"), "the whole database was read");
    for file in ["chain.key", "chain.sec1.key", "rsa.pkcs1.key", "encrypted.key", "ssh.key"] {
        for trace in traces(&pem(file)) {
            assert!(!holds(&database, &trace), "{file} stands in the database");
            assert!(
                answers.iter().all(|answer| !holds(answer.as_bytes(), &trace)),
                "{file} stands in an answer"
            );
        }
    }
    assert!(answers.iter().all(|answer| answer.contains("key_in_chain")), "{answers:?}");
}

async fn keys_are_encrypted_anew_with_the_first_key(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    ada.add_certificate(org, "chain.pem", "chain.key").await;
    let read = || async { row::Entity::find().one(hq.app.db().read()).await.unwrap().unwrap() };
    let before = read().await;
    seal_anew(&hq.app).await.unwrap();
    assert_eq!(read().await.sealed_key, before.sealed_key, "nothing to do");
    // As if it had been sealed by a server with another key.
    let former = Secrets::new([[9; KEY_BYTES]]);
    assert!(private_key(&former, &before).is_err());
    seal_anew(&hq.app).await.unwrap();
    assert_eq!(private_key(hq.app.secrets(), &read().await).unwrap().trim(), pem("chain.key").trim());
}

#[tokio::test]
async fn without_a_key_to_encrypt_with_none_is_kept() {
    let setup = Setup { secrets: Secrets::default(), ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    assert!(!ada.call(&ListCertificates { org }).await.unwrap().can_be_kept);
    let add = AddCertificate { org, body: certificate("chain.pem", "chain.key") };
    assert_eq!(ada.call(&add).await.unwrap_err().code(), ProblemCode::NoSecretsKey);
}

#[tokio::test]
async fn a_key_is_in_no_line_of_the_log() {
    let log = Log::start();
    let hq = Hq::start(Backend::Sqlite).await;
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let added = ada.add_certificate(org, "chain.pem", "chain.key").await;
    let body = certificate("rsa.pem", "rsa.key");
    let (id, version) = (added.id, added.etag());
    ada.call(&ReplaceCertificate { org, id, version, body }).await.unwrap();
    let wrong = AddCertificate { org, body: certificate("expired.pem", "chain.key") };
    ada.call(&wrong).await.unwrap_err();
    let of_server = log.of_server();
    for key in ["chain.key", "rsa.key"] {
        assert!(traces(&pem(key)).iter().all(|trace| !holds(of_server.as_bytes(), trace)), "{key}");
    }
    assert!(!of_server.contains("PRIVATE KEY"));
}
