//! Whether a chain and a key can be used: what the contract reads, and what has to be computed.

use crate::hex::hex;
use hq_contract::certificates::{CertificateFault as Fault, Facts, NewCertificate, Readable};
use rustls::{
    crypto::ring::sign::any_supported_type,
    pki_types::{CertificateDer, PrivateKeyDer, TrustAnchor, UnixTime},
    sign::CertifiedKey,
};
use sha2::{Digest as _, Sha256};
use std::{fmt, time::Duration};
use webpki::{EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert, ring as algorithms};

/// A certificate that can be used, with its key.
#[derive(Clone)]
pub struct Material {
    /// The chain (PEM), without what stood between its parts.
    pub chain: String,
    /// How many certificates it has.
    pub chain_length: usize,
    /// The private key (PEM). No log, no answer, no row has it but encrypted.
    pub key: String,
    /// What the certificate says of itself.
    pub facts: Facts,
    /// SHA-256 of the certificate, in hexadecimal digits.
    pub fingerprint: String,
    /// Whether the chain ends at an authority that browsers know.
    pub publicly_trusted: bool,
}

impl fmt::Debug for Material {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Material").field("facts", &self.facts).finish_non_exhaustive()
    }
}

/// Checks a chain and its key as they would be used at a moment, in seconds since 1970.
///
/// # Errors
/// What is wrong with them.
pub fn check(new: &NewCertificate, now: i64) -> Result<Material, Vec<Fault>> {
    let readable = hq_contract::certificates::check(&new.chain, &new.private_key, now)?;
    let chain: Vec<CertificateDer<'_>> =
        readable.chain.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
    let trusted = trust(&chain, readable.ends_at_root, now);
    let key = key_fits(&chain, &readable);
    match (trusted, key) {
        (Ok(publicly_trusted), Ok(())) => Ok(Material {
            chain: readable.chain.iter().map(|der| pem("CERTIFICATE", der)).collect(),
            chain_length: readable.chain.len(),
            key: pem(&readable.key_label, &readable.key),
            fingerprint: hex(&Sha256::digest(readable.chain.first().map_or(&[][..], Vec::as_slice))),
            facts: readable.facts,
            publicly_trusted,
        }),
        (trusted, key) => Err([trusted.err(), key.err()].into_iter().flatten().collect()),
    }
}

/// Whether the signatures hold, up to an authority that browsers know, or to one of its own in the chain.
fn trust(chain: &[CertificateDer<'_>], ends_at_root: bool, now: i64) -> Result<bool, Fault> {
    let (Some(server), Some(last)) = (chain.first(), chain.last()) else { return Err(Fault::NoCertificate) };
    match verify(server, chain, webpki_roots::TLS_SERVER_ROOTS, now) {
        Ok(()) => return Ok(true),
        Err(Error::UnknownIssuer) => {}
        Err(error) => return Err(fault(&error)),
    }
    // Its maker is not in the chain, and browsers do not know it.
    let anchor = anchor_from_trusted_cert(last).ok().filter(|_| chain.len() > 1 && ends_at_root);
    let anchor = anchor.ok_or(Fault::IntermediateMissing)?;
    match verify(server, chain, &[anchor], now) {
        Ok(()) => Ok(false),
        // The names lead from one to the next (the contract has looked), so what does not is a signature.
        Err(Error::UnknownIssuer) => Err(Fault::SignatureWrong),
        Err(error) => Err(fault(&error)),
    }
}

fn verify(
    server: &CertificateDer<'_>,
    chain: &[CertificateDer<'_>],
    anchors: &[TrustAnchor<'_>],
    now: i64,
) -> Result<(), Error> {
    let now = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(now).unwrap_or(0)));
    let authorities = chain.get(1..).unwrap_or_default();
    EndEntityCert::try_from(server)?
        .verify_for_usage(ALGORITHMS, anchors, authorities, now, KeyUsage::server_auth(), None, None)
        .map(drop)
}

/// The signatures that are understood: all that browsers take, and some more.
static ALGORITHMS: &[&dyn rustls::pki_types::SignatureVerificationAlgorithm] = &[
    algorithms::ECDSA_P256_SHA256,
    algorithms::ECDSA_P256_SHA384,
    algorithms::ECDSA_P384_SHA256,
    algorithms::ECDSA_P384_SHA384,
    algorithms::ED25519,
    algorithms::RSA_PKCS1_2048_8192_SHA256,
    algorithms::RSA_PKCS1_2048_8192_SHA384,
    algorithms::RSA_PKCS1_2048_8192_SHA512,
    algorithms::RSA_PKCS1_3072_8192_SHA384,
    algorithms::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
    algorithms::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
    algorithms::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
];

fn fault(error: &Error) -> Fault {
    match error {
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } => Fault::AuthorityExpired,
        Error::CaUsedAsEndEntity => Fault::Authority,
        Error::EndEntityUsedAsCa => Fault::Unrelated,
        Error::RequiredEkuNotFoundContext(_) => Fault::NotForServers,
        Error::UnsupportedSignatureAlgorithmContext(_)
        | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => Fault::UnsupportedKey,
        Error::InvalidSignatureForPublicKey
        | Error::NameConstraintViolation
        | Error::PathLenConstraintViolated
        | Error::SignatureAlgorithmMismatch => Fault::SignatureWrong,
        _ => Fault::NotACertificate,
    }
}

/// Whether the key is the certificate's: the server's TLS library says so, and can use it.
fn key_fits(chain: &[CertificateDer<'_>], readable: &Readable) -> Result<(), Fault> {
    let der = readable.key.clone();
    let key = match readable.key_label.as_str() {
        "RSA PRIVATE KEY" => PrivateKeyDer::Pkcs1(der.into()),
        "EC PRIVATE KEY" => PrivateKeyDer::Sec1(der.into()),
        "PRIVATE KEY" => PrivateKeyDer::Pkcs8(der.into()),
        _ => return Err(Fault::NoKey),
    };
    let signing = any_supported_type(&key).map_err(|_| Fault::KeyBroken)?;
    let chain = chain.iter().map(|der| der.clone().into_owned()).collect();
    CertifiedKey::new(chain, signing).keys_match().map_err(|_| Fault::WrongKey)
}

/// A part in PEM (RFC 7468): lines of 64 characters.
fn pem(label: &str, der: &[u8]) -> String {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let text = BASE64_STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
