//! The made-up certificates of `tests/fixtures/certificates`; `make.py` there says what each is.

use hq_contract::{
    OrganizationId,
    certificates::{AddCertificate, Certificate, NewCertificate},
};

/// A file of the fixtures: `chain.pem`, `chain.key`.
pub fn pem(file: &str) -> String {
    let path = format!("{}/../../tests/fixtures/certificates/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A chain with its key, by their files.
pub fn certificate(chain: &str, key: &str) -> NewCertificate {
    NewCertificate { chain: pem(chain), private_key: pem(key) }
}

impl super::Browser {
    /// Adds a certificate of the fixtures.
    pub async fn add_certificate(&self, org: OrganizationId, chain: &str, key: &str) -> Certificate {
        self.call(&AddCertificate { org, body: certificate(chain, key) }).await.expect("added")
    }
}
