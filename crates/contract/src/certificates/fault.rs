//! Why a certificate or its key cannot be used: a closed list that the console translates.

use serde::{Deserialize, Serialize};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident $text:literal $field:ident;)*) => {
        /// Why a certificate or its key cannot be used. A problem has them by name in `faults`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum CertificateFault {
            $($(#[$doc])* $name,)*
        }

        impl CertificateFault {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name as on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Whether it is about the private key; about the chain otherwise.
            #[must_use]
            pub const fn is_of_key(self) -> bool {
                match self { $(Self::$name => faults!(@ $field),)* }
            }
        }
    };
    (@ key) => { true };
    (@ chain) => { false };
}

faults! {
    /// Nothing there.
    ChainMissing "chain_missing" chain;
    /// More than [`super::MAX_CHAIN_BYTES`].
    ChainTooLarge "chain_too_large" chain;
    /// No certificate in it: another file, or a certificate in another form (DER).
    NoCertificate "no_certificate" chain;
    /// A bundle that the certificates have to be taken out of (PKCS #7).
    Pkcs7 "pkcs7" chain;
    /// A bundle that the certificates and the key have to be taken out of (PKCS #12).
    Pkcs12 "pkcs12" chain;
    /// Begins as PEM and is broken: cut off, or with characters that do not belong there.
    ChainBroken "chain_broken" chain;
    /// A private key stands in the chain, whole or not, in whatever form and under whatever label.
    KeyInChain "key_in_chain" chain;
    /// PEM of something that is no X.509 certificate.
    NotACertificate "not_a_certificate" chain;
    /// More than [`super::MAX_READ`] certificates, or a chain of more than [`super::MAX_CHAIN`].
    ChainTooLong "chain_too_long" chain;
    /// The authority that made a certificate is neither in the chain nor known to browsers.
    IntermediateMissing "intermediate_missing" chain;
    /// A signature does not fit: what bears the name of a certificate's maker did not make it.
    SignatureWrong "signature_wrong" chain;
    /// A certificate stands as the maker of another, and may make none (RFC 5280, 4.2.1.3 and 4.2.1.9).
    NotAnAuthority "not_an_authority" chain;
    /// More authorities stand below another than it allows (RFC 5280, 4.2.1.9).
    PathLength "path_length" chain;
    /// An authority may not make certificates for one of the names (RFC 5280, 4.2.1.10).
    NameForbidden "name_forbidden" chain;
    /// Signed by itself: browsers warn of it.
    SelfSigned "self_signed" chain;
    /// The certificate of an authority, where that of a server should be.
    Authority "authority" chain;
    /// Its time is over.
    Expired "expired" chain;
    /// Its time has not begun.
    NotYetValid "not_yet_valid" chain;
    /// The time of an authority in the chain is over, or has not begun.
    AuthorityExpired "authority_expired" chain;
    /// No DNS names (RFC 9525: browsers read nothing else).
    NoNames "no_names" chain;
    /// Made for another use than TLS servers (extended key usage).
    NotForServers "not_for_servers" chain;
    /// An RSA key of fewer than 2,048 bits.
    WeakKey "weak_key" chain;
    /// Signed with MD5 or SHA-1.
    WeakSignature "weak_signature" chain;
    /// A kind of key that the server cannot use: others than RSA of 2,048, 3,072 or 4,096 bits with an exponent of at least
    /// 65,537, P-256, P-384 and Ed25519. [`super::unusable_key`] says which kind it is, and so does the problem's `detail`.
    UnsupportedKey "unsupported_key" chain;
    /// A signature that the server cannot check: others than RSA (PKCS #1, PSS) with SHA-256, SHA-384 or SHA-512, ECDSA with
    /// SHA-256 or SHA-384, and Ed25519. [`super::unchecked_signature`] says which, and so does the problem's `detail`.
    UnsupportedSignature "unsupported_signature" chain;
    /// A certificate of version 1 or 2, or one with something critical that the server does not know (RFC 5280, 4.2).
    UnsupportedCertificate "unsupported_certificate" chain;
    /// No private key there.
    KeyMissing "key_missing" key;
    /// More than [`super::MAX_KEY_BYTES`].
    KeyTooLarge "key_too_large" key;
    /// No private key in it: another file, or a key in another form.
    NoKey "no_key" key;
    /// Begins as PEM and is broken.
    KeyBroken "key_broken" key;
    /// A certificate stands where the key should.
    CertificateInKey "certificate_in_key" key;
    /// Encrypted with a pass phrase.
    KeyEncrypted "key_encrypted" key;
    /// In the own form of a program for SSH (OpenSSH, PuTTY).
    KeySsh "key_ssh" key;
    /// A bundle that the certificates and the key have to be taken out of (PKCS #12).
    KeyPkcs12 "key_pkcs12" key;
    /// The server cannot use it, though it can use its kind: RSA with more than two primes, or of different lengths.
    KeyUnsupported "key_unsupported" key;
    /// More than one private key.
    SeveralKeys "several_keys" key;
    /// The key belongs to another certificate.
    WrongKey "wrong_key" key;
}

impl CertificateFault {
    /// The fault of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.as_str() == name)
    }

    /// Whether it depends on the clock, of which the server's counts.
    #[must_use]
    pub const fn is_of_time(self) -> bool {
        matches!(self, Self::Expired | Self::NotYetValid | Self::AuthorityExpired)
    }

    /// The field of [`super::NewCertificate`] that it is about (RFC 6901).
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        if self.is_of_key() { "/private_key" } else { "/chain" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wire() {
        for fault in CertificateFault::ALL {
            assert_eq!(serde_json::to_value(fault).unwrap(), fault.as_str());
            assert_eq!(CertificateFault::from_name(fault.as_str()), Some(*fault));
        }
        assert_eq!(CertificateFault::from_name("revoked"), None);
    }
}
