//! Authorities with limits, signatures of all kinds, and names written in two ways: what is wrong is said, and what is not is
//! taken. The browser says the same as the server.

use crate::{
    on_both,
    support::{Browser, Hq, certificate},
};
use hq_contract::{
    OrganizationId,
    certificates::{AddCertificate, RemoveCertificate, check},
};

on_both!(what_keeps_to_its_limits_is_taken, what_does_not_is_told_by_what_it_is,);

/// 2026-03-01
const NOW: i64 = 1_772_323_200;

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    (ada, org)
}

async fn what_keeps_to_its_limits_is_taken(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (file, length) in [
        ("name-permitted.pem", 3),
        ("path-length-kept.pem", 3),
        ("seven-authorities.pem", 8),
        ("name-printable.pem", 2),
        ("name-spaces.pem", 2),
        ("name-above.pem", 3),
    ] {
        let added = ada.add_certificate(org, file, "chain.key").await;
        assert_eq!((added.chain_length, added.publicly_trusted), (length, false), "{file}");
        ada.call(&RemoveCertificate { org, id: added.id, version: added.etag() }).await.unwrap();
        let body = certificate(file, "chain.key");
        let in_browser = check(&body.chain, &body.private_key, NOW).unwrap();
        assert_eq!(in_browser.chain.len(), length as usize, "{file}: the browser says the same");
    }
}

async fn what_does_not_is_told_by_what_it_is(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (file, fault, signature) in [
        ("name-excluded.pem", "name_forbidden", None),
        ("name-not-permitted.pem", "name_forbidden", None),
        ("path-length.pem", "path_length", None),
        ("no-authority.pem", "not_an_authority", None),
        ("no-authority-said.pem", "not_an_authority", None),
        ("weak-authority.pem", "weak_key", None),
        ("weak-root.pem", "weak_key", None),
        ("critical-extension.pem", "unsupported_certificate", None),
        ("eight-authorities.pem", "chain_too_long", None),
        ("ecdsa-sha512.pem", "unsupported_signature", Some("ECDSA, SHA-512")),
        ("middle-sha512.pem", "unsupported_signature", Some("ECDSA, SHA-512")),
        ("ecdsa-sha224.pem", "unsupported_signature", Some("ECDSA, SHA-224")),
        ("rsa-sha3.pem", "unsupported_signature", Some("RSA, SHA3-256")),
    ] {
        let body = certificate(file, "chain.key");
        let in_browser = check(&body.chain, &body.private_key, NOW).map(|_| file).unwrap_err();
        let refused = ada.call(&AddCertificate { org, body }).await.unwrap_err().problem;
        assert_eq!(refused.faults, [fault], "{file}");
        let detail = signature.map(|how| format!("A signature that HQ cannot check: {how}."));
        assert_eq!(refused.detail, detail, "{file}");
        let in_browser: Vec<&str> = in_browser.iter().map(|fault| fault.as_str()).collect();
        assert_eq!(in_browser, [fault], "{file}: the browser says the same");
    }
    // Another name is none of the same; and one that is, with a signature of somebody else's, is forged.
    for (file, fault) in [("name-other.pem", "intermediate_missing"), ("name-forged.pem", "signature_wrong")]
    {
        let add = AddCertificate { org, body: certificate(file, "chain.key") };
        assert_eq!(ada.call(&add).await.unwrap_err().problem.faults, [fault], "{file}");
    }
}
