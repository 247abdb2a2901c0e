//! Private keys: which kind one is, and what of it can be held against a certificate without computing with it.

use super::{CertificateFault as Fault, MAX_KEY_BYTES, pem};
use x509_parser::asn1_rs::{Any, BitString, FromDer as _, Oid, Sequence, Tag, oid};

/// What a private key tells of its public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Half {
    /// RSA, by its modulus without leading zeros.
    Rsa(Vec<u8>),
    /// An elliptic curve, where the key says which, and the point, where the key has it.
    Curve(Option<Vec<u8>>, Option<Vec<u8>>),
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// Something else.
    Other,
}

/// The one private key of a text: its label, its DER and its half.
pub fn read(text: &str) -> Result<(String, Vec<u8>, Half), Fault> {
    if text.trim().is_empty() {
        return Err(Fault::KeyMissing);
    }
    if text.len() > MAX_KEY_BYTES {
        return Err(Fault::KeyTooLarge);
    }
    if pem::begins(text, "ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(Fault::KeyEncrypted);
    }
    let parts = pem::parts(text).map_err(|()| Fault::KeyBroken)?;
    let certificate = parts.iter().any(pem::Part::is_certificate);
    let mut keys = parts.into_iter().filter(pem::Part::is_private_key);
    match (keys.next(), keys.next()) {
        (Some(_), Some(_)) => Err(Fault::SeveralKeys),
        (Some(key), None) => {
            let half = half(&key.label, &key.der).ok_or(Fault::KeyBroken)?;
            Ok((key.label, key.der, half))
        }
        (None, _) if certificate => Err(Fault::CertificateInKey),
        (None, _) => Err(Fault::NoKey),
    }
}

fn half(label: &str, der: &[u8]) -> Option<Half> {
    match label {
        "RSA PRIVATE KEY" => rsa(der),
        "EC PRIVATE KEY" => curve(der, None),
        "PRIVATE KEY" => pkcs8(der),
        _ => Some(Half::Other),
    }
}

/// The items of a sequence.
fn items(der: &[u8]) -> Option<Vec<Any<'_>>> {
    let (rest, sequence) = Sequence::from_der(der).ok()?;
    if !rest.is_empty() {
        return None;
    }
    // The sequence ends where the whole does; its items live as long as the whole, and not only as it does.
    let start = der.len().checked_sub(sequence.content.len())?;
    let mut content = der.get(start..)?;
    let mut items = Vec::new();
    // No key has more; what claims to is no key.
    while !content.is_empty() && items.len() < 32 {
        let (rest, item) = Any::from_der(content).ok()?;
        items.push(item);
        content = rest;
    }
    content.is_empty().then_some(items)
}

/// PKCS #1 (RFC 8017, A.1.2).
fn rsa(der: &[u8]) -> Option<Half> {
    let items = items(der)?;
    let modulus = items.get(1).filter(|item| item.tag() == Tag::Integer)?;
    Some(Half::Rsa(trimmed(modulus.data)))
}

/// SEC 1 (RFC 5915).
fn curve(der: &[u8], named: Option<Vec<u8>>) -> Option<Half> {
    let items = items(der)?;
    items.get(1).filter(|item| item.tag() == Tag::OctetString)?;
    let tagged =
        |number| items.iter().find(|item| item.header.is_contextspecific() && item.tag().0 == number);
    let named = named.or_else(|| Some(tagged(0)?.data.to_vec()));
    let point = tagged(1).and_then(|item| Some(BitString::from_der(item.data).ok()?.1.data.to_vec()));
    Some(Half::Curve(named, point))
}

/// PKCS #8 (RFC 5958).
fn pkcs8(der: &[u8]) -> Option<Half> {
    let all = items(der)?;
    let algorithm = all.get(1).filter(|item| item.tag() == Tag::Sequence)?;
    let inner = all.get(2).filter(|item| item.tag() == Tag::OctetString)?.data;
    let (parameters, kind) = Oid::from_der(algorithm.data).ok()?;
    if kind == oid!(1.2.840.113549.1.1.1) {
        rsa(inner)
    } else if kind == oid!(1.2.840.10045.2.1) {
        curve(inner, Some(parameters.to_vec()))
    } else if kind == oid!(1.3.101.112) {
        Some(Half::Ed25519)
    } else {
        Some(Half::Other)
    }
}

/// An integer without its leading zeros.
pub fn trimmed(integer: &[u8]) -> Vec<u8> {
    integer.iter().copied().skip_while(|byte| *byte == 0).collect()
}
