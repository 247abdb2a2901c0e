//! The features whose things brokers make.

use super::{BindingState, InstanceState, Registered};
pub use crate::db::entity::broker_instance::OwnerKind;

use crate::{
    app::App,
    db::entity::{broker_binding, broker_instance},
    http::problem::Failure,
    operation::Operation,
};
use futures::future::BoxFuture;
use hq_contract::operations::{OperationFailure, OperationKind};
use serde_json::{Map, Value};

/// An operation that is over.
#[derive(Clone, Debug)]
pub struct Ended<'a> {
    /// What was done.
    pub kind: OperationKind,
    /// Why it failed; none where it did not.
    pub failure: Option<&'a OperationFailure>,
    /// The instance, as it is now.
    pub instance: &'a broker_instance::Model,
    /// The state of the instance now.
    pub instance_state: InstanceState,
    /// The binding, as it is now, of an operation on one.
    pub binding: Option<&'a broker_binding::Model>,
    /// The state of the binding now.
    pub binding_state: Option<BindingState>,
}

/// A feature whose things brokers make.
pub trait Owner: Send + Sync {
    /// What its things are called.
    fn kind(&self) -> OwnerKind;

    /// What is sent besides the parameters of the row, when an instance of its is made or changed: what must not lie in the
    /// row, because it is secret or may change until then. Secrets only for a broker that is confidential.
    ///
    /// # Errors
    /// Where the database fails; a problem where something that is needed cannot be had, which ends the operation.
    fn parameters<'a>(
        &'a self,
        _app: &'a App,
        _registered: &'a Registered,
        _instance: &'a broker_instance::Model,
        _kind: OperationKind,
    ) -> BoxFuture<'a, Result<Map<String, Value>, Failure>> {
        Box::pin(async { Ok(Map::new()) })
    }

    /// How an instance of its is was looked at.
    ///
    /// # Errors
    /// Where the database fails.
    fn probed<'a>(
        &'a self,
        _app: &'a App,
        _instance: &'a broker_instance::Model,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async { Ok(()) })
    }

    /// Something of its is over: called under the organization's lock, in the transaction that writes it down.
    ///
    /// # Errors
    /// Where the database fails: then it is done again.
    fn ended<'a>(
        &'a self,
        operation: &'a mut Operation,
        ended: &'a Ended<'a>,
    ) -> BoxFuture<'a, Result<(), Failure>>;
}

/// The features, each once.
pub type Owners = &'static [&'static dyn Owner];
