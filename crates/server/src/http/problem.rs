//! Refusals on their way out: every answer that is not what the handler promised.

use crate::{db::Fault, http::allowance::Allowance};
use axum::{
    Json,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use hq_contract::{FieldCode, FieldError, Problem, ProblemCode};
use sea_orm::DbErr;

/// How long a client should wait before it asks a server again whose database is away, in seconds.
const RETRY_UNAVAILABLE: u32 = 2;

/// What a 401 has to say (RFC 9110, 15.5.2). No scheme of a browser: it would ask by a window of its own.
const HOW_TO_SIGN_IN: HeaderValue = HeaderValue::from_static("Session realm=\"HQ\"");

/// What it says of a key that is not good (RFC 6750, 3).
const BAD_KEY: HeaderValue = HeaderValue::from_static("Bearer realm=\"HQ\", error=\"invalid_token\"");

/// Why a handler ended early.
#[derive(Debug)]
pub enum Failure {
    /// Refused.
    Refused(Box<Problem>, Vec<(HeaderName, HeaderValue)>),
    /// Answered in another way: a replayed answer, a redirect.
    Answered(Box<Response>),
    /// The database could not do it just now: tried again, or 503.
    Faulted(Fault),
}

impl Failure {
    /// The server's own fault: logged with its cause, told without.
    pub fn internal(cause: &dyn std::error::Error) -> Self {
        tracing::error!(cause = %cause, "internal error");
        ProblemCode::Internal.into()
    }

    /// One refused field (422).
    #[must_use]
    pub fn field(pointer: &str, code: FieldCode) -> Self {
        Problem::invalid([FieldError { pointer: pointer.to_owned(), code }]).into()
    }

    /// One refused parameter of the query (400).
    #[must_use]
    pub fn parameter(name: &str, code: FieldCode) -> Self {
        Problem::parameters([(name.to_owned(), code)]).into()
    }

    /// A body of another kind than the operation takes (415): which it takes, says the answer (RFC 9110, 15.5.16).
    #[must_use]
    pub fn unsupported(method: &Method, kinds: &'static str) -> Self {
        let kinds = HeaderValue::from_static(kinds);
        let mut headers = vec![(header::ACCEPT, kinds.clone())];
        match *method {
            Method::PATCH => headers.push((HeaderName::from_static("accept-patch"), kinds)),
            Method::POST => headers.push((HeaderName::from_static("accept-post"), kinds)),
            _ => {}
        }
        Self::Refused(Box::new(Problem::new(ProblemCode::UnsupportedMediaType)), headers)
    }

    /// An API key that is not good (401), whatever is wrong with it.
    #[must_use]
    pub fn invalid_token() -> Self {
        let headers = vec![(header::WWW_AUTHENTICATE, BAD_KEY)];
        Self::Refused(Box::new(Problem::new(ProblemCode::InvalidToken)), headers)
    }

    /// Too often (429), by this limit; go on where there are others.
    #[must_use]
    pub fn too_many(limit: Allowance) -> Self {
        let limit = Allowance { seconds: limit.seconds.max(1), ..limit };
        let mut headers = vec![(header::RETRY_AFTER, limit.seconds.into())];
        headers.extend(limit.headers());
        Self::Refused(Box::new(Problem::new(ProblemCode::TooManyRequests)), headers)
    }

    /// Not now (503); again in so many seconds.
    #[must_use]
    pub fn unavailable(retry_after_seconds: u32) -> Self {
        let headers = vec![(header::RETRY_AFTER, retry_after_seconds.into())];
        Self::Refused(Box::new(Problem::new(ProblemCode::Unavailable)), headers)
    }
}

impl From<ProblemCode> for Failure {
    fn from(code: ProblemCode) -> Self {
        Problem::new(code).into()
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(problem), Vec::new())
    }
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        let Some(fault) = Fault::of(&error) else { return Self::internal(&error) };
        tracing::warn!(cause = %error, "the database is away, or busy");
        Self::Faulted(fault)
    }
}

impl IntoResponse for Failure {
    /// The problem itself travels as an extension until [`render`] knows the request's id.
    fn into_response(self) -> Response {
        match self {
            Self::Answered(response) => *response,
            Self::Faulted(fault) => {
                let mut response = Self::unavailable(RETRY_UNAVAILABLE).into_response();
                response.extensions_mut().insert(fault);
                response
            }
            Self::Refused(problem, headers) => {
                let status =
                    StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let mut response = status.into_response();
                response.headers_mut().extend(headers);
                if status == StatusCode::UNAUTHORIZED
                    && !response.headers().contains_key(header::WWW_AUTHENTICATE)
                {
                    response.headers_mut().insert(header::WWW_AUTHENTICATE, HOW_TO_SIGN_IN);
                }
                response.extensions_mut().insert(*problem);
                response
            }
        }
    }
}

/// Writes the problem that a response carries, if any, into its body.
#[must_use]
pub fn render(mut response: Response, request_id: &str) -> Response {
    let Some(mut problem) = response.extensions_mut().remove::<Problem>() else { return response };
    problem.request_id = request_id.to_owned();
    let headers = response.headers().clone();
    let mut written = (response.status(), Json(problem)).into_response();
    written.headers_mut().extend(headers);
    written.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    written
}
