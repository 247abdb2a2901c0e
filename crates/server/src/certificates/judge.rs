//! What the contract does not compute: signatures, and whether a chain can be used.

use hq_contract::certificates::{CertificateFault as Fault, Judge, Signature, Way};
use rustls::pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use std::{cell::Cell, time::Duration};
use webpki::{EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert, ring as algorithms};

/// So many signatures of a file are computed; webpki has the same budget for a chain.
const MAX_SIGNATURES: u32 = 100;

/// Judges chains as they would be used at a moment.
pub struct Computed<'a> {
    now: i64,
    /// The authorities that browsers know.
    known: &'a [TrustAnchor<'a>],
    left: Cell<u32>,
}

impl<'a> Computed<'a> {
    /// In seconds since 1970.
    pub const fn new(now: i64, known: &'a [TrustAnchor<'a>]) -> Self {
        Self { now, known, left: Cell::new(MAX_SIGNATURES) }
    }

    fn verify(&self, chain: &[CertificateDer<'_>], anchors: &[TrustAnchor<'_>]) -> Result<(), Error> {
        let now = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(self.now).unwrap_or(0)));
        let (server, authorities) = chain.split_first().ok_or(Error::BadDer)?;
        EndEntityCert::try_from(server)?
            .verify_for_usage(ALGORITHMS, anchors, authorities, now, KeyUsage::server_auth(), None, None)
            .map(drop)
    }
}

impl Judge for Computed<'_> {
    fn signed(&self, signature: &Signature<'_>) -> Option<bool> {
        let mut fitting = ALGORITHMS.iter().filter(|algorithm| {
            algorithm.signature_alg_id().as_ref() == signature.algorithm
                && algorithm.public_key_alg_id().as_ref() == signature.key_algorithm
        });
        let algorithm = fitting.next()?;
        // Beyond, names are believed, until webpki computes those of the few chains that are tried.
        self.left.set(self.left.get().checked_sub(1)?);
        Some(algorithm.verify_signature(signature.key, signature.message, signature.value).is_ok())
    }

    /// Up to an authority that browsers know, or to one of its own in the chain.
    fn holds(&self, way: &Way<'_>) -> Result<bool, Fault> {
        let chain: Vec<CertificateDer<'_>> = way.chain.iter().map(|der| CertificateDer::from(*der)).collect();
        // A root in the chain is none of the authorities in between, of which webpki takes six.
        let below =
            chain.get(..chain.len() - usize::from(way.ends_at_root && chain.len() > 1)).unwrap_or(&chain);
        match self.verify(below, self.known) {
            Ok(()) => return Ok(true),
            Err(Error::UnknownIssuer) => {}
            Err(error) => return Err(fault(&error)),
        }
        // Its maker is not in the chain, and browsers do not know it.
        let root = chain.last().filter(|_| chain.len() > 1 && way.ends_at_root);
        let anchor = root.and_then(|root| anchor_from_trusted_cert(root).ok());
        match self.verify(below, &[anchor.ok_or(Fault::IntermediateMissing)?]) {
            Ok(()) => Ok(false),
            // The contract has looked at all that webpki would have.
            Err(Error::UnknownIssuer) if way.respelled => Ok(false),
            // The names lead from one to the next (the contract has looked), so what does not is a signature.
            Err(Error::UnknownIssuer) => Err(Fault::SignatureWrong),
            Err(error) => Err(fault(&error)),
        }
    }
}

/// The signatures that are understood: all that browsers take, and some more.
static ALGORITHMS: &[&dyn SignatureVerificationAlgorithm] = &[
    algorithms::ECDSA_P256_SHA256,
    algorithms::ECDSA_P256_SHA384,
    algorithms::ECDSA_P384_SHA256,
    algorithms::ECDSA_P384_SHA384,
    algorithms::ED25519,
    algorithms::RSA_PKCS1_2048_8192_SHA256,
    algorithms::RSA_PKCS1_2048_8192_SHA384,
    algorithms::RSA_PKCS1_2048_8192_SHA512,
    algorithms::RSA_PKCS1_3072_8192_SHA384,
    algorithms::RSA_PKCS1_2048_8192_SHA256_ABSENT_PARAMS,
    algorithms::RSA_PKCS1_2048_8192_SHA384_ABSENT_PARAMS,
    algorithms::RSA_PKCS1_2048_8192_SHA512_ABSENT_PARAMS,
    algorithms::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
    algorithms::RSA_PSS_2048_8192_SHA384_LEGACY_KEY,
    algorithms::RSA_PSS_2048_8192_SHA512_LEGACY_KEY,
];

fn fault(error: &Error) -> Fault {
    match error {
        Error::CertExpired { .. } | Error::CertNotValidYet { .. } => Fault::AuthorityExpired,
        Error::CaUsedAsEndEntity => Fault::Authority,
        Error::EndEntityUsedAsCa => Fault::NotAnAuthority,
        Error::MaximumPathDepthExceeded => Fault::ChainTooLong,
        Error::MaximumPathBuildCallsExceeded | Error::MaximumSignatureChecksExceeded => {
            Fault::IntermediateMissing
        }
        Error::NameConstraintViolation => Fault::NameForbidden,
        Error::PathLenConstraintViolated => Fault::PathLength,
        Error::RequiredEkuNotFoundContext(_) => Fault::NotForServers,
        Error::UnsupportedSignatureAlgorithmContext(_) => Fault::UnsupportedSignature,
        // A key of another kind than the signature has not made it.
        Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_)
        | Error::InvalidSignatureForPublicKey
        | Error::SignatureAlgorithmMismatch => Fault::SignatureWrong,
        Error::UnsupportedCertVersion | Error::UnsupportedCriticalExtension => Fault::UnsupportedCertificate,
        _ => Fault::NotACertificate,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::certificates::is_checked;

    #[test]
    fn the_contract_knows_the_algorithms() {
        for algorithm in ALGORITHMS {
            assert!(is_checked(algorithm.signature_alg_id().as_ref()), "{algorithm:?}");
        }
        // ECDSA with SHA-512
        assert!(!is_checked(&[6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4]));
    }
}
