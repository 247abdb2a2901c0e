//! What a feature does besides its operations, when the server or another feature asks: one value in its `jobs.rs`.
//! `features.rs` has the list of them.

use super::task::{Once, Task};
use crate::{app::App, http::problem::Failure, operation::Operation, platform::metrics::Counter};
use futures::future::BoxFuture;
use hq_contract::{OrganizationId, UserId};
use tokio_util::sync::CancellationToken;

/// What a feature does besides its operations.
#[derive(Clone, Copy, Debug)]
pub struct Hooks {
    /// What it does now and then, each by itself: what it deletes when its time is over, and whom it warns before.
    pub jobs: &'static [Task],
    /// Its work of its own, which goes on until the server is told to stop.
    pub workers: &'static [Work],
    /// Encrypts with the first key of the configuration what another one has encrypted, and what lies in clear.
    pub seal_anew: Option<Once>,
    /// Erases what it has of an organization whose time is over, and whose row is locked.
    pub erase: Option<Erase>,
    /// Forgets what it has of a person whose account is deleted, and whose row is locked.
    pub forget: Option<Forget>,
    /// Adds to the demo what is not there yet.
    pub demo: Option<Once>,
    /// What it counts for operators.
    pub counters: &'static [&'static Counter],
}

/// Work that goes on until told to stop.
pub type Work = fn(App, CancellationToken) -> BoxFuture<'static, ()>;

/// Erases something of an organization.
pub type Erase = for<'a> fn(&'a mut Operation, OrganizationId) -> BoxFuture<'a, Result<Erased, Failure>>;

/// Forgets something of a person.
pub type Forget = for<'a> fn(&'a Operation, UserId) -> BoxFuture<'a, Result<(), Failure>>;

/// Whether something of an organization was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erased {
    /// It was.
    Done,
    /// Not yet, because something is under way: nothing of the organization is erased this time.
    NotYet,
}

impl Hooks {
    /// Nothing: what a feature does not say, it does not do.
    pub const NONE: Self = Self {
        jobs: &[],
        workers: &[],
        seal_anew: None,
        erase: None,
        forget: None,
        demo: None,
        counters: &[],
    };
}
