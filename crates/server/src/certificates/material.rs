//! Whether a chain and a key can be used: what the contract reads, and what has to be computed.

use super::judge::Computed;
use hq_contract::certificates::{
    CertificateFault as Fault, Facts, NewCertificate, Readable, check_with, encode,
};
use rustls::{
    crypto::ring::sign::any_supported_type,
    pki_types::{CertificateDer, PrivateKeyDer, TrustAnchor},
    sign::CertifiedKey,
};
use sha2::{Digest as _, Sha256};
use std::fmt;

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
    check_against(new, now, webpki_roots::TLS_SERVER_ROOTS)
}

/// The same, where browsers know these authorities.
fn check_against(new: &NewCertificate, now: i64, known: &[TrustAnchor<'_>]) -> Result<Material, Vec<Fault>> {
    let judge = Computed::new(now, known);
    let readable = check_with(&new.chain, &new.private_key, now, &judge)?;
    key_fits(&readable).map_err(|fault| vec![fault])?;
    Ok(Material {
        chain: readable.chain.iter().map(|der| encode("CERTIFICATE", der)).collect(),
        chain_length: readable.chain.len(),
        key: encode(readable.key_label, &readable.key),
        fingerprint: hex::encode(Sha256::digest(readable.chain.first().map_or(&[][..], Vec::as_slice))),
        publicly_trusted: readable.publicly_trusted,
        facts: readable.facts,
    })
}

/// Whether the key is the certificate's: the server's TLS library says so, and can use it.
fn key_fits(readable: &Readable) -> Result<(), Fault> {
    let der = readable.key.clone();
    let key = match readable.key_label {
        "RSA PRIVATE KEY" => PrivateKeyDer::Pkcs1(der.into()),
        "EC PRIVATE KEY" => PrivateKeyDer::Sec1(der.into()),
        _ => PrivateKeyDer::Pkcs8(der.into()),
    };
    // Where the certificate has lent the key its public half, the two that do not fit each other are these.
    let broken = if readable.key_completed { Fault::WrongKey } else { Fault::KeyBroken };
    let signing = any_supported_type(&key).map_err(|_| broken)?;
    let chain = readable.chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
    CertifiedKey::new(chain, signing).keys_match().map_err(|_| Fault::WrongKey)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};
    use webpki::anchor_from_trusted_cert;

    /// 2026-03-01
    const NOW: i64 = 1_772_323_200;

    fn file(name: &str) -> String {
        let path = format!("{}/../../tests/fixtures/certificates/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    }

    /// What is made of a file, where browsers know the last authority of another.
    fn checked(chain: &str, known: &str) -> Material {
        let root = check(&certificate(known), NOW).unwrap().chain;
        let root = root.split_inclusive("-----END CERTIFICATE-----\n").last().unwrap();
        let der: CertificateDer<'_> =
            rustls::pki_types::pem::PemObject::from_pem_slice(root.as_bytes()).unwrap();
        let anchor = anchor_from_trusted_cert(&der).unwrap().to_owned();
        check_against(&certificate(chain), NOW, &[anchor]).unwrap()
    }

    fn certificate(chain: &str) -> NewCertificate {
        NewCertificate { chain: file(chain), private_key: file("chain.key") }
    }

    #[test]
    fn what_leads_to_an_authority_that_browsers_know_needs_no_root() {
        for (chain, length, left_out) in [
            ("without-root.pem", 2, 0),
            ("chain.pem", 3, 0),
            ("cross-expired.pem", 3, 1),
            ("cross-at-the-end.pem", 3, 1),
            ("unrelated.pem", 3, 1),
            ("same-name.pem", 3, 2),
        ] {
            let material = checked(chain, "chain.pem");
            assert!(material.publicly_trusted, "{chain}");
            assert_eq!((material.chain_length, material.facts.left_out), (length, left_out), "{chain}");
        }
        let own = check_against(&certificate("chain.pem"), NOW, &[]).unwrap();
        assert!(!own.publicly_trusted);
        // Each of them names the other as its maker; that browsers know the first is the end of it.
        assert!(checked("loop-without-end.pem", "loop.pem").publicly_trusted);
    }

    #[test]
    fn of_two_ways_the_one_that_browsers_know_is_taken() {
        let material = checked("two-ways.pem", "chain.pem");
        assert!(material.publicly_trusted);
        assert_eq!((material.chain_length, material.facts.left_out), (3, 2));
    }

    #[test]
    fn a_maze_takes_no_time() {
        let started = Instant::now();
        assert_eq!(check(&certificate("maze.pem"), NOW).unwrap_err(), [Fault::IntermediateMissing]);
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    }
}
