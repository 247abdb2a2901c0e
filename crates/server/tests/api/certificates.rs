//! TLS certificates: which are taken, what is said of those that are not, and what is told of those that are.

use crate::{
    access_matrix::{Matrix, ruled},
    on_both,
    support::{Browser, Hq, certificate, pem},
};
use hq_contract::{
    DomainName, ETag, FieldCode, OrganizationId, ProblemCode,
    certificates::{
        AddCertificate, Certificate, CertificateFault as Fault, GetCertificate, ListCertificates,
        MAX_KEY_BYTES, NewCertificate, RemoveCertificate, ReplaceCertificate,
    },
    domains::{ClaimDomain, NewDomain, VerifyDomain},
};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    ruled("GET /api/v1/organizations/{org}/certificates", "settings infrastructure", 200),
    ruled("POST /api/v1/organizations/{org}/certificates", "settings infrastructure", 201)
        .body(|_| json!(certificate("rsa.pem", "rsa.key"))),
    ruled("GET /api/v1/organizations/{org}/certificates/{id}", "settings infrastructure", 200),
    ruled("PUT /api/v1/organizations/{org}/certificates/{id}", "settings infrastructure", 200)
        .body(|_| json!(certificate("p384.pem", "p384.key"))),
    ruled("DELETE /api/v1/organizations/{org}/certificates/{id}", "settings infrastructure", 204),
])
.making(|_, admin, org| {
    Box::pin(async move { admin.add_certificate(org, "chain.pem", "chain.key").await.id.0 })
});

on_both!(
    usable_certificates_are_taken_with_what_they_say,
    a_certificate_says_which_domains_it_covers,
    one_is_added_once_and_replaced_under_its_version,
    replacing_refuses_what_adding_refuses_and_keeps_what_was,
    removed_ones_are_gone,
    the_first_to_expire_stands_first,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    (ada, org)
}

fn names(certificate: &Certificate) -> Vec<&str> {
    certificate.names.iter().map(|name| name.name.as_str()).collect()
}

async fn usable_certificates_are_taken_with_what_they_say(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (chain, key, kind) in [
        ("chain.pem", "chain.key", "P-256"),
        ("rsa.pem", "rsa.key", "RSA 2048"),
        ("p384.pem", "p384.key", "P-384"),
        ("ed25519.pem", "ed25519.key", "Ed25519"),
        ("wildcard.pem", "chain.key", "P-256"),
        ("direct.pem", "chain.key", "P-256"),
        ("many-names.pem", "chain.key", "P-256"),
        ("expires-2026-04-10.pem", "chain.sec1.key", "P-256"),
        ("other-domain.pem", "chain.key", "P-256"),
    ] {
        let added = ada.add_certificate(org, chain, key).await;
        assert_eq!(added.key_type, kind, "{chain}");
        assert!(!added.publicly_trusted, "{chain}: nobody knows our authority");
        assert_eq!(added.fingerprint.len(), 64);
    }
    let list = ada.call(&ListCertificates { org }).await.unwrap();
    assert_eq!((list.items.len(), list.total, list.can_be_kept), (9, 9, true));
    let good = list.items.iter().find(|one| one.chain_length == 3 && one.key_type == "P-384").unwrap();
    assert_eq!(names(good), ["acme.example", "www.acme.example"]);
    assert_eq!(good.issuer, "Acme Test Authority, Acme Testing");
    assert_eq!(good.not_after.as_str(), "2126-01-01T00:00:00Z");
    assert!(good.expires_in_days > 36_000 && good.replaced_at.is_none() && good.version == 1);
    let soon = &list.items[0];
    // 2026-03-01 09:00 to 2026-04-10 09:00, and a moment has passed.
    assert_eq!((soon.not_after.as_str(), soon.expires_in_days), ("2026-04-10T09:00:00Z", 39));
    // The same certificates with other keys' forms and other text around.
    let other = ada.create("Other").await.id;
    ada.add_certificate(other, "rsa.pem", "rsa.pkcs1.key").await;
    ada.add_certificate(other, "with-text.pem", "chain.key").await;
}

