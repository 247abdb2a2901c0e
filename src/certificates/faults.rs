//! What is wrong with a certificate or its key, and what to do about it.

use hq_contract::certificates::CertificateFault as Fault;
use hq_text::{Key, certificates};

/// The text of a fault.
pub const fn fault_key(fault: Fault) -> Key {
    match fault {
        Fault::ChainMissing => certificates::F_CHAIN_MISSING,
        Fault::ChainTooLarge => certificates::F_CHAIN_TOO_LARGE,
        Fault::NoCertificate => certificates::F_NO_CERTIFICATE,
        Fault::Pkcs7 => certificates::F_PKCS7,
        Fault::Pkcs12 => certificates::F_PKCS12,
        Fault::ChainBroken => certificates::F_CHAIN_BROKEN,
        Fault::KeyInChain => certificates::F_KEY_IN_CHAIN,
        Fault::NotACertificate => certificates::F_NOT_A_CERTIFICATE,
        Fault::ChainTooLong => certificates::F_CHAIN_TOO_LONG,
        Fault::IntermediateMissing => certificates::F_INTERMEDIATE_MISSING,
        Fault::SignatureWrong => certificates::F_SIGNATURE_WRONG,
        Fault::NotAnAuthority => certificates::F_NOT_AN_AUTHORITY,
        Fault::PathLength => certificates::F_PATH_LENGTH,
        Fault::NameForbidden => certificates::F_NAME_FORBIDDEN,
        Fault::SelfSigned => certificates::F_SELF_SIGNED,
        Fault::Authority => certificates::F_AUTHORITY,
        Fault::Expired => certificates::F_EXPIRED,
        Fault::NotYetValid => certificates::F_NOT_YET_VALID,
        Fault::AuthorityExpired => certificates::F_AUTHORITY_EXPIRED,
        Fault::NoNames => certificates::F_NO_NAMES,
        Fault::NotForServers => certificates::F_NOT_FOR_SERVERS,
        Fault::WeakKey => certificates::F_WEAK_KEY,
        Fault::WeakSignature => certificates::F_WEAK_SIGNATURE,
        Fault::UnsupportedKey => certificates::F_UNSUPPORTED_KEY,
        Fault::UnsupportedSignature => certificates::F_UNSUPPORTED_SIGNATURE,
        Fault::UnsupportedCertificate => certificates::F_UNSUPPORTED_CERTIFICATE,
        Fault::KeyMissing => certificates::F_KEY_MISSING,
        Fault::KeyTooLarge => certificates::F_KEY_TOO_LARGE,
        Fault::NoKey => certificates::F_NO_KEY,
        Fault::KeyBroken => certificates::F_KEY_BROKEN,
        Fault::CertificateInKey => certificates::F_CERTIFICATE_IN_KEY,
        Fault::KeyEncrypted => certificates::F_KEY_ENCRYPTED,
        Fault::KeySsh => certificates::F_KEY_SSH,
        Fault::KeyPkcs12 => certificates::F_KEY_PKCS12,
        Fault::KeyUnsupported => certificates::F_KEY_UNSUPPORTED,
        Fault::SeveralKeys => certificates::F_SEVERAL_KEYS,
        Fault::WrongKey => certificates::F_WRONG_KEY,
    }
}
