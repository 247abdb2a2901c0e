//! What makes a request known when it comes again.

use crate::http::serve::body::Arriving;
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

/// What makes a request that is sent again find the answer of its first try.
#[derive(Clone, Debug)]
pub struct Idempotency {
    /// The client's `Idempotency-Key`, if it sent one.
    pub key: Option<String>,
    /// Method and path.
    pub target: String,
    /// The body as it came, or its digest.
    pub body: String,
}

/// A PUT, PATCH or DELETE with an `Idempotency-Key`. Its body may be on its way still.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The key.
    pub key: String,
    /// Method, path, and the version that it is about.
    pub target: String,
    /// The body, if it has one.
    pub body: Option<Arriving>,
}

impl Repeat {
    /// The same, with the body as it was read by now.
    pub(super) fn once(&self) -> Idempotency {
        let digest = self.body.as_ref().and_then(Arriving::digest).unwrap_or_default();
        Idempotency {
            key: Some(self.key.clone()),
            target: self.target.clone(),
            body: STANDARD_NO_PAD.encode(digest),
        }
    }
}