#[tokio::test]
async fn every_fault_has_its_name() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    let (ada, org) = acme(&hq).await;
    let good = || (pem("chain.pem"), pem("chain.key"));
    let chain = |file: &str| (pem(file), pem("chain.key"));
    let own = |name: &str| (pem(&format!("{name}.pem")), pem(&format!("{name}.key")));
    let key = |file: &str| (pem("chain.pem"), pem(file));
    let cut = |text: String| text[..text.len() / 4].to_owned();
    let nonsense = |label: &str| format!("-----BEGIN {label}-----\nAAECAwQF\n-----END {label}-----\n");
    let key_of = good().1;
    for (what, (chain, private_key), faults) in [
        ("no chain", (String::new(), key_of.clone()), &[Fault::ChainMissing][..]),
        ("spaces", (" \n".into(), key_of.clone()), &[Fault::ChainMissing]),
        ("garbage", ("\u{1}\u{2} not at all".into(), key_of.clone()), &[Fault::NoCertificate]),
        ("a request", chain("request.pem"), &[Fault::NoCertificate]),
        ("cut off", (cut(good().0), key_of.clone()), &[Fault::ChainBroken]),
        ("bad base64", (good().0.replacen('A', "*", 3), key_of.clone()), &[Fault::ChainBroken]),
        ("no certificate inside", (nonsense("CERTIFICATE"), key_of.clone()), &[Fault::NotACertificate]),
        ("200 kB", (good().0.repeat(100), key_of.clone()), &[Fault::ChainTooLarge]),
        ("a chain of eleven", chain("too-long.pem"), &[Fault::ChainTooLong]),
        ("thirty-three", chain("too-many.pem"), &[Fault::ChainTooLong]),
        ("a key in it", (good().0 + &key_of, key_of.clone()), &[Fault::KeyInChain]),
        ("expired", chain("expired.pem"), &[Fault::Expired]),
        ("not yet valid", chain("not-yet-valid.pem"), &[Fault::NotYetValid]),
        ("an authority expired", chain("authority-expired.pem"), &[Fault::AuthorityExpired]),
        ("the server's alone", chain("leaf-alone.pem"), &[Fault::IntermediateMissing]),
        ("without the root", chain("without-root.pem"), &[Fault::IntermediateMissing]),
        ("without the middle", chain("without-middle.pem"), &[Fault::IntermediateMissing]),
        ("forged", chain("forged.pem"), &[Fault::SignatureWrong]),
        ("self-signed", chain("self-signed.pem"), &[Fault::SelfSigned]),
        ("a self-signed authority", chain("self-signed-authority.pem"), &[Fault::SelfSigned]),
        ("an authority", chain("authority.pem"), &[Fault::Authority]),
        ("no names", chain("no-names.pem"), &[Fault::NoNames]),
        ("only addresses", chain("only-addresses.pem"), &[Fault::NoNames]),
        ("for clients", chain("for-clients.pem"), &[Fault::NotForServers]),
        ("RSA 1024", own("rsa-1024"), &[Fault::WeakKey]),
        ("SHA-1", chain("sha1.pem"), &[Fault::WeakSignature]),
        ("MD5", chain("md5.pem"), &[Fault::WeakSignature]),
        ("P-521", own("p521"), &[Fault::UnsupportedKey]),
        ("Ed448", own("ed448"), &[Fault::UnsupportedKey]),
        ("DSA", own("dsa"), &[Fault::UnsupportedKey]),
        ("no key", (good().0, String::new()), &[Fault::KeyMissing]),
        ("another's key", key("other.key"), &[Fault::WrongKey]),
        ("a key of another kind", key("rsa.key"), &[Fault::WrongKey]),
        ("Ed25519 for P-256", key("ed25519.key"), &[Fault::WrongKey]),
        ("encrypted", key("encrypted.key"), &[Fault::KeyEncrypted]),
        ("encrypted as of old", (pem("rsa.pem"), pem("encrypted.pkcs1.key")), &[Fault::KeyEncrypted]),
        ("a public key", key("public.key"), &[Fault::NoKey]),
        ("garbage as key", (good().0, "secret".into()), &[Fault::NoKey]),
        ("a certificate as key", key("chain.pem"), &[Fault::CertificateInKey]),
        ("two keys", (good().0, key_of.repeat(2)), &[Fault::SeveralKeys]),
        ("a key cut off", (good().0, cut(key_of.clone())), &[Fault::KeyBroken]),
        ("no key inside", (good().0, nonsense("PRIVATE KEY")), &[Fault::KeyBroken]),
        ("a large key", (good().0, "x".repeat(MAX_KEY_BYTES + 1)), &[Fault::KeyTooLarge]),
        (
            "expired, and another's key",
            (pem("expired.pem"), pem("other.key")),
            &[Fault::Expired, Fault::WrongKey],
        ),
        ("nothing", (String::new(), String::new()), &[Fault::ChainMissing, Fault::KeyMissing]),
    ] {
        let refused = ada.call(&AddCertificate { org, body: NewCertificate { chain, private_key } }).await;
        let problem = refused.map_err(|refused| refused.problem).expect_err(what);
        assert_eq!(problem.code, ProblemCode::Invalid, "{what}");
        let names: Vec<&str> = faults.iter().map(|fault| fault.as_str()).collect();
        assert_eq!(problem.faults, names, "{what}");
        for fault in faults {
            assert_eq!(problem.field(fault.pointer()), Some(FieldCode::Unusable), "{what}");
        }
        assert_eq!(problem.fields.len(), faults.len(), "{what}");
    }
    let body = NewCertificate { chain: "x".repeat(1024 * 1024), private_key: key_of };
    let refused = ada.call(&AddCertificate { org, body }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooLarge, "a megabyte is refused before it is read");
    assert_eq!(ada.call(&ListCertificates { org }).await.unwrap().total, 0);
}

