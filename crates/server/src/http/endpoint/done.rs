//! What a handler answers.

use crate::{http::problem::Failure, operation::answer};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use hq_contract::{Described, ETag, Nothing, Success};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use std::marker::PhantomData;

/// A success of `E`: one that it declares, with what it answers. A handler that writes gives it to
/// [`crate::operation::Operation::finish_with`], so that it is kept for a retry.
#[derive(Debug)]
pub struct Done<E> {
    pub(crate) status: StatusCode,
    pub(crate) body: Option<String>,
    pub(crate) etag: Option<ETag>,
    headers: HeaderMap,
    endpoint: PhantomData<fn() -> E>,
}

impl<E: Described> Done<E> {
    /// Of an endpoint that answers a body without a version.
    ///
    /// # Errors
    /// 500 where the body cannot be written.
    pub fn new(body: &E::Answer) -> Result<Self, Failure> {
        const { assert!(is_plain(E::SUCCESS), "this endpoint answers with a version: `Done::versioned`") }
        Ok(Self::of(Some(written(body)?), None))
    }

    /// Of an endpoint that answers the version (`ETag`) with the body.
    ///
    /// # Errors
    /// 500 where the body cannot be written.
    pub fn versioned(body: &E::Answer, version: ETag) -> Result<Self, Failure> {
        const { assert!(is_versioned(E::SUCCESS), "this endpoint says nothing of a version: `Done::new`") }
        Ok(Self::of(Some(written(body)?), Some(version)))
    }

    /// The same with another status than the first that the endpoint declares.
    #[must_use]
    pub fn with_status<const STATUS: u16>(self) -> Self {
        const { assert!(declares(E::SUCCESS, STATUS), "this endpoint declares no such status") }
        Self { status: StatusCode::from_u16(STATUS).unwrap_or_default(), ..self }
    }

    fn of(body: Option<String>, etag: Option<ETag>) -> Self {
        let first = E::SUCCESS.first().map_or(200, |success| success.status);
        let status = StatusCode::from_u16(first).unwrap_or_default();
        Self { status, body, etag, headers: HeaderMap::new(), endpoint: PhantomData }
    }
}

impl<E: Described<Answer = Nothing>> Done<E> {
    /// Of an endpoint that answers no body.
    #[must_use]
    pub fn empty() -> Self {
        const { assert!(is_plain(E::SUCCESS), "this endpoint answers with a version, or a file") }
        Self::of(None, None)
    }
}

impl<E> Done<E> {
    /// Headers beside those that every answer has: cookies.
    pub const fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }
}

impl<E> IntoResponse for Done<E> {
    fn into_response(self) -> Response {
        let mut response = answer(self.status, self.body, self.etag);
        response.headers_mut().extend(self.headers);
        response
    }
}

/// A success that is no JSON: a file or a picture, of the media type that `E` declares. What is sent in parts, as a table is, is kept
/// for no retry.
#[derive(Debug)]
pub struct Media<E>(Response, PhantomData<fn() -> E>);

impl<E: Described> Media<E> {
    /// This file, with its headers.
    pub fn new(file: impl IntoResponse) -> Self {
        const { assert!(is_media(E::SUCCESS), "this endpoint answers JSON") }
        Self(file.into_response(), PhantomData)
    }
}

impl<E> IntoResponse for Media<E> {
    fn into_response(self) -> Response {
        self.0
    }
}

/// What a handler of `E` can return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not answer `{E}`",
    note = "`Done<E>` does, and for an endpoint that answers 200 without a version, `Json` of its answer"
)]
pub trait Answers<E> {
    /// Whether it is the success that the endpoint declares.
    const FITS: bool = true;
}

impl<E: Described> Answers<E> for Done<E> {}
impl<E: Described> Answers<E> for Media<E> {}
impl<E: Described<Answer = T>, T> Answers<E> for Json<T> {
    const FITS: bool = matches!(E::SUCCESS, [Success { status: 200, etag: None, media: None, .. }]);
}
impl<E: Described, T: Answers<E>> Answers<E> for Result<T, Failure> {
    const FITS: bool = T::FITS;
}

fn written<T: Serialize>(body: &T) -> Result<String, Failure> {
    serde_json::to_string(body).map_err(|error| Failure::internal(&error))
}

/// Whether no success has a version, or is a file. Constant functions have no iterators, and these lists no end.
const fn is_plain(mut all: &[Success]) -> bool {
    while let [one, rest @ ..] = all {
        if one.etag.is_some() || one.media.is_some() {
            return false;
        }
        all = rest;
    }
    true
}

const fn is_versioned(mut all: &[Success]) -> bool {
    while let [one, rest @ ..] = all {
        if one.etag.is_none() || one.media.is_some() {
            return false;
        }
        all = rest;
    }
    true
}

const fn is_media(all: &[Success]) -> bool {
    matches!(all, [Success { media: Some(_), .. }])
}

const fn declares(mut all: &[Success], status: u16) -> bool {
    while let [one, rest @ ..] = all {
        if one.status == status {
            return true;
        }
        all = rest;
    }
    false
}
