//! Statuses and bodies.

use crate::{BrokerError, Fault, Reply, osb::ErrorBody};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use serde::Serialize;
use serde_json::json;
use std::time::Duration;

/// A refusal, or a failure.
#[derive(Debug)]
pub struct Failure {
    status: StatusCode,
    body: ErrorBody,
    retry_after: Option<Duration>,
}

impl Failure {
    /// A refusal with a sentence.
    pub fn new(status: StatusCode, sentence: &str) -> Self {
        Self {
            status,
            body: ErrorBody { error: None, description: Some(sentence.to_owned()) },
            retry_after: None,
        }
    }

    /// 400.
    pub fn bad(sentence: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, sentence)
    }

    /// 422: it can be done asynchronously only.
    pub fn async_required() -> Self {
        let sentence = "This takes its time: accepts_incomplete=true has to be in the query.";
        let mut refused = Self::new(StatusCode::UNPROCESSABLE_ENTITY, sentence);
        refused.body.error = Some(crate::osb::ErrorCode::AsyncRequired.as_str().to_owned());
        refused
    }
}

impl From<BrokerError> for Failure {
    fn from(error: BrokerError) -> Self {
        let (status, code) = match &error.fault {
            Fault::Refused { status, code } => {
                (StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_REQUEST), *code)
            }
            Fault::Gone => (StatusCode::GONE, None),
            Fault::NotSent | Fault::AddressRefused => (StatusCode::BAD_GATEWAY, None),
            Fault::Uncertain(_) => (StatusCode::INTERNAL_SERVER_ERROR, None),
        };
        let body =
            ErrorBody { error: code.map(|code| code.as_str().to_owned()), description: error.description };
        Self { status, body, retry_after: error.retry_after }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        later((self.status, Json(self.body)).into_response(), self.retry_after)
    }
}

/// An answer that says when to come again.
pub fn later(mut answer: Response, wait: Option<Duration>) -> Response {
    if let Some(wait) = wait {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
    }
    answer
}

/// A reply with its status: `done` for what is done.
pub fn reply<T: Serialize>(reply: Reply<T>, done: StatusCode) -> Response {
    match reply {
        Reply::Done(body) => (done, Json(body)).into_response(),
        Reply::Accepted(body) => (StatusCode::ACCEPTED, Json(body)).into_response(),
    }
}

/// The reply of a removal: its body is empty where it is done.
pub fn removed<T: Serialize>(removed: Reply<T>) -> Response {
    match removed {
        Reply::Done(_) => (StatusCode::OK, Json(json!({}))).into_response(),
        accepted => reply(accepted, StatusCode::OK),
    }
}
