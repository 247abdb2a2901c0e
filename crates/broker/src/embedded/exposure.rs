//! The names of a dataplant and what proves them.

use crate::osb::extension::{ExposedCertificate, Exposure};
use rustls::{
    client::verify_server_name,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject as _},
    server::ParsedCertificate,
    sign::CertifiedKey,
};
use std::{collections::BTreeMap, sync::Arc};

/// The most names of a dataplant.
const MOST_NAMES: usize = 100;

/// Whether the names are names, and each certificate has its key; or what is wrong, in a sentence.
pub fn check(exposure: &Exposure) -> Result<(), String> {
    if exposure.names.len() > MOST_NAMES {
        return Err(format!("A dataplant has at most {MOST_NAMES} names."));
    }
    if let Some(name) = exposure.names.iter().find(|name| !is_name(name)) {
        let name: String = name.chars().filter(|character| !character.is_control()).take(60).collect();
        return Err(format!("{name} is no domain name in lower case."));
    }
    for certificate in &exposure.certificates {
        certified(certificate)?;
    }
    Ok(())
}

/// The certificate of each name that has one. Of several, the one that stands first.
pub fn by_name(names: &[String], certificates: &[ExposedCertificate]) -> BTreeMap<String, Arc<CertifiedKey>> {
    let keys: Vec<_> =
        certificates.iter().filter_map(|certificate| certified(certificate).ok()).map(Arc::new).collect();
    let proven = |name: &String| keys.iter().find(|key| proves(key, name)).cloned();
    names.iter().filter_map(|name| Some((name.clone(), proven(name)?))).collect()
}

/// A certificate with its key, as TLS takes it.
pub(crate) fn certified(certificate: &ExposedCertificate) -> Result<CertifiedKey, String> {
    let chain: Vec<_> = CertificateDer::pem_slice_iter(certificate.chain.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|_| "A certificate's chain cannot be read as PEM.".to_owned())?;
    if chain.is_empty() {
        return Err("A certificate's chain is empty.".to_owned());
    }
    let key = PrivateKeyDer::from_pem_slice(certificate.private_key.as_bytes())
        .map_err(|_| "A certificate's private key cannot be read as PEM.".to_owned())?;
    CertifiedKey::from_der(chain, key, &provider())
        .map_err(|_| "A certificate and its private key do not belong together.".to_owned())
}

/// The cryptography of this crate's TLS.
pub fn provider() -> CryptoProvider {
    ring::default_provider()
}

fn proves(key: &CertifiedKey, name: &str) -> bool {
    let Some(Ok(parsed)) = key.cert.first().map(ParsedCertificate::try_from) else { return false };
    ServerName::try_from(name).is_ok_and(|name| verify_server_name(&parsed, &name).is_ok())
}

/// A domain name in lower case, of two labels at least, and none that means this machine.
fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(label)
        && last != "localhost"
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(names: &[&str]) -> ExposedCertificate {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        ExposedCertificate { chain: made.cert.pem(), private_key: made.signing_key.serialize_pem() }
    }

    #[test]
    fn names_are_domain_names() {
        for good in ["data.acme.example", "xn--mnchen-3ya.example", "a-b.c1"] {
            assert!(is_name(good), "{good}");
        }
        for bad in
            ["", "acme", "Acme.example", "a..b", "-a.b", "a-.b", "a_b.c", "x.localhost", "127.0.0.1", "a.b."]
        {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn each_name_has_the_certificate_that_proves_it() {
        let names = ["one.example", "two.example", "three.example"].map(str::to_owned);
        let certificates = [made(&["two.example"]), made(&["one.example", "two.example"])];
        check(&Exposure { names: names.to_vec(), certificates: certificates.to_vec() }).unwrap();
        let found = by_name(&names, &certificates);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["one.example", "two.example"]);
        assert_ne!(found["one.example"].cert, found["two.example"].cert);
    }

    #[test]
    fn a_key_of_another_certificate_is_refused_and_not_told() {
        let (one, other) = (made(&["one.example"]), made(&["one.example"]));
        let mixed = ExposedCertificate { chain: one.chain, private_key: other.private_key };
        let said = check(&Exposure { names: vec![], certificates: vec![mixed] }).unwrap_err();
        assert_eq!(said, "A certificate and its private key do not belong together.");
        let none = ExposedCertificate { chain: String::new(), private_key: made(&["a.b"]).private_key };
        assert!(check(&Exposure { names: vec![], certificates: vec![none] }).is_err());
    }
}
