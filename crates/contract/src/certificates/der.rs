//! What a piece of DER (X.690) is, by its form alone: labels of PEM may say anything.

use x509_parser::asn1_rs::{Any, FromDer as _, Oid, Sequence, Tag, oid};

/// What a piece of DER is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A private key: PKCS #1, PKCS #8, SEC 1, DSA's, or in OpenSSH's own form.
    PrivateKey,
    /// A private key that is encrypted (PKCS #8, RFC 5958, 3).
    EncryptedKey,
    /// A bundle of certificates and keys (PKCS #12, RFC 7292).
    Pkcs12,
    /// A bundle of certificates (PKCS #7, RFC 2315).
    Pkcs7,
    /// Something signed in three parts: a certificate, a request or a list of revoked certificates.
    Signed,
    /// Something else.
    Other,
}

/// No key has more items; what claims to is no key.
const MOST_ITEMS: usize = 32;

/// The items of a sequence that is all there is.
pub fn items(der: &[u8]) -> Option<Vec<Any<'_>>> {
    let (rest, sequence) = Sequence::from_der(der).ok()?;
    if !rest.is_empty() {
        return None;
    }
    // The sequence ends where the whole does; its items live as long as the whole, and not only as it does.
    let start = der.len().checked_sub(sequence.content.len())?;
    let mut content = der.get(start..)?;
    let mut items = Vec::new();
    while !content.is_empty() && items.len() < MOST_ITEMS {
        let (rest, item) = Any::from_der(content).ok()?;
        items.push(item);
        content = rest;
    }
    content.is_empty().then_some(items)
}

/// The first element of a text of DER, and nothing behind it.
pub fn first(der: &[u8]) -> Option<&[u8]> {
    let (rest, _) = Any::from_der(der).ok()?;
    der.get(..der.len().checked_sub(rest.len())?)
}

/// What a piece is.
pub fn kind(der: &[u8]) -> Kind {
    if der.starts_with(b"openssh-key-v1\0") {
        return Kind::PrivateKey;
    }
    let Some(items) = items(der) else { return Kind::Other };
    let tags: Vec<Tag> = items.iter().map(Any::tag).collect();
    match tags.as_slice() {
        // The version of the one is 3, of the other 0 or 1.
        [Tag::Integer, Tag::Sequence, ..] if items.first().is_some_and(|version| version.data == [3]) => {
            Kind::Pkcs12
        }
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] | [Tag::Integer, Tag::OctetString, ..] => {
            Kind::PrivateKey
        }
        // RSA's have nine, DSA's six; public ones have two and three.
        // (Of RSA with more than two primes, what the others are follows them.)
        many if many.len() >= 6 && many.iter().take(9).all(|tag| *tag == Tag::Integer) => Kind::PrivateKey,
        [Tag::Sequence, Tag::OctetString] if items.first().is_some_and(encrypts) => Kind::EncryptedKey,
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => Kind::Signed,
        [Tag::Oid, ..] => Kind::Pkcs7,
        _ => Kind::Other,
    }
}

/// Whether an algorithm encrypts with a pass phrase: PKCS #5 (RFC 8018) or PKCS #12.
fn encrypts(algorithm: &Any<'_>) -> bool {
    let families = [oid!(1.2.840.113549.1.5), oid!(1.2.840.113549.1.12.1)];
    Oid::from_der(algorithm.data)
        .is_ok_and(|(_, oid)| families.iter().any(|family| oid.as_bytes().starts_with(family.as_bytes())))
}

/// An element of DER with a tag and a content.
pub fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut der = vec![tag];
    match u8::try_from(length) {
        Ok(short @ ..=127) => der.push(short),
        _ => {
            let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
            der.push(0x80 | u8::try_from(digits.len()).unwrap_or(8));
            der.extend(digits);
        }
    }
    der.extend_from_slice(content);
    der
}

/// An integer without its leading zeros.
pub fn trimmed(integer: &[u8]) -> Vec<u8> {
    integer.iter().copied().skip_while(|byte| *byte == 0).collect()
}

/// The bits of an integer without leading zeros.
pub fn bits(integer: &[u8]) -> usize {
    let first = integer.first().map_or(0, |byte| byte.leading_zeros() as usize);
    integer.len() * 8 - first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_say_their_length() {
        assert_eq!(element(0x04, &[7]), [0x04, 1, 7]);
        assert_eq!(element(0x30, &[0; 200])[..3], [0x30, 0x81, 200]);
        assert_eq!(element(0x30, &[0; 300])[..4], [0x30, 0x82, 1, 44]);
    }

    #[test]
    fn keys_are_told_by_their_form() {
        let integer = |n: u8| element(2, &[n]);
        let sequence = |parts: &[Vec<u8>]| element(0x30, &parts.concat());
        let octets = || element(4, &[1, 2]);
        let algorithm = || sequence(&[vec![0x06, 0x03, 0x2b, 0x65, 0x70]]);
        let pbes2 = sequence(&[vec![0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0d]]);
        for (der, kind_of) in [
            (sequence(&[integer(0), algorithm(), octets()]), Kind::PrivateKey),
            (sequence(&[integer(1), octets()]), Kind::PrivateKey),
            (sequence(&std::array::from_fn::<_, 9, _>(|_| integer(1))), Kind::PrivateKey),
            (sequence(&[integer(1), integer(2)]), Kind::Other),
            (sequence(&[pbes2, octets()]), Kind::EncryptedKey),
            (sequence(&[algorithm(), octets()]), Kind::Other),
            (sequence(&[integer(3), algorithm()]), Kind::Pkcs12),
            (sequence(&[algorithm(), algorithm(), element(3, &[0, 1])]), Kind::Signed),
            (b"openssh-key-v1\0\0".to_vec(), Kind::PrivateKey),
            (Vec::new(), Kind::Other),
        ] {
            assert_eq!(kind(&der), kind_of, "{der:02x?}");
        }
    }
}
