//! The language that a browser asks for.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use hq_text::Language;
use std::convert::Infallible;

/// The best of our languages for `Accept-Language`.
#[derive(Clone, Copy, Debug)]
pub struct PreferredLanguage(pub Language);

impl<S: Send + Sync> FromRequestParts<S> for PreferredLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let header = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self(Language::from_accept_language(header.unwrap_or_default())))
    }
}