async fn a_certificate_says_which_domains_it_covers(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let added = ada.add_certificate(org, "wildcard.pem", "chain.key").await;
    assert!(added.names.iter().all(|name| name.domain.is_none()), "no domain is verified");
    let claim = NewDomain { name: "acme.example".parse().unwrap() };
    let domain = ada.call(&ClaimDomain { org, body: claim }).await.unwrap();
    let before = ada.call(&GetCertificate { org, id: added.id }).await.unwrap();
    assert!(before.names.iter().all(|name| name.domain.is_none()), "claimed is not verified");
    hq.dns.texts(&domain.record.name, &[&domain.record.value]);
    ada.call(&VerifyDomain { org, id: domain.id }).await.unwrap();
    let covered = ada.call(&GetCertificate { org, id: added.id }).await.unwrap();
    let acme: DomainName = "acme.example".parse().unwrap();
    let said: Vec<_> = covered.names.iter().map(|one| (one.name.as_str(), one.domain.as_ref())).collect();
    assert_eq!(said, [("*.acme.example", Some(&acme)), ("acme.example", Some(&acme))]);
    let foreign = ada.add_certificate(org, "other-domain.pem", "chain.key").await;
    assert_eq!(foreign.names[0].domain, None, "globex.example is not Acme's");
}

async fn one_is_added_once_and_replaced_under_its_version(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let first = ada.add_certificate(org, "chain.pem", "chain.key").await;
    let again = AddCertificate { org, body: certificate("chain.pem", "chain.key") };
    assert_eq!(ada.call(&again).await.unwrap_err().code(), ProblemCode::CertificateExists);
    let beside = ada.add_certificate(org, "rsa.pem", "rsa.key").await;
    let replace = |version: ETag, chain: &str, key: &str| ReplaceCertificate {
        org,
        id: first.id,
        version,
        body: certificate(chain, key),
    };
    hq.advance(time::Duration::minutes(1));
    let after = ada.call(&replace(first.etag(), "p384.pem", "p384.key")).await.unwrap();
    assert_eq!((after.id, after.version, after.key_type.as_str()), (first.id, 2, "P-384"));
    assert!(after.replaced_at.is_some() && after.created_at == first.created_at);
    let stale = ada.call(&replace(first.etag(), "ed25519.pem", "ed25519.key")).await.unwrap_err();
    assert_eq!(stale.code(), ProblemCode::Stale);
    let twice = ada.call(&replace(after.etag(), "rsa.pem", "rsa.key")).await.unwrap_err();
    assert_eq!(twice.code(), ProblemCode::CertificateExists, "it stands beside");
    // The same one again, as when the key's file was made anew: that is no other certificate.
    ada.call(&replace(after.etag(), "p384.pem", "p384.key")).await.unwrap();
    let (_, tag) = ada.call_versioned(&GetCertificate { org, id: first.id }).await.unwrap();
    assert!(tag.0.starts_with("\"3."), "{tag:?}");
    assert_eq!(ada.call(&GetCertificate { org, id: beside.id }).await.unwrap(), beside);
}

async fn replacing_refuses_what_adding_refuses_and_keeps_what_was(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let first = ada.add_certificate(org, "chain.pem", "chain.key").await;
    let body = certificate("expired.pem", "other.key");
    let replace = ReplaceCertificate { org, id: first.id, version: first.etag(), body };
    let refused = ada.call(&replace).await.unwrap_err();
    assert_eq!(refused.problem.faults, ["expired", "wrong_key"]);
    assert_eq!(ada.call(&GetCertificate { org, id: first.id }).await.unwrap(), first);
    let two = |key: &str| ReplaceCertificate {
        body: certificate(&format!("{key}.pem"), &format!("{key}.key")),
        ..replace.clone()
    };
    let (a, b) = (two("rsa"), two("p384"));
    let (a, b) = tokio::join!(ada.call(&a), ada.call(&b));
    assert_ne!(a.is_ok(), b.is_ok(), "two admins at once: one is told");
    assert_eq!(a.err().or(b.err()).unwrap().code(), ProblemCode::Stale);
}

async fn removed_ones_are_gone(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let one = ada.add_certificate(org, "chain.pem", "chain.key").await;
    let remove = |version| RemoveCertificate { org, id: one.id, version };
    assert_eq!(ada.call(&remove(ETag("\"9\"".into()))).await.unwrap_err().code(), ProblemCode::Stale);
    ada.call(&remove(one.etag())).await.unwrap();
    assert_eq!(ada.call(&remove(one.etag())).await.unwrap_err().code(), ProblemCode::NotFound);
    assert_eq!(
        ada.call(&GetCertificate { org, id: one.id }).await.unwrap_err().code(),
        ProblemCode::NotFound
    );
    ada.add_certificate(org, "chain.pem", "chain.key").await;
}

async fn the_first_to_expire_stands_first(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    ada.add_certificate(org, "chain.pem", "chain.key").await;
    let soon = ada.add_certificate(org, "expires-2026-04-10.pem", "chain.key").await;
    assert_eq!(ada.call(&ListCertificates { org }).await.unwrap().items[0].id, soon.id);
    hq.advance(time::Duration::days(50));
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let first = ada.call(&ListCertificates { org }).await.unwrap().items.remove(0);
    assert_eq!((first.id, first.expires_in_days), (soon.id, -11), "over, and still listed");
}
