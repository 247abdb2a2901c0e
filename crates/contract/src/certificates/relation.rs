//! What certificates say of each other.

use x509_parser::{
    certificate::X509Certificate,
    extensions::ParsedExtension,
    oid_registry::{OID_X509_EXT_AUTHORITY_KEY_IDENTIFIER, OID_X509_EXT_SUBJECT_KEY_IDENTIFIER},
};

/// Whether a certificate is an authority's.
pub fn is_authority(certificate: &X509Certificate<'_>) -> bool {
    certificate.basic_constraints().ok().flatten().is_some_and(|constraints| constraints.value.ca)
}

/// Whether a certificate names itself as its maker.
pub fn is_self_named(certificate: &X509Certificate<'_>) -> bool {
    certificate.issuer().as_raw() == certificate.subject().as_raw()
}

/// Whether a moment lies in a certificate's time.
pub fn is_valid(certificate: &X509Certificate<'_>, now: i64) -> bool {
    let validity = certificate.validity();
    (validity.not_before.timestamp()..=validity.not_after.timestamp()).contains(&now)
}

/// What identifies the key of a certificate's maker.
pub fn authority_key<'a>(certificate: &'a X509Certificate<'_>) -> Option<&'a [u8]> {
    let extension = certificate.get_extension_unique(&OID_X509_EXT_AUTHORITY_KEY_IDENTIFIER).ok()??;
    match extension.parsed_extension() {
        ParsedExtension::AuthorityKeyIdentifier(maker) => maker.key_identifier.as_ref().map(|key| key.0),
        _ => None,
    }
}

/// What identifies a certificate's own key.
pub fn own_key<'a>(certificate: &'a X509Certificate<'_>) -> Option<&'a [u8]> {
    let extension = certificate.get_extension_unique(&OID_X509_EXT_SUBJECT_KEY_IDENTIFIER).ok()??;
    match extension.parsed_extension() {
        ParsedExtension::SubjectKeyIdentifier(key) => Some(key.0),
        _ => None,
    }
}
