//! What can be said of a chain and its key without computing signatures: in the browser before anything is sent, and on
//! the server before it computes them.

use super::{
    CertificateFault as Fault, MAX_CHAIN_BYTES,
    key::{self, Half, trimmed},
    pem,
};
use x509_parser::{
    asn1_rs::{Oid, oid},
    certificate::X509Certificate,
    extensions::GeneralName,
    prelude::FromDer as _,
    public_key::PublicKey,
    x509::{SubjectPublicKeyInfo, X509Name},
};

/// The most certificates of a chain.
pub const MAX_CHAIN: usize = 10;
/// RSA keys of fewer bits are refused (CA/Browser Forum, Baseline Requirements, 6.1.5).
const MIN_RSA_BITS: usize = 2048;
/// The server's TLS library signs with no larger ones.
const MAX_RSA_BITS: usize = 8192;

/// What a certificate says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its DNS names, in lower case, each once.
    pub names: Vec<String>,
    /// Who made it.
    pub issuer: String,
    /// `RSA 2048`, `P-256`, `P-384`, `Ed25519`.
    pub key_type: String,
    /// The serial number, in hexadecimal digits.
    pub serial: String,
    /// When its time begins: seconds since 1970.
    pub not_before: i64,
    /// When its time, or that of an authority above it, is over: seconds since 1970.
    pub not_after: i64,
}

/// A chain and a key that can be read and that go together, as far as can be said without computing.
#[derive(Clone, PartialEq, Eq)]
pub struct Readable {
    /// The certificates (DER), the server's first.
    pub chain: Vec<Vec<u8>>,
    /// Whether the last of them made itself: the root of an authority.
    pub ends_at_root: bool,
    /// The label of the key: `PRIVATE KEY`, `RSA PRIVATE KEY`, `EC PRIVATE KEY`.
    pub key_label: String,
    /// The key (DER).
    pub key: Vec<u8>,
    /// What the first certificate says of itself.
    pub facts: Facts,
}

impl std::fmt::Debug for Readable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Readable").field("facts", &self.facts).finish_non_exhaustive()
    }
}

/// Reads a chain and its key (PEM) as they would be used at a moment, in seconds since 1970.
///
/// # Errors
/// What is wrong first with the chain, and what with the key.
pub fn check(chain: &str, private_key: &str, now: i64) -> Result<Readable, Vec<Fault>> {
    let read_chain = ders(chain);
    let parsed = read_chain.as_ref().map_err(|fault| *fault).and_then(|ders| parse(ders));
    let facts = parsed.as_ref().map_err(|fault| *fault).and_then(|certificates| look(certificates, now));
    let key = key::read(private_key).and_then(|key| match &parsed {
        Ok(certificates) if !fits(certificates, &key.2) => Err(Fault::WrongKey),
        _ => Ok(key),
    });
    match (facts, key) {
        (Ok(facts), Ok((key_label, key, _))) => {
            let ends_at_root = parsed.is_ok_and(|chain| chain.last().is_some_and(made_itself));
            Ok(Readable { chain: read_chain.unwrap_or_default(), ends_at_root, key_label, key, facts })
        }
        (facts, key) => Err([facts.err(), key.err()].into_iter().flatten().collect()),
    }
}

/// Reads a chain (PEM) alone, as it would be used at a moment, in seconds since 1970: while its key is not there yet.
///
/// # Errors
/// What is wrong with it first.
pub fn check_chain(chain: &str, now: i64) -> Result<Facts, Fault> {
    let ders = ders(chain)?;
    parse(&ders).and_then(|certificates| look(&certificates, now))
}

/// The certificates of a text.
fn ders(chain: &str) -> Result<Vec<Vec<u8>>, Fault> {
    if chain.trim().is_empty() {
        return Err(Fault::ChainMissing);
    }
    if chain.len() > MAX_CHAIN_BYTES {
        return Err(Fault::ChainTooLarge);
    }
    let parts = pem::parts(chain).map_err(|()| Fault::ChainBroken)?;
    if parts.iter().any(pem::Part::is_private_key) {
        return Err(Fault::KeyInChain);
    }
    let ders: Vec<_> = parts.into_iter().filter(pem::Part::is_certificate).map(|part| part.der).collect();
    match ders.len() {
        0 => Err(Fault::NoCertificate),
        many if many > MAX_CHAIN => Err(Fault::ChainTooLong),
        _ => Ok(ders),
    }
}

