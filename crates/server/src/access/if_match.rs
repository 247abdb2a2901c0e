//! The version that a change starts from.

use crate::problem::Failure;
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use hq_contract::{ETag, ProblemCode};

/// `If-Match` (RFC 9110, 13.1.1): required where a resource has an `ETag`.
#[derive(Clone, Debug)]
pub struct IfMatch(Vec<String>);

impl IfMatch {
    /// Refuses a change of another version.
    ///
    /// # Errors
    /// 412 `stale`
    pub fn check(&self, current: &ETag) -> Result<(), Failure> {
        let matches = self.0.iter().any(|tag| tag == "*" || *tag == current.0);
        if matches { Ok(()) } else { Err(ProblemCode::Stale.into()) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let mut tags = Vec::new();
        for value in parts.headers.get_all(header::IF_MATCH) {
            let value = value.to_str().map_err(|_| Failure::from(ProblemCode::BadRequest))?;
            tags.extend(value.split(',').map(|tag| tag.trim().to_owned()));
        }
        if tags.is_empty() { Err(ProblemCode::PreconditionRequired.into()) } else { Ok(Self(tags)) }
    }
}

/// The tag of a version number.
pub fn version_tag(version: i64) -> ETag {
    ETag(format!("\"{version}\""))
}
