//! A name for each request, in its answer and in the log.

use crate::platform::{
    clock::Clock,
    random::{Random, new_id},
};
use http::{HeaderName, HeaderValue};
use std::fmt;
use uuid::Uuid;

/// The header that carries the name. What a client sends in it is not looked at.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Names a request. An extension of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(Uuid);

impl RequestId {
    /// A new name.
    #[must_use]
    pub fn new(clock: &dyn Clock, random: &dyn Random) -> Self {
        Self(new_id(clock, random))
    }

    /// The name as a header.
    #[must_use]
    pub fn header(self) -> HeaderValue {
        let mut text = Uuid::encode_buffer();
        // A UUID consists of hexadecimal digits and hyphens: it is always a header's value.
        HeaderValue::from_str(self.0.hyphenated().encode_lower(&mut text))
            .unwrap_or(HeaderValue::from_static(""))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
