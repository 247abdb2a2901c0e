//! What every broker can do, and how it can fail.

use crate::osb::{
    BindRequest, Binding, Catalog, ErrorBody, ErrorCode, Fetched, LastOperation, Poll, ProvisionRequest,
    Provisioned, UpdateRequest,
};
use futures::future::BoxFuture;
use std::time::Duration;
use uuid::Uuid;

/// For whom HQ asks: sent as `X-Broker-API-Originating-Identity`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The person's id; none where HQ itself acts.
    pub user: Option<Uuid>,
    /// The id of the operation in HQ: sent as `X-Broker-API-Request-Identity`.
    pub request: Uuid,
}

/// An answer that is no refusal.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply<T> {
    /// Done: 200 or 201.
    Done(T),
    /// Taken up: 202. Polls tell how it goes on.
    Accepted(T),
}

/// Why a broker did not do what was asked. What follows from each, `provisioning.md`'s table says; here stands only what
/// happened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct BrokerError {
    /// What happened.
    pub fault: Fault,
    /// When to come again, where the broker says so.
    pub retry_after: Option<Duration>,
    /// What the broker says to people: plain text, at most 2,000 characters, no control characters. Where it was not reached or
    /// did not answer, what the connection failed of.
    pub description: Option<String>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing was sent: the name is unknown, or nobody listens. The same request can be sent again.
    #[error("the broker cannot be reached")]
    NotSent,
    /// The operator's configuration does not let HQ talk to that address. Nothing was sent.
    #[error("the broker's address is not allowed")]
    AddressRefused,
    /// Refused: 4xx. 408 and 409 are among them.
    #[error("the broker refused with {status}")]
    Refused {
        /// The status.
        status: u16,
        /// The specification's word, where it is one of those.
        code: Option<ErrorCode>,
    },
    /// There is none: 410. Of a removal, success.
    #[error("there is no such thing at the broker any more")]
    Gone,
    /// It is unknown what came of it.
    #[error("{0}")]
    Uncertain(Uncertain),
}

/// Why it is unknown what came of a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Uncertain {
    /// No answer in time, or the connection broke off.
    #[error("the broker did not answer in time")]
    NoAnswer,
    /// 5xx.
    #[error("the broker failed with {0}")]
    ServerError(u16),
    /// A success that the specification does not have there, or a redirection: none is followed.
    #[error("the broker answered {0}, which has no meaning here")]
    OtherSuccess(u16),
    /// A body that cannot be understood.
    #[error("the broker's answer with {0} cannot be understood")]
    Malformed(u16),
}

impl BrokerError {
    /// Without more of it.
    #[must_use]
    pub const fn new(fault: Fault) -> Self {
        Self { fault, retry_after: None, description: None }
    }

    /// A refusal with that status and body.
    #[must_use]
    pub fn refused(status: u16, body: ErrorBody) -> Self {
        let code = body.error.as_deref().and_then(ErrorCode::from_name);
        Self { fault: Fault::Refused { status, code }, retry_after: None, description: body.description }
    }
}

/// A result of a broker.
pub type BrokerResult<T> = Result<T, BrokerError>;

/// Makes instances and credentials. Ids are the caller's, never used twice; the same request with the same id again is
/// harmless.
pub trait Broker: Send + Sync {
    /// What is offered.
    ///
    /// # Errors
    /// Where it does not answer, or not with a catalog.
    fn catalog(&self) -> BoxFuture<'_, BrokerResult<Catalog>>;

    /// Makes an instance; asynchronous answers are accepted.
    ///
    /// # Errors
    /// See [`Fault`].
    fn provision<'a>(
        &'a self,
        instance: Uuid,
        request: &'a ProvisionRequest,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>>;

    /// Changes an instance.
    ///
    /// # Errors
    /// See [`Fault`].
    fn update<'a>(
        &'a self,
        instance: Uuid,
        request: &'a UpdateRequest,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>>;

    /// Removes an instance; `poll` names its service and plan.
    ///
    /// # Errors
    /// See [`Fault`]; [`Fault::Gone`] where there is none.
    fn deprovision<'a>(
        &'a self,
        instance: Uuid,
        poll: &'a Poll,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>>;

    /// How far the last operation on an instance is.
    ///
    /// # Errors
    /// See [`Fault`]; `retry_after` of a success comes beside it.
    fn last_operation<'a>(
        &'a self,
        instance: Uuid,
        poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>>;

    /// What there is, and how it is. Only of services that say `instances_retrievable`.
    ///
    /// # Errors
    /// See [`Fault`].
    fn instance<'a>(&'a self, instance: Uuid, poll: &'a Poll) -> BoxFuture<'a, BrokerResult<Fetched>>;

    /// Makes credentials.
    ///
    /// # Errors
    /// See [`Fault`].
    fn bind<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        request: &'a BindRequest,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>>;

    /// Reads credentials that were made asynchronously.
    ///
    /// # Errors
    /// See [`Fault`].
    fn binding<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<Binding>>;

    /// Removes credentials; `poll` names service and plan of the instance.
    ///
    /// # Errors
    /// See [`Fault`]; [`Fault::Gone`] where there are none.
    fn unbind<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        poll: &'a Poll,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>>;

    /// How far the last operation on a binding is.
    ///
    /// # Errors
    /// See [`Fault`].
    fn last_binding_operation<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>>;

    /// Whether there are credentials of that id already: then the same request again is answered with 200 where the broker is
    /// served by HTTP, and not with 201. Who does not know says no.
    fn has_binding(&self, _instance: Uuid, _binding: Uuid) -> BoxFuture<'_, bool> {
        Box::pin(std::future::ready(false))
    }
}
