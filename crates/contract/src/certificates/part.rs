//! A part of a text of PEM: what it says it is, and what it is.

use super::der::{self, Kind};

/// A part of a text.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    /// What it says it is, without spaces: `CERTIFICATE`, `RSAPRIVATEKEY` …
    pub label: String,
    /// What is in it (DER); nothing where it is cut off or broken.
    pub content: Option<Vec<u8>>,
    /// Whether it is encrypted as of old, which a header says (RFC 1421, 4.6.1.1).
    pub encrypted: bool,
    kind: Kind,
}

impl Part {
    /// A part with a content.
    pub fn new(label: &str, content: Option<Vec<u8>>, encrypted: bool) -> Self {
        let label = joined_up(label);
        let kind = content.as_deref().map_or(Kind::Other, der::kind);
        Self { label, content, encrypted, kind }
    }

    /// Whether it is a certificate, or says so.
    pub fn is_certificate(&self) -> bool {
        let said = matches!(self.label.as_str(), "CERTIFICATE" | "X509CERTIFICATE" | "TRUSTEDCERTIFICATE");
        said && !self.is_private_key() && !self.is_bundle()
    }

    /// Whether it is a certificate with what OpenSSL trusts it for.
    pub fn is_trusted(&self) -> bool {
        self.label.starts_with("TRUSTED")
    }

    /// Whether it is a private key, of whatever kind: it says so, or it is one whatever it says.
    pub fn is_private_key(&self) -> bool {
        self.label.ends_with("PRIVATEKEY")
            || self.label.ends_with("PRIVATEKEYBLOCK")
            || matches!(self.kind, Kind::PrivateKey | Kind::EncryptedKey)
    }

    /// Whether it is a private key that a pass phrase protects.
    pub fn is_encrypted(&self) -> bool {
        self.encrypted || self.label == "ENCRYPTEDPRIVATEKEY" || self.kind == Kind::EncryptedKey
    }

    /// Whether it is a private key in the own form of a program for SSH.
    pub fn is_of_ssh(&self) -> bool {
        self.label.starts_with("OPENSSH") || self.label.starts_with("SSH2") || self.label.starts_with("PUTTY")
    }

    /// Whether it is a bundle: PKCS #7.
    pub fn is_pkcs7(&self) -> bool {
        self.label.starts_with("PKCS7") || self.label.starts_with("PKCS#7") || self.kind == Kind::Pkcs7
    }

    /// Whether it is a bundle: PKCS #12.
    pub fn is_pkcs12(&self) -> bool {
        self.label.starts_with("PKCS12") || self.label.starts_with("PKCS#12") || self.kind == Kind::Pkcs12
    }

    fn is_bundle(&self) -> bool {
        matches!(self.kind, Kind::Pkcs7 | Kind::Pkcs12)
    }

    /// What it is called in PEM: by its form, where that tells more than its label.
    pub fn name(&self) -> &'static str {
        match self.label.as_str() {
            _ if self.is_certificate() => "CERTIFICATE",
            "RSAPRIVATEKEY" => "RSA PRIVATE KEY",
            "ECPRIVATEKEY" => "EC PRIVATE KEY",
            "DSAPRIVATEKEY" => "DSA PRIVATE KEY",
            _ if self.is_of_ssh() => "OPENSSH PRIVATE KEY",
            _ if self.is_encrypted() => "ENCRYPTED PRIVATE KEY",
            _ => "PRIVATE KEY",
        }
    }
}

/// A label as labels are compared: spaces get lost on the way.
pub fn joined_up(label: &str) -> String {
    label.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}
