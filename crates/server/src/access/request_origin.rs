//! Where a request comes from.

use crate::{operation::Origin, request_id::RequestId, serve::ClientAddress};
use axum::{extract::FromRequestParts, http::request::Parts};
use std::convert::Infallible;

/// The client's address, as text.
pub fn address(parts: &Parts) -> String {
    parts.extensions.get::<ClientAddress>().map(|address| address.0.to_string()).unwrap_or_default()
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let request_id = parts.extensions.get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        Ok(Self { address: address(parts), request_id })
    }
}
