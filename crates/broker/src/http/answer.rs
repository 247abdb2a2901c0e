//! A broker's answer, and what it means.

use super::tidy::Tidy;
use crate::osb::{ErrorBody, LastOperation};
use crate::{BrokerError, BrokerResult, Fault, Reply, Uncertain, text};
use serde_json::{Map, Value};
use std::time::Duration;

/// What came.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) retry_after: Option<Duration>,
    pub(super) body: Body,
}

/// What came of its body.
pub(super) enum Body {
    Whole(Vec<u8>),
    /// More than is read.
    TooLarge,
    /// It ended before its end, or not in time.
    BrokenOff,
}

impl Answer {
    /// Of a request that makes or changes something.
    pub(super) fn made<T: Tidy>(self) -> BrokerResult<Reply<T>> {
        match self.status {
            200 | 201 => Ok(Reply::Done(self.parsed()?)),
            202 => Ok(Reply::Accepted(self.parsed()?)),
            _ => Err(self.error()),
        }
    }

    /// Of a request that removes something: nobody needs a word beside the status, and many say none.
    pub(super) fn removed<T: Tidy>(mut self) -> BrokerResult<Reply<T>> {
        if matches!(self.status, 200..=202)
            && matches!(&self.body, Body::Whole(bytes) if bytes.trim_ascii().is_empty())
        {
            self.body = Body::Whole(b"{}".to_vec());
        }
        self.made()
    }

    /// Of a question.
    pub(super) fn told<T: Tidy>(self) -> BrokerResult<T> {
        if self.status == 200 { self.parsed() } else { Err(self.error()) }
    }

    /// Of a poll.
    pub(super) fn polled(self) -> BrokerResult<(LastOperation, Option<Duration>)> {
        let retry_after = self.retry_after;
        Ok((self.told()?, retry_after))
    }

    /// Its JSON, of a question whose answer is read elsewhere.
    pub(super) fn json(self) -> BrokerResult<Map<String, Value>> {
        if self.status == 200 { self.object() } else { Err(self.error()) }
    }

    fn parsed<T: Tidy>(self) -> BrokerResult<T> {
        let status = self.status;
        let mut fields = self.object()?;
        fields.retain(|_, value| !value.is_null());
        serde_json::from_value::<T>(Value::Object(fields))
            .ok()
            .and_then(Tidy::tidy)
            .ok_or_else(|| malformed(status))
    }

    fn object(self) -> BrokerResult<Map<String, Value>> {
        match self.body {
            Body::Whole(bytes) => match serde_json::from_slice(&bytes) {
                Ok(Value::Object(fields)) => Ok(fields),
                _ => Err(malformed(self.status)),
            },
            Body::TooLarge => Err(malformed(self.status)),
            Body::BrokenOff => Err(BrokerError::new(Fault::Uncertain(Uncertain::NoAnswer))),
        }
    }

    /// What it says where it is no success.
    pub(super) fn error(self) -> BrokerError {
        let status = self.status;
        let retry_after = self.retry_after;
        let body = self.error_body();
        let fault = match status {
            410 => Fault::Gone,
            400..=499 => return BrokerError { retry_after, ..BrokerError::refused(status, body) },
            500..=599 => Fault::Uncertain(Uncertain::ServerError(status)),
            _ => Fault::Uncertain(Uncertain::OtherSuccess(status)),
        };
        BrokerError { fault, retry_after, description: body.description }
    }

    fn error_body(self) -> ErrorBody {
        let Ok(fields) = self.object() else { return ErrorBody::default() };
        let word = |name: &str| fields.get(name).and_then(Value::as_str);
        ErrorBody {
            error: word("error").map(str::to_owned),
            description: word("description").and_then(|said| text::plain(said, text::DESCRIPTION)),
        }
    }
}

const fn malformed(status: u16) -> BrokerError {
    BrokerError::new(Fault::Uncertain(Uncertain::Malformed(status)))
}
