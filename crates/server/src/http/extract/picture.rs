//! Bodies that are a picture, and not JSON.

use crate::{
    app::App,
    http::{problem::Failure, serve::body},
};
use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use hq_contract::images::IMAGE_TYPES;

/// A picture, by what the request says of it; whether it is one, is seen where it is read.
#[derive(Debug)]
pub struct Picture(pub Vec<u8>);

impl FromRequest<App> for Picture {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        const KINDS: &str = "image/png, image/jpeg, image/webp";
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !IMAGE_TYPES.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
            return Err(Failure::unsupported(request.method(), KINDS));
        }
        let (parts, _) = request.into_parts();
        body::whole(&parts).await.map(Self)
    }
}
