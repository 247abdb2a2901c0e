//! Public keys of certificates: which kinds the server can use, and whether a private key goes with one.

use super::{
    CertificateFault as Fault,
    der::{bits, element, trimmed},
    key::{Curve, Half},
};
use x509_parser::{
    asn1_rs::{FromDer as _, Oid, Tag, oid},
    public_key::{PublicKey, RSAPublicKey},
    x509::SubjectPublicKeyInfo,
};

/// RSA keys of fewer bits are refused (CA/Browser Forum, Baseline Requirements, 6.1.5).
const MIN_RSA_BITS: usize = 2048;
/// The server's TLS library (ring) signs with RSA keys of these lengths, and with public exponents from 65,537 on.
const SIGNING_RSA_BITS: [usize; 3] = [2048, 3072, 4096];
const MIN_SIGNING_EXPONENT: u64 = 65_537;
/// It checks what was signed with larger ones too, and with exponents of at most 33 bits.
const MAX_RSA_BITS: usize = 8192;
const EXPONENTS: std::ops::RangeInclusive<u64> = 3..=(1 << 33) - 1;

const EC: Oid<'static> = oid!(1.2.840.10045.2.1);
const P256: Oid<'static> = oid!(1.2.840.10045.3.1.7);
const P384: Oid<'static> = oid!(1.3.132.0.34);
const ED25519: Oid<'static> = oid!(1.3.101.112);

/// What a key is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The server signs with it.
    Server,
    /// It has signed another certificate.
    Authority,
}

/// The kinds of keys of certificates.
#[derive(Clone, Copy, Debug)]
pub enum KeyType {}

