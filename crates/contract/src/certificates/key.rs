//! Private keys: which kind one is, and what of it can be held against a certificate without computing with it.

use super::{
    CertificateFault as Fault, MAX_KEY_BYTES,
    der::{bits, items, trimmed},
    part::Part,
    pem,
};
use x509_parser::asn1_rs::{Any, BitString, FromDer as _, Oid, Tag, oid};

/// What a private key tells of its public half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Half {
    /// RSA, by its modulus and its public exponent, both without leading zeros.
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    /// An elliptic curve.
    Curve(Curve),
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// Something else.
    Other,
}

/// A key on an elliptic curve.
#[derive(Clone, PartialEq, Eq)]
pub struct Curve {
    /// Which curve (DER), where the key says so by name.
    pub named: Option<Vec<u8>>,
    /// The private number, without leading zeros.
    pub secret: Vec<u8>,
    /// The point that is its public half, where the key has it.
    pub point: Option<Vec<u8>>,
    /// Whether TLS libraries read it as it stands: with its curve's name, the whole of its number, and its point.
    pub is_plain: bool,
}

impl std::fmt::Debug for Curve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Curve").field("point", &self.point).finish_non_exhaustive()
    }
}

/// A private key.
pub struct Key {
    /// What it is called in PEM: `PRIVATE KEY`, `RSA PRIVATE KEY`, `EC PRIVATE KEY`.
    pub label: &'static str,
    /// The key (DER).
    pub der: Vec<u8>,
    /// Its public half.
    pub half: Half,
    /// Whether the server can use such a key, as far as this does not hang on its kind.
    pub is_usable: bool,
}

/// The one private key of a text.
pub fn read(text: &str) -> Result<Key, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::KeyMissing);
    }
    if text.len() > MAX_KEY_BYTES {
        return Err(Fault::KeyTooLarge);
    }
    let parts = pem::parts(text);
    let mut keys = parts.iter().filter(|part| part.is_private_key());
    match (keys.next(), keys.next()) {
        (Some(_), Some(_)) => Err(Fault::SeveralKeys),
        (Some(part), None) => one(part),
        (None, _) if parts.iter().any(Part::is_certificate) => Err(Fault::CertificateInKey),
        (None, _) if parts.iter().any(Part::is_pkcs12) => Err(Fault::KeyPkcs12),
        (None, _) => Err(Fault::NoKey),
    }
}

fn one(part: &Part) -> Result<Key, Fault> {
    if part.is_of_ssh() {
        return Err(Fault::KeySsh);
    }
    if part.is_encrypted() {
        return Err(Fault::KeyEncrypted);
    }
    let der = part.content.as_deref().ok_or(Fault::KeyBroken)?;
    if der.starts_with(b"openssh-key-v1\0") {
        return Err(Fault::KeySsh);
    }
    let (label, half, is_usable) = form(der).ok_or(Fault::KeyBroken)?;
    Ok(Key { label, der: der.to_vec(), half, is_usable })
}

/// What a key is by its form, whatever its label says.
fn form(der: &[u8]) -> Option<(&'static str, Half, bool)> {
    let items = items(der)?;
    match items.get(1)?.tag() {
        Tag::Integer => rsa(&items).map(|(half, usable)| ("RSA PRIVATE KEY", half, usable)),
        Tag::OctetString => curve(&items, None).map(|curve| ("EC PRIVATE KEY", Half::Curve(curve), true)),
        Tag::Sequence => pkcs8(&items).map(|(half, usable)| ("PRIVATE KEY", half, usable)),
        _ => None,
    }
}

/// PKCS #1 (RFC 8017, A.1.2), and whether its primes are two and as long as each other, which the server's TLS library
/// asks for. DSA's keys have six numbers.
fn rsa(numbers: &[Any<'_>]) -> Option<(Half, bool)> {
    let number = |index: usize| Some(trimmed(numbers.get(index).filter(|n| n.tag() == Tag::Integer)?.data));
    let (version, modulus, exponent) = (number(0)?, number(1)?, number(2)?);
    let (Some(one), Some(other), Some(_)) = (number(4), number(5), number(8)) else {
        return (numbers.len() == 6).then_some((Half::Other, true));
    };
    let usable = version.is_empty() && bits(&one) == bits(&other) && bits(&one) * 2 == bits(&modulus);
    Some((Half::Rsa { modulus, exponent }, usable))
}

/// SEC 1 (RFC 5915); `outside` is the name of the curve where it stands around the key.
fn curve(items: &[Any<'_>], outside: Option<&[u8]>) -> Option<Curve> {
    let secret = items.get(1).filter(|item| item.tag() == Tag::OctetString)?.data;
    let tagged =
        |number| items.iter().find(|item| item.header.is_contextspecific() && item.tag().0 == number);
    let inside = tagged(0).map(|item| item.data);
    let point = tagged(1).and_then(|item| Some(BitString::from_der(item.data).ok()?.1.data.to_vec()));
    // A curve that is written out, and not named, is known by the certificate: the key fits or does not.
    let is_name = |parameters: &&[u8]| Oid::from_der(parameters).is_ok_and(|(rest, _)| rest.is_empty());
    let named = outside.filter(is_name).or_else(|| inside.filter(is_name));
    let in_two_words = inside.is_some_and(|inside| Some(inside) != named);
    let whole =
        point.as_ref().is_some_and(|point| point.first() == Some(&4) && point.len() == secret.len() * 2 + 1);
    let is_plain = whole && outside.or(inside).is_some_and(|said| Some(said) == named) && !in_two_words;
    Some(Curve { named: named.map(<[u8]>::to_vec), secret: trimmed(secret), point, is_plain })
}

/// PKCS #8 (RFC 5958).
fn pkcs8(outer: &[Any<'_>]) -> Option<(Half, bool)> {
    let algorithm = outer.get(1).filter(|item| item.tag() == Tag::Sequence)?;
    let inner = outer.get(2).filter(|item| item.tag() == Tag::OctetString)?.data;
    let (parameters, kind) = Oid::from_der(algorithm.data).ok()?;
    if kind == oid!(1.2.840.113549.1.1.1) {
        rsa(&items(inner)?)
    } else if kind == oid!(1.2.840.10045.2.1) {
        Some((Half::Curve(curve(&items(inner)?, Some(parameters))?), true))
    } else if kind == oid!(1.3.101.112) {
        Some((Half::Ed25519, true))
    } else {
        Some((Half::Other, true))
    }
}
