//! TLS certificates in whatever spelling they come, and keys among them, which are never overlooked.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, certificate, pem, spellings},
};
use hq_contract::{
    OrganizationId,
    certificates::{
        AddCertificate, Certificate, CertificateFault as Fault, ListCertificates, NewCertificate,
        RemoveCertificate, check,
    },
};
use hq_server::{certificates::store::private_key, db::entity::certificate as row};
use sea_orm::EntityTrait as _;

on_both!(every_spelling_is_the_same_certificate);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    (ada, org)
}

/// Adds a certificate and removes it again; with what was kept of it.
async fn kept(
    hq: &Hq,
    ada: &Browser,
    org: OrganizationId,
    body: NewCertificate,
    what: &str,
) -> (Certificate, String, String) {
    let added = ada.call(&AddCertificate { org, body }).await;
    let added = added.unwrap_or_else(|refused| panic!("{what}: {:?}", refused.problem));
    let row = row::Entity::find().one(hq.app.db().read()).await.unwrap().unwrap();
    let key = private_key(hq.app.secrets(), &row).unwrap();
    ada.call(&RemoveCertificate { org, id: added.id, version: added.etag() }).await.unwrap();
    (added, row.chain, key)
}

async fn every_spelling_is_the_same_certificate(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (chain, key) in [("chain.pem", "chain.key"), ("rsa.pem", "rsa.pkcs1.key")] {
        let (first, ..) = kept(&hq, &ada, org, certificate(chain, key), "as it is").await;
        for ((what, chain_text), (_, key_text)) in
            spellings(&pem(chain)).into_iter().zip(spellings(&pem(key)))
        {
            let body = NewCertificate { chain: chain_text, private_key: key_text };
            let (added, kept_chain, kept_key) = kept(&hq, &ada, org, body, what).await;
            assert_eq!((added.fingerprint, added.chain_length), (first.fingerprint.clone(), 3), "{what}");
            assert_eq!((kept_chain, kept_key), (pem(chain), pem(key)), "{what}");
        }
    }
}

#[tokio::test]
async fn certificates_without_their_first_and_last_lines_are_read() {
    let hq = Hq::start(Backend::Sqlite).await;
    let (ada, org) = acme(&hq).await;
    let bare =
        |file: &str| pem(file).lines().filter(|line| !line.starts_with('-')).collect::<Vec<_>>().join("\n");
    let body = NewCertificate { chain: bare("chain.pem"), private_key: bare("chain.key") };
    let (added, chain, key) = kept(&hq, &ada, org, body, "bare").await;
    assert_eq!((added.chain_length, chain, key), (3, pem("chain.pem"), pem("chain.key")));
}

/// Keys in all forms, whole and not.
fn keys() -> Vec<(&'static str, String)> {
    let files = [
        "chain.key",
        "chain.sec1.key",
        "rsa.key",
        "rsa.pkcs1.key",
        "ed25519.key",
        "encrypted.key",
        "encrypted.pkcs1.key",
        "ssh.key",
        "dsa.key",
        "no-public.key",
        "explicit.key",
    ];
    let mut keys: Vec<(&str, String)> = files.map(|file| (file, pem(file))).into();
    keys.push(("cut off", pem("chain.key").replace("-----END PRIVATE KEY-----", "")));
    keys.push(("its beginning cut off", pem("chain.key").replace("-----BEGIN PRIVATE KEY-----", "")));
    keys.push(("under another label", pem("chain.key").replace("PRIVATE KEY", "CERTIFICATE")));
    keys.push((
        "in small letters",
        pem("chain.key")
            .replace("BEGIN PRIVATE KEY", "begin private key")
            .replace("END PRIVATE KEY", "end private key"),
    ));
    keys
}

#[tokio::test]
async fn a_key_in_the_chain_is_found_in_every_spelling() {
    let hq = Hq::start(Backend::Sqlite).await;
    let (ada, org) = acme(&hq).await;
    for (file, key) in keys() {
        for (what, key) in spellings(&key) {
            for chain in [
                pem("chain.pem") + &key,
                format!("{key}\n{}", pem("chain.pem")),
                pem("chain.pem").trim_end().to_owned() + &key,
                key.clone(),
            ] {
                let read = check(&chain, &pem("chain.key"), 1_772_323_200);
                assert_eq!(read.unwrap_err(), [Fault::KeyInChain], "{file}, {what}: {chain}");
            }
            // What is sent over the wire, once for each.
            let body = NewCertificate {
                chain: pem("chain.pem").trim_end().to_owned() + &key,
                ..certificate("chain.pem", "chain.key")
            };
            let refused = ada.call(&AddCertificate { org, body }).await.unwrap_err();
            assert_eq!(refused.problem.faults, ["key_in_chain"], "{file}, {what}");
            assert!(refused.problem.detail.is_none());
        }
    }
    assert_eq!(ada.call(&ListCertificates { org }).await.unwrap().total, 0);
}

#[test]
fn keys_of_other_programs_are_found_in_the_chain() {
    for key in [
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"x\"\nP2/56wAAAi4A\n---- END SSH2 ENCRYPTED PRIVATE KEY ----",
        "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 1\nAAAB",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQVY\n-----END PGP PRIVATE KEY BLOCK-----",
    ] {
        let chain = format!("{}{key}", pem("chain.pem"));
        assert_eq!(check(&chain, "", 1_772_323_200).unwrap_err()[0], Fault::KeyInChain, "{key}");
    }
}
