//! What can be said of a chain and its key: without computing in the browser before anything is sent, and with a judge of
//! signatures on the server.

use super::{
    CertificateFault as Fault, MAX_CHAIN_BYTES,
    der::first,
    facts::{Facts, look},
    key::{self, Half, Key},
    part::Part,
    path::{Finder, Judge, Signature, Way},
    pem,
    public_key::{Use, completed, fits, key_type},
    relation::{is_authority, is_self_named, is_valid},
    signature,
};
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _};

/// The most certificates of a chain: webpki goes up through six authorities to a root.
pub const MAX_CHAIN: usize = 8;
/// The most certificates of a text, with those that the chain does not need.
pub const MAX_READ: usize = 32;

/// A chain and a key that can be read and that go together, as far as can be said without computing.
#[derive(Clone, PartialEq, Eq)]
pub struct Readable {
    /// The certificates (DER) that are needed, the server's first.
    pub chain: Vec<Vec<u8>>,
    /// The label of the key: `PRIVATE KEY`, `RSA PRIVATE KEY`, `EC PRIVATE KEY`.
    pub key_label: &'static str,
    /// The key (DER).
    pub key: Vec<u8>,
    /// Whether the public half of the key was taken from the certificate, since the key has none.
    pub key_completed: bool,
    /// Whether it ends at an authority that browsers know, where a judge knows them.
    pub publicly_trusted: bool,
    /// What the first certificate says of itself.
    pub facts: Facts,
}

impl std::fmt::Debug for Readable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Readable").field("facts", &self.facts).finish_non_exhaustive()
    }
}

/// Nobody computes: what certificates say of each other is believed.
struct Believed;

impl Judge for Believed {
    fn signed(&self, _: &Signature<'_>) -> Option<bool> {
        None
    }

    fn holds(&self, way: &Way<'_>) -> Result<bool, Fault> {
        // Which authorities browsers know is not known here; but none of them makes servers' certificates itself (CA/Browser
        // Forum, Baseline Requirements, 6.1.7), so what is beside does not help.
        let alone = way.chain.len() == 1 && way.beside > 0;
        if alone { Err(Fault::IntermediateMissing) } else { Ok(true) }
    }
}

/// Reads a chain and its key (PEM) as they would be used at a moment, in seconds since 1970.
///
/// # Errors
/// What is wrong first with the chain, and what with the key.
pub fn check(chain: &str, private_key: &str, now: i64) -> Result<Readable, Vec<Fault>> {
    check_with(chain, private_key, now, &Believed)
}

/// The same, with somebody who computes.
///
/// # Errors
/// What is wrong first with the chain, and what with the key.
pub fn check_with(
    chain: &str,
    private_key: &str,
    now: i64,
    judge: &dyn Judge,
) -> Result<Readable, Vec<Fault>> {
    let read = ders(chain);
    let parsed = read.as_ref().map_err(|fault| *fault).and_then(|(ders, _)| parse(ders));
    let key = key::read(private_key);
    let half = key.as_ref().ok().map(|key| &key.half);
    let seen = match (&read, &parsed) {
        (Ok((ders, twice)), Ok(certificates)) => Ok(see(certificates, ders, *twice, half, now, judge)),
        (Err(fault), _) | (_, Err(fault)) => Err(*fault),
    };
    let key = key.and_then(|key| match &seen {
        Ok(seen) => seen.suited(key),
        Err(_) => Ok((key, false)),
    });
    match (seen.and_then(|seen| seen.result), key) {
        (Ok(taken), Ok((key, key_completed))) => {
            let ders = read.unwrap_or_default().0;
            let Taken { way, publicly_trusted, facts } = taken;
            let chain = way.into_iter().filter_map(|index| ders.get(index).cloned()).collect();
            Ok(Readable { chain, key_label: key.label, key: key.der, key_completed, publicly_trusted, facts })
        }
        (chain, key) => Err([chain.err(), key.err()].into_iter().flatten().collect()),
    }
}

/// Reads a chain (PEM) alone, as it would be used at a moment, in seconds since 1970: while its key is not there yet.
///
/// # Errors
/// What is wrong with it first.
pub fn check_chain(chain: &str, now: i64) -> Result<Facts, Fault> {
    let (ders, twice) = ders(chain)?;
    let certificates = parse(&ders)?;
    see(&certificates, &ders, twice, None, now, &Believed).result.map(|taken| taken.facts)
}

/// What the first key of a text's certificates is that the server cannot use: `RSA 8192`, `P-521`.
#[must_use]
pub fn unusable_key(chain: &str) -> Option<String> {
    let (ders, _) = ders(chain).ok()?;
    let certificates = parse(&ders).ok()?;
    let unusable = certificates.iter().filter_map(|one| {
        let usage = if is_authority(one) { Use::Authority } else { Use::Server };
        key_type(one.public_key(), usage).err()
    });
    unusable.filter(|(fault, _)| *fault == Fault::UnsupportedKey).map(|(_, name)| name).next()
}

/// How the first certificate of a text is signed that the server cannot check: `ECDSA, SHA-512`.
#[must_use]
pub fn unchecked_signature(chain: &str) -> Option<String> {
    let (ders, _) = ders(chain).ok()?;
    let certificates = parse(&ders).ok()?;
    // A root is believed for its key.
    let signed = ders.iter().zip(&certificates).filter(|(_, one)| !(is_authority(one) && is_self_named(one)));
    signed.filter_map(|(der, one)| signature::unchecked(der, one)).next()
}