impl KeyType {
    /// What they are called.
    pub const ALL: [&'static str; 6] = ["RSA 2048", "RSA 3072", "RSA 4096", "P-256", "P-384", "Ed25519"];
}

/// A key that cannot be used: why, and what it is.
pub type Unusable = (Fault, String);

/// The kind of a key that can be used.
pub fn key_type(key: &SubjectPublicKeyInfo<'_>, usage: Use) -> Result<String, Unusable> {
    let algorithm = &key.algorithm.algorithm;
    if *algorithm == ED25519 {
        return Ok("Ed25519".to_owned());
    }
    match key.parsed() {
        Ok(PublicKey::RSA(rsa)) => rsa_type(&rsa, usage),
        Ok(PublicKey::EC(point)) => {
            let curve = curve(key);
            let name = curve.as_ref().map_or_else(|| "EC (specifiedCurve)".to_owned(), name);
            match (size(curve.as_ref()), point.data()) {
                (Some(size), [4, ..]) if point.data().len() == size * 2 + 1 => Ok(name),
                (Some(_), [2 | 3, ..]) => Err((Fault::UnsupportedKey, format!("{name} (compressed)"))),
                (Some(_), _) => Err((Fault::NotACertificate, name)),
                (None, _) => Err((Fault::UnsupportedKey, name)),
            }
        }
        _ => Err((Fault::UnsupportedKey, name(algorithm))),
    }
}

fn rsa_type(rsa: &RSAPublicKey<'_>, usage: Use) -> Result<String, Unusable> {
    let bits = bits(&trimmed(rsa.modulus));
    let exponent = rsa.try_exponent().unwrap_or(u64::MAX);
    let name = format!("RSA {bits}");
    if bits < MIN_RSA_BITS {
        return Err((Fault::WeakKey, name));
    }
    let (length, exponents) = match usage {
        Use::Server => (SIGNING_RSA_BITS.contains(&bits), MIN_SIGNING_EXPONENT..=*EXPONENTS.end()),
        Use::Authority => (bits <= MAX_RSA_BITS, EXPONENTS),
    };
    match (length, exponents.contains(&exponent)) {
        (true, true) => Ok(name),
        (false, _) => Err((Fault::UnsupportedKey, name)),
        (_, false) if exponent == u64::MAX => Err((Fault::UnsupportedKey, format!("{name}, e > 2³³"))),
        (_, false) => Err((Fault::UnsupportedKey, format!("{name}, e = {exponent}"))),
    }
}

/// What an algorithm or a curve is called; those that are not usual, by their numbers.
fn name(oid: &Oid<'_>) -> String {
    let known = [
        (P256, "P-256"),
        (P384, "P-384"),
        (oid!(1.3.132.0.33), "P-224"),
        (oid!(1.3.132.0.35), "P-521"),
        (oid!(1.3.132.0.10), "secp256k1"),
        (oid!(1.3.36.3.3.2.8.1.1.7), "brainpoolP256r1"),
        (oid!(1.3.36.3.3.2.8.1.1.11), "brainpoolP384r1"),
        (oid!(1.3.36.3.3.2.8.1.1.13), "brainpoolP512r1"),
        (oid!(1.3.101.113), "Ed448"),
        (oid!(1.2.840.10040.4.1), "DSA"),
        (oid!(1.2.840.113549.1.1.10), "RSA-PSS"),
        (oid!(2.16.840.1.101.3.4.3.17), "ML-DSA-44"),
        (oid!(2.16.840.1.101.3.4.3.18), "ML-DSA-65"),
        (oid!(2.16.840.1.101.3.4.3.19), "ML-DSA-87"),
    ];
    let found = known.iter().find(|(known, _)| known == oid).map(|(_, name)| (*name).to_owned());
    found.unwrap_or_else(|| oid.to_id_string())
}

fn curve(key: &SubjectPublicKeyInfo<'_>) -> Option<Oid<'static>> {
    let parameters = key.algorithm.parameters.as_ref().filter(|any| any.tag() == Tag::Oid)?;
    parameters.as_oid().ok().map(|oid| oid.to_owned())
}

/// The bytes of a number on a curve that the server can use.
fn size(curve: Option<&Oid<'_>>) -> Option<usize> {
    match curve {
        Some(curve) if *curve == P256 => Some(32),
        Some(curve) if *curve == P384 => Some(48),
        _ => None,
    }
}

/// Whether a private key may be that of a public one: nothing speaks against it.
pub fn fits(public: &SubjectPublicKeyInfo<'_>, half: &Half) -> bool {
    match (half, public.parsed()) {
        (Half::Rsa { modulus, exponent }, Ok(PublicKey::RSA(rsa))) => {
            *modulus == trimmed(rsa.modulus) && *exponent == trimmed(rsa.exponent)
        }
        (Half::Curve(key), Ok(PublicKey::EC(point))) => {
            let same_curve = key.named.as_ref().is_none_or(|named| {
                Oid::from_der(named).is_ok_and(|(_, named)| curve(public).is_none_or(|curve| curve == named))
            });
            same_curve && key.point.as_ref().is_none_or(|own| same_point(own, point.data()))
        }
        (Half::Ed25519, _) => public.algorithm.algorithm == ED25519,
        // Of a kind that is not known here: the server finds out.
        // A key of a kind that the server cannot use is none of those that it can.
        (Half::Other, _) => matches!(key_type(public, Use::Server), Err((Fault::UnsupportedKey, _))),
        _ => false,
    }
}

/// Whether two points are the same, in full or as one coordinate and the sign of the other (SEC 1, 2.3.3).
fn same_point(one: &[u8], other: &[u8]) -> bool {
    let short = |point: &[u8]| match point.split_first() {
        Some((4, coordinates)) => {
            let (x, y) = coordinates.split_at(coordinates.len() / 2);
            Some((2 + (y.last()? & 1), x.to_vec()))
        }
        Some((sign, x)) => Some((*sign, x.to_vec())),
        None => None,
    };
    one == other || (one.len() != other.len() && short(one) == short(other))
}

/// A key on a curve as TLS libraries read it (PKCS #8): with the point of the certificate that it fits, which is its public
/// half (ring takes no key without it, and computes whether it is). Nothing where it can be no key on that curve.
pub fn completed(key: &Curve, public: &SubjectPublicKeyInfo<'_>) -> Option<Vec<u8>> {
    let curve = curve(public)?;
    let missing = size(Some(&curve))?.checked_sub(key.secret.len())?;
    if key.secret.is_empty() {
        return None;
    }
    let secret = [vec![0; missing], key.secret.clone()].concat();
    let point = [&[0], public.subject_public_key.data.as_ref()].concat();
    let parts = [element(0x02, &[1]), element(0x04, &secret), element(0xa1, &element(0x03, &point))];
    let algorithm = [element(0x06, EC.as_bytes()), element(0x06, curve.as_bytes())].concat();
    let inner = element(0x04, &element(0x30, &parts.concat()));
    Some(element(0x30, &[element(0x02, &[0]), element(0x30, &algorithm), inner].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_the_server_signs_with_has_its_name_in_the_list() {
        let rsa = SIGNING_RSA_BITS.map(|bits| format!("RSA {bits}"));
        let others = [name(&P256), name(&P384), "Ed25519".to_owned()];
        assert_eq!(rsa.into_iter().chain(others).collect::<Vec<_>>(), KeyType::ALL);
    }
}
