//! What follows from what a broker answers: the state machine of OSB 2.17 as a pure function. Who calls it keeps rows,
//! leases and clocks; here stands only what comes next.
//!
//! | event | what follows |
//! | --- | --- |
//! | 200 or 201 | [`Next::Ready`]; of a removal [`Next::Gone`] |
//! | 202 | [`Next::Poll`] |
//! | 4xx, 408 and 409 among them | [`Next::Rejected`] |
//! | 422 `ConcurrencyError`, 429 | [`Next::LaterAgain`] |
//! | 422 `MaintenanceInfoConflict` | [`Next::RefreshCatalogThenAgain`] |
//! | no answer, 5xx, other 2xx, malformed 201 or 202, a poll that says `failed` | [`Next::FailedThenMitigate`] |
//! | malformed 200 | [`Next::FailedNoMitigation`] |
//! | nothing was sent | [`Next::SameAgain`] |
//! | a poll's 410 | [`Next::Gone`] of a removal, else [`Next::KeepPolling`] |
//! | a poll's 404, 5xx, no answer, anything else | [`Next::KeepPolling`] |
//! | a poll past the deadline | as if it had said `failed` |
//!
//! An update never mitigates: [`Next::FailedKeepsOld`]. Of a removal, what is neither gone nor under way is
//! [`Next::DeleteFailedRetry`].

mod pace;
#[cfg(test)]
mod tests;

pub use pace::{Attempt, deadline};

use crate::osb::{Binding, ErrorCode, LastOperation, OperationState, Provisioned};
use crate::{BrokerError, BrokerResult, Fault, Reply, Uncertain};
use std::time::Duration;

/// What a poll answers, and when to come again where the broker says so.
pub type Polled = BrokerResult<(LastOperation, Option<Duration>)>;

