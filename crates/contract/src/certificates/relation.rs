//! What certificates say of each other.

use x509_parser::{
    asn1_rs::{Any, Tag},
    certificate::X509Certificate,
    extensions::ParsedExtension,
    oid_registry::{OID_X509_EXT_AUTHORITY_KEY_IDENTIFIER, OID_X509_EXT_SUBJECT_KEY_IDENTIFIER},
    x509::{RelativeDistinguishedName, X509Name},
};

/// Whether a certificate is an authority's.
pub fn is_authority(certificate: &X509Certificate<'_>) -> bool {
    certificate.basic_constraints().ok().flatten().is_some_and(|constraints| constraints.value.ca)
}

/// Whether a certificate names itself as its maker.
pub fn is_self_named(certificate: &X509Certificate<'_>) -> bool {
    is_same_name(certificate.issuer(), certificate.subject())
}

/// Whether two names are the same (RFC 5280, 7.1): neither the kind of string nor case nor the number of spaces matters.
pub fn is_same_name(one: &X509Name<'_>, other: &X509Name<'_>) -> bool {
    one.as_raw() == other.as_raw()
        || (one.iter().count() == other.iter().count()
            && one.iter().zip(other.iter()).all(|(one, other)| attributes(one) == attributes(other)))
}

/// The attributes of a part of a name, in an order of their own: in the name they have none.
fn attributes(part: &RelativeDistinguishedName<'_>) -> Vec<(String, Vec<u8>)> {
    let mut attributes: Vec<_> = part
        .iter()
        .map(|one| {
            let value = text(one.attr_value()).map_or_else(|| one.as_slice().to_vec(), String::into_bytes);
            (one.attr_type().to_id_string(), value)
        })
        .collect();
    attributes.sort();
    attributes
}

/// A value as names are compared, where it is a text.
fn text(value: &Any<'_>) -> Option<String> {
    let utf16 = |bytes: &[u8]| {
        let units =
            bytes.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)));
        String::from_utf16(&units.collect::<Vec<_>>()).ok()
    };
    let text = match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String => {
            String::from_utf8(value.data.to_vec()).ok()?
        }
        // As everybody reads it: Latin-1.
        Tag::T61String => value.data.iter().map(|byte| char::from(*byte)).collect(),
        Tag::BmpString => utf16(value.data)?,
        _ => return None,
    };
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
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
