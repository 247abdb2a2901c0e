//! Private keys of TLS certificates: those that can be used are taken, and of the others it is said why they cannot.

use crate::{
    on_both,
    support::{Browser, Hq, certificate, pem},
};
use hq_contract::{
    OrganizationId,
    certificates::{AddCertificate, NewCertificate, RemoveCertificate, check},
};
use hq_server::{certificates::store::private_key, db::entity::certificate as row};
use sea_orm::EntityTrait as _;

on_both!(a_key_without_its_public_half_is_completed, what_the_server_cannot_use_is_told_by_its_kind,);

/// 2026-03-01
const NOW: i64 = 1_772_323_200;

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    (ada, org)
}

async fn a_key_without_its_public_half_is_completed(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (chain, key, whole) in [
        ("chain.pem", "no-public.key", "chain.key"),
        ("chain.pem", "no-public.sec1.key", "chain.key"),
        ("chain.pem", "explicit.key", "chain.key"),
        ("chain.pem", "compressed.key", "chain.key"),
        ("p384.pem", "p384.no-public.key", "p384.key"),
    ] {
        let added = ada.add_certificate(org, chain, key).await;
        let kept = row::Entity::find().one(hq.app.db().read()).await.unwrap().unwrap();
        assert_eq!(private_key(hq.app.secrets(), &kept).unwrap(), pem(whole), "{key}");
        ada.call(&RemoveCertificate { org, id: added.id, version: added.etag() }).await.unwrap();
    }
    // Such a key of another certificate is not made to fit.
    let add = AddCertificate { org, body: certificate("chain.pem", "other.no-public.key") };
    assert_eq!(ada.call(&add).await.unwrap_err().problem.faults, ["wrong_key"]);
}

async fn what_the_server_cannot_use_is_told_by_its_kind(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (file, kind) in [
        ("rsa-8192", "RSA 8192"),
        ("rsa-2304", "RSA 2304"),
        ("rsa-e3", "RSA 2048, e = 3"),
        ("rsa-pss", "RSA-PSS"),
        ("p521", "P-521"),
        ("secp256k1", "secp256k1"),
        ("brainpool", "brainpoolP256r1"),
        ("explicit-curve", "EC (specifiedCurve)"),
        ("ed448", "Ed448"),
        ("dsa", "DSA"),
    ] {
        let body = certificate(&format!("{file}.pem"), &format!("{file}.key"));
        let in_browser = check(&body.chain, &body.private_key, NOW).unwrap_err();
        let refused = ada.call(&AddCertificate { org, body }).await.unwrap_err().problem;
        assert_eq!(refused.faults, ["unsupported_key"], "{file}");
        assert_eq!(refused.detail.as_deref(), Some(&*format!("A key that HQ cannot use: {kind}.")), "{file}");
        let in_browser: Vec<&str> = in_browser.iter().map(|fault| fault.as_str()).collect();
        assert_eq!(in_browser, ["unsupported_key"], "{file}: the browser says the same");
    }
    let above = NewCertificate { chain: pem("p521-authority.pem"), ..certificate("chain.pem", "chain.key") };
    let refused = ada.call(&AddCertificate { org, body: above }).await.unwrap_err().problem;
    assert_eq!(refused.faults, ["unsupported_key"]);
    assert_eq!(refused.detail.as_deref(), Some("A key that HQ cannot use: P-521."));
    // What an authority signed with such a key is another matter: that has to be checked, and not to be signed.
    ada.add_certificate(org, "rsa-e3-authority.pem", "chain.key").await;
}

#[tokio::test]
async fn of_a_key_it_is_said_what_to_do_and_broken_is_only_what_is_broken() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let (ada, org) = acme(&hq).await;
    for (chain, key, fault) in [
        ("chain.pem", "ssh.key", "key_ssh"),
        ("chain.pem", "encrypted.key", "key_encrypted"),
        ("rsa-primes.pem", "rsa-primes.key", "key_unsupported"),
        ("chain.pem", "secp256k1.key", "wrong_key"),
        ("chain.pem", "ed448.key", "wrong_key"),
        ("chain.pem", "dsa.key", "wrong_key"),
        ("chain.pem", "rsa-e3.key", "wrong_key"),
        ("bundle.p7b.pem", "chain.key", "pkcs7"),
    ] {
        let body = certificate(chain, key);
        let in_browser = check(&body.chain, &body.private_key, NOW).unwrap_err();
        let refused = ada.call(&AddCertificate { org, body }).await.unwrap_err().problem;
        assert_eq!(refused.faults, [fault], "{chain}, {key}");
        assert_eq!(in_browser[0].as_str(), fault, "{chain}, {key}: the browser says the same");
    }
    let bundle = {
        use base64::{Engine as _, prelude::BASE64_STANDARD};
        let path = format!("{}/../../tests/fixtures/certificates/bundle.p12", env!("CARGO_MANIFEST_DIR"));
        BASE64_STANDARD.encode(std::fs::read(path).unwrap())
    };
    let body = NewCertificate { chain: bundle.clone(), private_key: bundle };
    let refused = ada.call(&AddCertificate { org, body }).await.unwrap_err().problem;
    assert_eq!(refused.faults, ["pkcs12", "key_pkcs12"]);
    // A number that is another one than that of the point beside it.
    let mut broken: Vec<String> = pem("chain.sec1.key").lines().map(ToOwned::to_owned).collect();
    broken[1].replace_range(16..20, "AAAA");
    let body = NewCertificate { private_key: broken.join("\n"), ..certificate("chain.pem", "chain.key") };
    assert_eq!(ada.call(&AddCertificate { org, body }).await.unwrap_err().problem.faults, ["key_broken"]);
}
