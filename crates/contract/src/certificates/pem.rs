//! What stands in a text between `-----BEGIN …-----` and `-----END …-----` (RFC 7468).

use x509_parser::pem::Pem;

/// A part of a text.
pub struct Part {
    /// What it is: `CERTIFICATE`, `PRIVATE KEY` …
    pub label: String,
    /// What it says (DER).
    pub der: Vec<u8>,
}

impl Part {
    /// Whether it is a certificate.
    pub fn is_certificate(&self) -> bool {
        matches!(self.label.as_str(), "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE")
    }

    /// Whether it is a private key, of whatever kind.
    pub fn is_private_key(&self) -> bool {
        self.label.ends_with("PRIVATE KEY")
    }
}

/// Begins each part.
const BEGIN: &str = "-----BEGIN ";

/// Whether a part of that label begins in the text, whatever its content.
pub fn begins(text: &str, label: &str) -> bool {
    text.split(BEGIN).skip(1).any(|rest| rest.starts_with(label))
}

/// The parts of a text; what stands between them is left away.
///
/// # Errors
/// Nothing to tell: a part is broken or cut off.
pub fn parts(text: &str) -> Result<Vec<Part>, ()> {
    // More parts than any chain has are not read: the caller refuses them by their number.
    let most = super::MAX_CHAIN + 2;
    Pem::iter_from_buffer(text.as_bytes())
        .take(most)
        .map(|part| part.map(|part| Part { label: part.label, der: part.contents }).map_err(drop))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_around_parts_is_left_away() {
        let text = "Subject: x\n-----BEGIN CERTIFICATE-----\r\nAAEC\r\n-----END CERTIFICATE-----\n\nmore\n";
        let parts = parts(text).unwrap();
        assert_eq!(
            (parts.len(), parts[0].label.as_str(), &parts[0].der[..]),
            (1, "CERTIFICATE", &[0, 1, 2][..])
        );
        assert!(begins(text, "CERTIFICATE") && !begins(text, "PRIVATE KEY"));
    }

    #[test]
    fn broken_parts_are_told() {
        for text in [
            "-----BEGIN CERTIFICATE-----\nAAEC",
            "-----BEGIN CERTIFICATE-----\nA*EC\n-----END CERTIFICATE-----\n",
        ] {
            assert!(parts(text).is_err(), "{text}");
        }
        assert!(parts("").unwrap().is_empty() && parts("nothing here").unwrap().is_empty());
    }
}
