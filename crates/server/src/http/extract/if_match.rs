//! The version that a change starts from.

use crate::{
    http::problem::Failure,
    platform::random::{Random, bytes},
};
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use hq_contract::{ETag, ProblemCode};
use std::borrow::Cow;

/// `If-Match` (RFC 9110, 13.1.1): required where a resource has an `ETag`.
#[derive(Clone, Debug)]
pub struct IfMatch(Vec<String>);

impl IfMatch {
    /// Refuses a change of another version.
    ///
    /// # Errors
    /// 412 `stale`
    pub fn check(&self, current: &ETag) -> Result<(), Failure> {
        let matches = self.0.iter().any(|tag| tag == "*" || version(tag) == current.0);
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

/// The version of a tag: what follows a point is about how the version was shown ([`crate::operation::answer`]).
fn version(tag: &str) -> Cow<'_, str> {
    tag.split_once('.').map_or(Cow::Borrowed(tag), |(version, _)| Cow::Owned(format!("{version}\"")))
}

/// The first version of a row that may take the place of one that was deleted: another each time, so that no version comes
/// back. The following ones are one more each.
pub fn first_version(random: &dyn Random) -> i64 {
    i64::from_be_bytes(bytes(random)) & (i64::MAX >> 1)
}

/// The tag of a version number.
pub fn version_tag(version: i64) -> ETag {
    ETag(format!("\"{version}\""))
}
