//! How certificates are signed: which algorithms the server can check, and what the others are called.

use super::der::{element, items};
use x509_parser::{
    asn1_rs::{FromDer as _, Oid, oid},
    certificate::X509Certificate,
    x509::SubjectPublicKeyInfo,
};

const EC: Oid<'static> = oid!(1.2.840.10045.2.1);
const RSA: Oid<'static> = oid!(1.2.840.113549.1.1.1);
const PSS: Oid<'static> = oid!(1.2.840.113549.1.1.10);
const ED25519: Oid<'static> = oid!(1.3.101.112);

/// Whether the server can check signatures of an algorithm (the content of a DER `AlgorithmIdentifier`).
#[must_use]
pub fn is_checked(algorithm: &[u8]) -> bool {
    let Ok((parameters, oid)) = Oid::from_der(algorithm) else { return false };
    let rsa = [oid!(1.2.840.113549.1.1.11), oid!(1.2.840.113549.1.1.12), oid!(1.2.840.113549.1.1.13)];
    let ecdsa = [oid!(1.2.840.10045.4.3.2), oid!(1.2.840.10045.4.3.3)];
    if oid == PSS {
        let hashes =
            [oid!(2.16.840.1.101.3.4.2.1), oid!(2.16.840.1.101.3.4.2.2), oid!(2.16.840.1.101.3.4.2.3)];
        return hashes.iter().zip([32, 48, 64]).any(|(hash, salt)| parameters == pss(hash, salt));
    }
    // RFC 4055, 5: with the parameter NULL, or without.
    (rsa.contains(&oid) && (parameters.is_empty() || parameters == [5, 0]))
        || (parameters.is_empty() && (ecdsa.contains(&oid) || oid == ED25519))
}

/// The parameters of RSA-PSS with one hash throughout (RFC 4055, 3.1).
fn pss(hash: &Oid<'_>, salt: u8) -> Vec<u8> {
    let named = |oid: &Oid<'_>, parameters: &[u8]| {
        element(0x30, &[&element(0x06, oid.as_bytes()), parameters].concat())
    };
    let hash = named(hash, &[5, 0]);
    let mask = named(&oid!(1.2.840.113549.1.1.8), &hash);
    let parts = [element(0xa0, &hash), element(0xa1, &mask), element(0xa2, &element(0x02, &[salt]))];
    element(0x30, &parts.concat())
}

/// What the signature of a certificate (DER) is called, where the server cannot check it.
pub fn unchecked(der: &[u8], certificate: &X509Certificate<'_>) -> Option<String> {
    let checked = items(der).and_then(|parts| parts.get(1).map(|algorithm| is_checked(algorithm.data)));
    (checked != Some(true)).then(|| name(&certificate.signature_algorithm.algorithm))
}

/// Whether a key can have made a signature, by their kinds alone: a key on a curve makes none of RSA.
pub fn is_of_kind(certificate: &X509Certificate<'_>, key: &SubjectPublicKeyInfo<'_>) -> bool {
    let text = |oid: &Oid<'_>| oid.to_id_string();
    let (signature, key) = (text(&certificate.signature_algorithm.algorithm), text(&key.algorithm.algorithm));
    let family = |family: &Oid<'_>| key == family.to_id_string();
    if signature.starts_with("1.2.840.113549.1.1.") {
        family(&RSA) || family(&PSS)
    } else if signature.starts_with("1.2.840.10045.4.") {
        family(&EC)
    } else if signature == ED25519.to_id_string() {
        family(&ED25519)
    } else {
        true
    }
}

/// What an algorithm is called; those that are not usual, by their numbers.
fn name(oid: &Oid<'_>) -> String {
    let known = [
        (oid!(1.2.840.10045.4.3.1), "ECDSA, SHA-224"),
        (oid!(1.2.840.10045.4.3.4), "ECDSA, SHA-512"),
        (oid!(2.16.840.1.101.3.4.3.9), "ECDSA, SHA3-224"),
        (oid!(2.16.840.1.101.3.4.3.10), "ECDSA, SHA3-256"),
        (oid!(2.16.840.1.101.3.4.3.11), "ECDSA, SHA3-384"),
        (oid!(2.16.840.1.101.3.4.3.12), "ECDSA, SHA3-512"),
        (oid!(1.2.840.113549.1.1.14), "RSA, SHA-224"),
        (oid!(1.2.840.113549.1.1.15), "RSA, SHA-512/224"),
        (oid!(1.2.840.113549.1.1.16), "RSA, SHA-512/256"),
        (oid!(2.16.840.1.101.3.4.3.13), "RSA, SHA3-224"),
        (oid!(2.16.840.1.101.3.4.3.14), "RSA, SHA3-256"),
        (oid!(2.16.840.1.101.3.4.3.15), "RSA, SHA3-384"),
        (oid!(2.16.840.1.101.3.4.3.16), "RSA, SHA3-512"),
        (oid!(2.16.840.1.101.3.4.3.1), "DSA, SHA-224"),
        (oid!(2.16.840.1.101.3.4.3.2), "DSA, SHA-256"),
        (PSS, "RSA-PSS"),
        (oid!(1.3.101.113), "Ed448"),
        (oid!(1.2.156.10197.1.501), "SM2, SM3"),
        (oid!(2.16.840.1.101.3.4.3.17), "ML-DSA-44"),
        (oid!(2.16.840.1.101.3.4.3.18), "ML-DSA-65"),
        (oid!(2.16.840.1.101.3.4.3.19), "ML-DSA-87"),
    ];
    let found = known.iter().find(|(known, _)| known == oid).map(|(_, name)| (*name).to_owned());
    found.unwrap_or_else(|| oid.to_id_string())
}