/// What was asked, with what came of it.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    /// Make an instance.
    Provision(&'a BrokerResult<Reply<Provisioned>>),
    /// Change an instance.
    Update(&'a BrokerResult<Reply<Provisioned>>),
    /// Remove an instance. Of orphan mitigation too.
    Deprovision(&'a BrokerResult<Reply<Provisioned>>),
    /// Make credentials.
    Bind(&'a BrokerResult<Reply<Binding>>),
    /// Read the credentials that were made asynchronously, once a poll says [`Next::Ready`].
    FetchBinding(&'a BrokerResult<Binding>),
    /// Remove credentials. Of orphan mitigation too.
    Unbind(&'a BrokerResult<Reply<Binding>>),
    /// How far that operation is.
    Poll(Operation, &'a Polled),
}

/// An operation that can be polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Making an instance.
    Provision,
    /// Changing an instance.
    Update,
    /// Removing an instance.
    Deprovision,
    /// Making credentials.
    Bind,
    /// Removing credentials.
    Unbind,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Made or changed. Of credentials made asynchronously: read them now.
    Ready,
    /// Removed, or never there.
    Gone,
    /// Under way: ask how far it is.
    Poll {
        /// After so long.
        after: Duration,
    },
    /// It is unknown how far it is: ask once more. Of [`Asked::FetchBinding`], read once more.
    KeepPolling {
        /// After so long.
        after: Duration,
    },
    /// Nothing was sent: the same request with the same id.
    SameAgain {
        /// After so long.
        after: Duration,
    },
    /// The broker is busy with the thing: the same request with the same id. Never clean up.
    LaterAgain {
        /// After so long.
        after: Duration,
    },
    /// The catalog is old: fetch it, then ask again with what it says.
    RefreshCatalogThenAgain,
    /// Refused; nothing was made or changed.
    Rejected,
    /// Failed, and it may exist all the same: remove it, with the plan it was to have. The error stays shown.
    FailedThenMitigate,
    /// Failed, and nothing is there to be removed.
    FailedNoMitigation,
    /// An update failed: what was before stands.
    FailedKeepsOld,
    /// A removal failed: remembered, and sent again.
    DeleteFailedRetry {
        /// After so long.
        after: Duration,
    },
}

/// What follows from what was asked, what came of it, and what was tried so far.
#[must_use]
pub fn after(asked: Asked<'_>, attempt: &Attempt) -> Next {
    match asked {
        Asked::Provision(result) => requested(Operation::Provision, result, attempt),
        Asked::Update(result) => requested(Operation::Update, result, attempt),
        Asked::Deprovision(result) => requested(Operation::Deprovision, result, attempt),
        Asked::Bind(Ok(Reply::Done(binding))) => told(binding),
        Asked::Bind(result) => requested(Operation::Bind, result, attempt),
        Asked::FetchBinding(result) => fetched(result, attempt),
        Asked::Unbind(result) => requested(Operation::Unbind, result, attempt),
        Asked::Poll(operation, result) => polled(operation, result, attempt),
    }
}

fn requested<T>(operation: Operation, result: &BrokerResult<Reply<T>>, attempt: &Attempt) -> Next {
    match result {
        Ok(Reply::Done(_)) => succeeded(operation),
        Ok(Reply::Accepted(_)) => Next::Poll { after: attempt.poll(None) },
        Err(error) if operation.removes() => removal_failed(error, attempt),
        Err(error) => not_made(operation, error, attempt),
    }
}

fn not_made(operation: Operation, error: &BrokerError, attempt: &Attempt) -> Next {
    let refused = if attempt.maybe_sent { operation.failed(attempt) } else { Next::Rejected };
    let nothing_there =
        if attempt.maybe_sent { operation.failed(attempt) } else { operation.failed_cleanly() };
    match &error.fault {
        Fault::NotSent if attempt.is_over() => nothing_there,
        Fault::NotSent => Next::SameAgain { after: attempt.again(error.retry_after) },
        Fault::Refused { code: Some(ErrorCode::ConcurrencyError), .. } if attempt.is_over() => nothing_there,
        Fault::Refused { code: Some(ErrorCode::ConcurrencyError), .. } => {
            Next::LaterAgain { after: attempt.again(error.retry_after) }
        }
        // RFC 6585, 4: not now, and not never.
        Fault::Refused { status: 429, .. } if !attempt.is_over() => {
            Next::LaterAgain { after: attempt.again(error.retry_after) }
        }
        Fault::Refused { code: Some(ErrorCode::MaintenanceInfoConflict), .. } if attempt.may_refresh() => {
            Next::RefreshCatalogThenAgain
        }
        Fault::Refused { .. } | Fault::Gone => refused,
        Fault::AddressRefused | Fault::Uncertain(Uncertain::Malformed(200)) => nothing_there,
        Fault::Uncertain(_) => operation.failed(attempt),
    }
}

fn removal_failed(error: &BrokerError, attempt: &Attempt) -> Next {
    match &error.fault {
        Fault::Gone => Next::Gone,
        Fault::NotSent if !attempt.is_over() => Next::SameAgain { after: attempt.again(error.retry_after) },
        Fault::Refused { code: Some(ErrorCode::ConcurrencyError), .. } if !attempt.is_over() => {
            Next::LaterAgain { after: attempt.again(error.retry_after) }
        }
        _ => Next::DeleteFailedRetry { after: attempt.removal(error.retry_after) },
    }
}

fn polled(operation: Operation, result: &Polled, attempt: &Attempt) -> Next {
    match result {
        Ok((LastOperation { state: OperationState::Succeeded, .. }, _)) => succeeded(operation),
        Ok((LastOperation { state: OperationState::Failed, .. }, _)) => operation.failed(attempt),
        Err(BrokerError { fault: Fault::Gone, .. }) if operation.removes() => Next::Gone,
        Ok(_) | Err(_) if attempt.is_over() => operation.failed(attempt),
        Ok((_, retry_after)) => Next::Poll { after: attempt.poll(*retry_after) },
        Err(error) => Next::KeepPolling { after: attempt.poll(error.retry_after) },
    }
}

/// Of credentials that a poll said were made. Where the broker says that there are none, or does not tell them (any more),
/// they are of no use: removed, so that others can be made.
fn fetched(result: &BrokerResult<Binding>, attempt: &Attempt) -> Next {
    match result {
        Ok(binding) => told(binding),
        Err(BrokerError { fault: Fault::Gone, .. }) => Next::FailedThenMitigate,
        Err(_) if attempt.is_over() => Next::FailedThenMitigate,
        Err(error) => Next::KeepPolling { after: attempt.poll(error.retry_after) },
    }
}

/// A broker may tell credentials once only: whoever asks again after a lost answer gets a binding without them.
const fn told(binding: &Binding) -> Next {
    if binding.credentials.is_some() { Next::Ready } else { Next::FailedThenMitigate }
}

const fn succeeded(operation: Operation) -> Next {
    if operation.removes() { Next::Gone } else { Next::Ready }
}

impl Operation {
    /// Whether it removes something.
    #[must_use]
    pub const fn removes(self) -> bool {
        matches!(self, Self::Deprovision | Self::Unbind)
    }

    fn failed(self, attempt: &Attempt) -> Next {
        match self {
            Self::Provision | Self::Bind => Next::FailedThenMitigate,
            Self::Update => Next::FailedKeepsOld,
            Self::Deprovision | Self::Unbind => Next::DeleteFailedRetry { after: attempt.removal(None) },
        }
    }

    /// Where certainly nothing was made.
    const fn failed_cleanly(self) -> Next {
        if matches!(self, Self::Update) { Next::FailedKeepsOld } else { Next::FailedNoMitigation }
    }
}