/// The certificates of a text, each once, and how many stood there again.
fn ders(chain: &str) -> Result<(Vec<Vec<u8>>, usize), Fault> {
    if chain.trim().is_empty() {
        return Err(Fault::ChainMissing);
    }
    if chain.len() > MAX_CHAIN_BYTES {
        return Err(Fault::ChainTooLarge);
    }
    let parts = pem::parts(chain);
    if parts.iter().any(Part::is_private_key) {
        return Err(Fault::KeyInChain);
    }
    let (mut ders, mut twice) = (Vec::new(), 0);
    for part in parts.iter().filter(|part| part.is_certificate()) {
        let content = part.content.as_deref().ok_or(Fault::ChainBroken)?;
        // OpenSSL's "trusted certificates" say behind it what it is trusted for.
        let der = if part.is_trusted() { first(content).unwrap_or(content) } else { content };
        if ders.iter().any(|other: &Vec<u8>| other == der) {
            twice += 1;
        } else if ders.len() < MAX_READ {
            ders.push(der.to_vec());
        } else {
            return Err(Fault::ChainTooLong);
        }
    }
    if !ders.is_empty() {
        return Ok((ders, twice));
    }
    Err(if parts.iter().any(Part::is_pkcs12) {
        Fault::Pkcs12
    } else if parts.iter().any(Part::is_pkcs7) {
        Fault::Pkcs7
    } else {
        Fault::NoCertificate
    })
}

fn parse(ders: &[Vec<u8>]) -> Result<Vec<X509Certificate<'_>>, Fault> {
    ders.iter()
        .map(|der| match X509Certificate::from_der(der) {
            Ok(([], certificate)) => Ok(certificate),
            _ => Err(Fault::NotACertificate),
        })
        .collect()
}

/// What was seen of a chain.
struct Seen<'a, 'b> {
    /// The server's certificate, and whether a key was there that may be its.
    server: Option<&'a X509Certificate<'b>>,
    fits: bool,
    result: Result<Taken, Fault>,
}

/// What is taken of a text.
struct Taken {
    way: Vec<usize>,
    publicly_trusted: bool,
    facts: Facts,
}

impl Seen<'_, '_> {
    /// The key as it can be used with the certificate; and whether that has lent it its public half.
    fn suited(&self, key: Key) -> Result<(Key, bool), Fault> {
        if !self.fits {
            return Err(Fault::WrongKey);
        }
        let usable = self.server.is_some_and(|server| key_type(server.public_key(), Use::Server).is_ok());
        match (&key.half, self.server) {
            // What is said of the chain says it.
            _ if !usable => Ok((key, false)),
            _ if !key.is_usable => Err(Fault::KeyUnsupported),
            (Half::Curve(curve), Some(server)) if !curve.is_plain => {
                let completed_here = curve.point.is_none();
                let der = completed(curve, server.public_key()).ok_or(Fault::KeyBroken)?;
                Ok((Key { label: "PRIVATE KEY", der, ..key }, completed_here))
            }
            _ => Ok((key, false)),
        }
    }
}

fn see<'a, 'b>(
    certificates: &'a [X509Certificate<'b>],
    ders: &'b [Vec<u8>],
    twice: usize,
    half: Option<&Half>,
    now: i64,
    judge: &dyn Judge,
) -> Seen<'a, 'b> {
    let (server, fits) = server_in(certificates, half, now);
    let slices: Vec<&[u8]> = ders.iter().map(Vec::as_slice).collect();
    let mut finder = Finder::new(certificates, &slices, judge, now);
    let itself = finder.made_itself(server);
    let (way, trusted) = finder.best(server);
    let chain: Vec<&X509Certificate<'_>> = way.iter().filter_map(|index| certificates.get(*index)).collect();
    let ends_at_root = way.last().is_some_and(|last| finder.made_itself(*last));
    let taken: Vec<&[u8]> = way.iter().filter_map(|index| slices.get(*index).copied()).collect();
    let looked = look(&chain, &taken, itself, ends_at_root, now).and_then(|facts| Ok((facts, trusted?)));
    let left_out = certificates.len() - way.len() + twice;
    let result = looked.map(|(facts, publicly_trusted)| Taken {
        way,
        publicly_trusted,
        facts: Facts { left_out, ..facts },
    });
    Seen { server: certificates.get(server), fits, result }
}

/// The place of the server's certificate, and whether a key fits it: the certificate that the key fits, or the first one that
/// is no authority's and valid.
fn server_in(certificates: &[X509Certificate<'_>], half: Option<&Half>, now: i64) -> (usize, bool) {
    let best = |of_key: bool| {
        let fitting = certificates.iter().enumerate().filter(|(_, certificate)| {
            !of_key || half.is_some_and(|half| fits(certificate.public_key(), half))
        });
        let place = |(_, one): &(usize, &X509Certificate<'_>)| {
            (is_authority(one) || is_self_named(one), !is_valid(one, now))
        };
        fitting.min_by_key(place).map(|(index, _)| index)
    };
    match best(true) {
        Some(index) => (index, true),
        None => (best(false).unwrap_or(0), false),
    }
}
