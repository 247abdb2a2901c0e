//! Secrets in cookies and links: 256 random bits, kept only as their SHA-256.

use crate::platform::random::{Random, bytes};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// A secret that its holder carries; never logged, never kept.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new secret.
    #[must_use]
    pub fn new(random: &dyn Random) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes::<32>(random)))
    }

    /// A secret that somebody carries, if it can be one of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Self(text.to_owned()))
    }

    /// The secret that follows from others: the same again from the same parts.
    #[must_use]
    pub fn derived(parts: &[&str]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(hash(parts)))
    }

    /// The secret itself, for the cookie or the link: 43 characters, safe in a URL.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        hash(&[&self.0])
    }
}

/// SHA-256 over the parts, each with its length before it, so that no two lists of parts are alike.
#[must_use]
pub fn hash(parts: &[&str]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().to_vec()
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}
