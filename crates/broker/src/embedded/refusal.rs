//! How the embedded broker refuses, and how it fails.

use super::EmbeddedError;
use crate::{
    BrokerError, Fault, Uncertain,
    osb::{ErrorBody, ErrorCode},
};

/// A refusal with a sentence.
pub fn refused(status: u16, sentence: impl Into<String>) -> BrokerError {
    BrokerError::refused(status, ErrorBody { error: None, description: Some(sentence.into()) })
}

/// 400: what is asked for cannot be.
pub fn bad(sentence: impl Into<String>) -> BrokerError {
    refused(400, sentence)
}

/// 409: the id is taken by something else.
pub fn conflict(sentence: impl Into<String>) -> BrokerError {
    refused(409, sentence)
}

/// 422: something else is under way.
pub fn busy() -> BrokerError {
    let body = ErrorBody {
        error: Some(ErrorCode::ConcurrencyError.as_str().to_owned()),
        description: Some("Another operation on this instance is under way.".to_owned()),
    };
    BrokerError::refused(422, body)
}

/// 410: there is none.
pub const fn gone() -> BrokerError {
    BrokerError::new(Fault::Gone)
}

impl From<EmbeddedError> for BrokerError {
    fn from(error: EmbeddedError) -> Self {
        if let EmbeddedError::Name(_) = error {
            return bad(format!("{error}."));
        }
        // Said to the operator alone: it may name their roles, databases and hosts.
        tracing::warn!(%error, "the embedded broker failed");
        let (fault, said) = if error.is_away() {
            (Fault::NotSent, "The storage server cannot be reached at present.")
        } else {
            (
                Fault::Uncertain(Uncertain::ServerError(500)),
                "The broker failed; its operator finds the cause in the log.",
            )
        };
        Self { description: Some(said.to_owned()), ..Self::new(fault) }
    }
}

impl From<sea_orm::DbErr> for BrokerError {
    fn from(error: sea_orm::DbErr) -> Self {
        EmbeddedError::from(error).into()
    }
}
