//! What a chain says of itself, and what of that cannot be used.

use super::{
    CertificateFault as Fault,
    public_key::{Use, key_type},
    relation::{is_authority, is_valid},
    signature::unchecked,
};
use x509_parser::{
    asn1_rs::{Oid, oid},
    certificate::X509Certificate,
    extensions::GeneralName,
    x509::X509Name,
};

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
    /// How many certificates of the text its chain does not need.
    pub left_out: usize,
}

/// Looks at a chain as it would be used at a moment; `itself` where the server's certificate made itself.
pub fn look(
    chain: &[&X509Certificate<'_>],
    ders: &[&[u8]],
    itself: bool,
    ends_at_root: bool,
    now: i64,
) -> Result<Facts, Fault> {
    let server = *chain.first().ok_or(Fault::NoCertificate)?;
    if itself {
        return Err(Fault::SelfSigned);
    }
    if is_authority(server) {
        return Err(Fault::Authority);
    }
    let kind = key_type(server.public_key(), Use::Server).map_err(|(fault, _)| fault)?;
    for (index, certificate) in chain.iter().enumerate() {
        if index > 0 {
            key_type(certificate.public_key(), Use::Authority).map_err(|(fault, _)| fault)?;
        }
        // An authority that made itself is believed for its key; nobody looks at its signature.
        let believed = ends_at_root && index + 1 == chain.len();
        if !believed && is_weak(&certificate.signature_algorithm.algorithm) {
            return Err(Fault::WeakSignature);
        }
        if !believed && ders.get(index).is_some_and(|der| unchecked(der, certificate).is_some()) {
            return Err(Fault::UnsupportedSignature);
        }
    }
    dates(chain, now)?;
    let names = names(server)?;
    let use_ = server.extended_key_usage().map_err(|_| Fault::NotACertificate)?;
    if use_.is_some_and(|usage| !usage.value.server_auth && !usage.value.any) {
        return Err(Fault::NotForServers);
    }
    Ok(Facts {
        names,
        issuer: name(server.issuer()),
        key_type: kind,
        serial: server.raw_serial().iter().map(|byte| format!("{byte:02x}")).collect(),
        not_before: server.validity().not_before.timestamp(),
        not_after: chain.iter().map(|one| one.validity().not_after.timestamp()).min().unwrap_or(now),
        left_out: 0,
    })
}

fn dates(chain: &[&X509Certificate<'_>], now: i64) -> Result<(), Fault> {
    for (index, certificate) in chain.iter().enumerate() {
        match (index, is_valid(certificate, now)) {
            (_, true) => {}
            (0, _) if now < certificate.validity().not_before.timestamp() => return Err(Fault::NotYetValid),
            (0, _) => return Err(Fault::Expired),
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