fn parse(ders: &[Vec<u8>]) -> Result<Vec<X509Certificate<'_>>, Fault> {
    ders.iter()
        .map(|der| match X509Certificate::from_der(der) {
            Ok(([], certificate)) => Ok(certificate),
            _ => Err(Fault::NotACertificate),
        })
        .collect()
}

fn look(chain: &[X509Certificate<'_>], now: i64) -> Result<Facts, Fault> {
    let leaf = order(chain)?;
    if is_authority(leaf) {
        return Err(if made_itself(leaf) { Fault::SelfSigned } else { Fault::Authority });
    }
    if made_itself(leaf) {
        return Err(Fault::SelfSigned);
    }
    for certificate in chain {
        key_type(certificate.public_key())?;
        // An authority that made itself is believed for its key; nobody looks at its signature.
        if !made_itself(certificate) && is_weak(&certificate.signature_algorithm.algorithm) {
            return Err(Fault::WeakSignature);
        }
    }
    dates(chain, now)?;
    let names = names(leaf)?;
    let use_ = leaf.extended_key_usage().map_err(|_| Fault::NotACertificate)?;
    if use_.is_some_and(|usage| !usage.value.server_auth && !usage.value.any) {
        return Err(Fault::NotForServers);
    }
    Ok(Facts {
        names,
        issuer: name(leaf.issuer()),
        key_type: key_type(leaf.public_key())?,
        serial: leaf.raw_serial().iter().map(|byte| format!("{byte:02x}")).collect(),
        not_before: leaf.validity().not_before.timestamp(),
        not_after: chain.iter().map(|one| one.validity().not_after.timestamp()).min().unwrap_or(now),
    })
}

fn made_itself(certificate: &X509Certificate<'_>) -> bool {
    certificate.issuer().as_raw() == certificate.subject().as_raw()
}

fn is_authority(certificate: &X509Certificate<'_>) -> bool {
    certificate.basic_constraints().ok().flatten().is_some_and(|constraints| constraints.value.ca)
}

/// The place of the server's certificate: where only one is no authority's, it is that; the first one otherwise.
fn server_in(chain: &[X509Certificate<'_>]) -> usize {
    let mut servers = chain.iter().enumerate().filter(|(_, certificate)| !is_authority(certificate));
    match (servers.next(), servers.next()) {
        (Some((index, _)), None) => index,
        _ => 0,
    }
}

/// The first certificate, where each is followed by that of its maker.
fn order<'a, 'b>(chain: &'a [X509Certificate<'b>]) -> Result<&'a X509Certificate<'b>, Fault> {
    let mut way = vec![server_in(chain)];
    while let Some(last) = way.last().and_then(|index| chain.get(*index)).filter(|last| !made_itself(last)) {
        let maker = chain.iter().enumerate().find(|(index, certificate)| {
            !way.contains(index) && certificate.subject().as_raw() == last.issuer().as_raw()
        });
        match maker {
            Some((index, _)) => way.push(index),
            None => break,
        }
    }
    if way.len() < chain.len() {
        let ends = way.last().and_then(|index| chain.get(*index)).is_some_and(made_itself);
        return Err(if ends { Fault::Unrelated } else { Fault::IntermediateMissing });
    }
    if way.windows(2).any(|pair| matches!(pair, [one, next] if one > next)) {
        return Err(Fault::WrongOrder);
    }
    chain.first().ok_or(Fault::NoCertificate)
}

fn dates(chain: &[X509Certificate<'_>], now: i64) -> Result<(), Fault> {
    for (index, certificate) in chain.iter().enumerate() {
        let validity = certificate.validity();
        let (early, late) = (now < validity.not_before.timestamp(), now > validity.not_after.timestamp());
        match (index, early, late) {
            (_, false, false) => {}
            (0, true, _) => return Err(Fault::NotYetValid),
            (0, ..) => return Err(Fault::Expired),
            _ => return Err(Fault::AuthorityExpired),
        }
    }
    Ok(())
}

/// The DNS names (RFC 5280, 4.2.1.6).
fn names(leaf: &X509Certificate<'_>) -> Result<Vec<String>, Fault> {
    let extension = leaf.subject_alternative_name().map_err(|_| Fault::NotACertificate)?;
    let mut names = Vec::new();
    for general in extension.iter().flat_map(|extension| &extension.value.general_names) {
        let GeneralName::DNSName(name) = general else { continue };
        let name = name.to_ascii_lowercase();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { Err(Fault::NoNames) } else { Ok(names) }
}

const P256: Oid<'static> = oid!(1.2.840.10045.3.1.7);
const P384: Oid<'static> = oid!(1.3.132.0.34);
const ED25519: Oid<'static> = oid!(1.3.101.112);

/// The kind of a key that the server can use.
fn key_type(key: &SubjectPublicKeyInfo<'_>) -> Result<String, Fault> {
    if key.algorithm.algorithm == ED25519 {
        return Ok("Ed25519".to_owned());
    }
    match key.parsed() {
        Ok(PublicKey::RSA(rsa)) => {
            let bits = bits(&trimmed(rsa.modulus));
            match bits {
                MIN_RSA_BITS..=MAX_RSA_BITS => Ok(format!("RSA {bits}")),
                less if less < MIN_RSA_BITS => Err(Fault::WeakKey),
                _ => Err(Fault::UnsupportedKey),
            }
        }
        Ok(PublicKey::EC(_)) => match curve(key) {
            Some(curve) if curve == P256 => Ok("P-256".to_owned()),
            Some(curve) if curve == P384 => Ok("P-384".to_owned()),
            _ => Err(Fault::UnsupportedKey),
        },
        _ => Err(Fault::UnsupportedKey),
    }
}

fn curve(key: &SubjectPublicKeyInfo<'_>) -> Option<Oid<'static>> {
    key.algorithm.parameters.as_ref()?.as_oid().ok().map(|oid| oid.to_owned())
}

/// The bits of an integer without leading zeros.
fn bits(integer: &[u8]) -> usize {
    let first = integer.first().map_or(0, |byte| byte.leading_zeros() as usize);
    integer.len() * 8 - first
}

/// MD2, MD5 and SHA-1 with RSA, and SHA-1 with the others.
fn is_weak(algorithm: &Oid<'_>) -> bool {
    let weak = [
        oid!(1.2.840.113549.1.1.2),
        oid!(1.2.840.113549.1.1.4),
        oid!(1.2.840.113549.1.1.5),
        oid!(1.2.840.10045.4.1),
        oid!(1.2.840.10040.4.3),
    ];
    weak.contains(algorithm)
}

/// Whether a key may be that of the server's certificate: nothing speaks against it.
fn fits(chain: &[X509Certificate<'_>], half: &Half) -> bool {
    let Some(public) = chain.get(server_in(chain)).map(|server| server.public_key()) else { return true };
    match (half, public.parsed()) {
        (Half::Rsa(modulus), Ok(PublicKey::RSA(rsa))) => *modulus == trimmed(rsa.modulus),
        (Half::Curve(named, point), Ok(PublicKey::EC(_))) => {
            let same_curve = named.as_ref().is_none_or(|named| {
                x509_parser::asn1_rs::FromDer::from_der(named)
                    .is_ok_and(|(_, named): (_, Oid<'_>)| curve(public).is_some_and(|curve| curve == named))
            });
            same_curve && point.as_ref().is_none_or(|point| *point == public.subject_public_key.data.as_ref())
        }
        (Half::Ed25519, _) => public.algorithm.algorithm == ED25519,
        // Of a kind that is not known here: the server finds out.
        (Half::Other, _) => true,
        _ => false,
    }
}

/// What an authority is called: its common name and its organization, where they differ.
fn name(name: &X509Name<'_>) -> String {
    let first = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let common = first(name.iter_common_name().next().and_then(|part| part.as_str().ok()));
    let organization = first(name.iter_organization().next().and_then(|part| part.as_str().ok()));
    let said = match (common, organization) {
        (Some(common), Some(organization)) if common != organization => format!("{common}, {organization}"),
        (Some(one), _) | (None, Some(one)) => one,
        (None, None) => name.to_string(),
    };
    said.chars().filter(|c| !c.is_control()).take(200).collect()
}
