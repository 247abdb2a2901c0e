//! Who may ask, and in which version of the protocol.

use super::answer::Failure;
use crate::osb::VERSION_HEADER;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{AUTHORIZATION, WWW_AUTHENTICATE},
};
use sha2::{Digest as _, Sha256};
use std::{fmt, sync::Arc};
use subtle::ConstantTimeEq as _;

/// The major version that is spoken. Minor versions are compatible by the specification.
const MAJOR: &str = "2";

/// Who may ask: name and password of HTTP's basic authentication (RFC 7617).
#[derive(Clone)]
pub struct Credentials {
    /// The name; it has no colon.
    pub username: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// What is compared: a hash, so that how long it takes says nothing of how much was right, nor how long it is.
pub struct Entry([u8; 32]);

impl Entry {
    /// Of whoever has these.
    pub fn new(credentials: &Credentials) -> Self {
        Self(digest(format!("{}:{}", credentials.username, credentials.password).as_bytes()))
    }

    fn lets_in(&self, headers: &HeaderMap) -> bool {
        let sent = sent(headers).unwrap_or_default();
        digest(&sent).ct_eq(&self.0).into()
    }
}

fn digest(text: &[u8]) -> [u8; 32] {
    Sha256::digest(text).into()
}

/// What stands in the header: `name:password`.
fn sent(headers: &HeaderMap) -> Option<Vec<u8>> {
    let (scheme, encoded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("basic").then(|| STANDARD.decode(encoded.trim()).ok())?
}

/// Lets in who may ask; first the credentials, so that a stranger learns nothing else.
pub async fn enter(State(entry): State<Arc<Entry>>, request: Request, next: Next) -> Response {
    if !entry.lets_in(request.headers()) {
        let mut refused =
            Failure::new(StatusCode::UNAUTHORIZED, "Name or password is wrong.").into_response();
        let challenge = HeaderValue::from_static("Basic realm=\"hq broker\", charset=\"UTF-8\"");
        refused.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        return refused;
    }
    if let Err(refused) = version(request.headers()) {
        return refused.into_response();
    }
    next.run(request).await
}

fn version(headers: &HeaderMap) -> Result<(), Failure> {
    let Some(version) = headers.get(VERSION_HEADER) else {
        let sentence = "The header X-Broker-API-Version is missing.";
        return Err(Failure::new(StatusCode::PRECONDITION_FAILED, sentence));
    };
    let spoken =
        version.to_str().ok().and_then(|version| version.split_once('.')).is_some_and(|(major, minor)| {
            major == MAJOR && !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit())
        });
    if spoken {
        Ok(())
    } else {
        Err(Failure::new(
            StatusCode::PRECONDITION_FAILED,
            "Only versions 2.x of the protocol are spoken here.",
        ))
    }
}
