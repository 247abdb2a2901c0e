//! TLS certificates of an organization: added with their private keys, checked, watched until they expire.

mod bare;
mod chain;
mod constraints;
mod der;
mod facts;
mod fault;
mod key;
mod names;
mod part;
mod path;
mod pem;
mod public_key;
mod relation;
mod signature;
mod spelling;
mod urgency;

pub use chain::{
    MAX_CHAIN, MAX_READ, Readable, check, check_chain, check_with, unchecked_signature, unusable_key,
};
pub use facts::Facts;
pub use fault::CertificateFault;
pub use names::not_covered;
pub use path::{Judge, Signature, Way};
pub use pem::{certificates_of, divided, encode, has_private_key, private_keys_of};
pub use public_key::KeyType;
pub use signature::is_checked;
pub use urgency::{Urgency, WARNINGS, Warning};

use crate::{
    DomainName, ETag, Endpoint, Method, Nothing, OrganizationId, PageToken, Timestamp,
    endpoint::{described, endpoint_at, fill},
    ids::id,
};
use serde::{Deserialize, Serialize};

id!(
    /// A TLS certificate.
    CertificateId
);

/// How many certificates an organization can have.
pub const MAX_CERTIFICATES: usize = 100;
/// The most bytes of a chain.
pub const MAX_CHAIN_BYTES: usize = 128 * 1024;
/// The most bytes of a private key.
pub const MAX_KEY_BYTES: usize = 16 * 1024;

/// A name in a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateName {
    /// The name, as in the certificate: `example.org`, `*.example.org`.
    pub name: String,
    /// The verified domain of the organization that it is, or lies in; none where it lies in none.
    pub domain: Option<DomainName>,
}

/// A certificate of an organization. Its private key is kept encrypted and stands in no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certificate {
    /// Which one; the same after it was replaced.
    pub id: CertificateId,
    /// How often it was replaced, from 1 on: in quotes, what `If-Match` takes.
    pub version: u32,
    /// The names that it is for.
    pub names: Vec<CertificateName>,
    /// Who made it.
    pub issuer: String,
    /// The kind of its key: one of [`KeyType::ALL`].
    #[cfg_attr(feature = "openapi", schema(value_type = KeyType))]
    pub key_type: String,
    /// SHA-256 of the certificate (DER), in hexadecimal digits.
    pub fingerprint: String,
    /// Its serial number, in hexadecimal digits.
    pub serial: String,
    /// How many certificates its chain has, itself among them.
    pub chain_length: u32,
    /// How many certificates were sent with it that its chain does not need: they are not kept.
    pub left_out: u32,
    /// Whether the chain ends at an authority that browsers know (Mozilla's list).
    pub publicly_trusted: bool,
    /// From when on it is valid.
    pub not_before: Timestamp,
    /// Until when it is valid: the chain's first end.
    pub not_after: Timestamp,
    /// In how many whole days that is; negative where it is over.
    pub expires_in_days: i64,
    /// How much it is time for another one, by the days and by the share of its life that are left.
    pub urgency: Urgency,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was replaced last, if it was.
    pub replaced_at: Option<Timestamp>,
}

impl Certificate {
    /// The version that a change starts from.
    #[must_use]
    pub fn etag(&self) -> ETag {
        ETag(format!("\"{}\"", self.version))
    }
}

/// A certificate to add, or to put in the place of another.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCertificate {
    /// The certificate and those of the authorities above it, in any order (PEM, RFC 7468); what is not needed is left out.
    #[cfg_attr(feature = "openapi", schema(max_length = 131_072))]
    pub chain: String,
    /// The private key of the certificate, not encrypted (PEM: PKCS #8, PKCS #1 or SEC 1).
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 16_384))]
    pub private_key: String,
}

impl std::fmt::Debug for NewCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewCertificate(…)")
    }
}

/// The organization's certificates, the one that expires first before the others, and whether more can be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certificates {
    /// The certificates: at most [`MAX_CERTIFICATES`], all at once where no limit is asked for.
    pub items: Vec<Certificate>,
    /// What to ask for the next page with; absent on the last one.
    pub next_page: Option<PageToken>,
    /// How many there are.
    pub total: u64,
    /// Whether the server has a key to encrypt private keys with. Without one none can be added.
    pub can_be_kept: bool,
}

endpoint_at!(
    /// List an organization's TLS certificates
    ///
    /// The first to expire before the others, all at once: there are at most 100. Private keys stand in no answer.
    ListCertificates {
        /// Of which organization.
        org: OrganizationId
    } Get "/organizations/{org}/certificates" -> Certificates,
    tag "certificates", for ManageInfrastructure,
    200 "The certificates"
);

endpoint_at!(
    /// Add a TLS certificate
    ///
    /// With the certificates of the authorities above it, in any order, up to one that browsers know or to one of your own, which
    /// has to be among them; what the chain does not need is left out. And with its private key, which is kept encrypted and never
    /// told again. What is wrong with either stands in the problem's `faults`.
    AddCertificate {
        /// To which organization.
        org: OrganizationId
    } (NewCertificate) Post "/organizations/{org}/certificates" -> Certificate,
    tag "certificates", for ManageInfrastructure,
    201 "The certificate" etag "Its version",
    refusals [CertificateExists, NoSecretsKey]
);

endpoint_at!(
    /// Read a TLS certificate
    GetCertificate {
        /// Of which organization.
        org: OrganizationId,
        /// Which certificate.
        id: CertificateId,
    } Get "/organizations/{org}/certificates/{id}" -> Certificate,
    tag "certificates", for ManageInfrastructure,
    200 "The certificate" etag "Its version"
);

described!(
    /// Replace a TLS certificate
    ///
    /// The new one with its key is in the place of the former from one moment to the next, under the same id.
    #[derive(Clone, Debug)]
    pub struct ReplaceCertificate {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which certificate.
        pub id: CertificateId,
        /// The version that was read.
        pub version: ETag,
        /// What to put there.
        pub body: NewCertificate,
    }
    at id;
    tag "certificates", for ManageInfrastructure,
    200 "The certificate as it is now" etag "Its version",
    refusals [CertificateExists, NoSecretsKey]
);

impl Endpoint for ReplaceCertificate {
    type Body = NewCertificate;
    type Answer = Certificate;
    const METHOD: Method = Method::Put;
    const TEMPLATE: &'static str = "/organizations/{org}/certificates/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn body(&self) -> Option<&NewCertificate> {
        Some(&self.body)
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}

described!(
    /// Remove a TLS certificate and its key
    #[derive(Clone, Debug)]
    pub struct RemoveCertificate {
        /// Of which organization.
        pub org: OrganizationId,
        /// Which certificate.
        pub id: CertificateId,
        /// The version that was read.
        pub version: ETag,
    }
    at id;
    tag "certificates", for ManageInfrastructure,
    204 "Removed"
);

impl Endpoint for RemoveCertificate {
    type Body = Nothing;
    type Answer = Nothing;
    const METHOD: Method = Method::Delete;
    const TEMPLATE: &'static str = "/organizations/{org}/certificates/{id}";

    fn path(&self) -> String {
        fill(Self::TEMPLATE, &[("org", &self.org.to_string()), ("id", &self.id.to_string())])
    }

    fn if_match(&self) -> Option<&ETag> {
        Some(&self.version)
    }
}
