//! A job that is done now and then, with the others of its kind.

use super::Job;
use crate::{app::App, http::problem::Failure};
use futures::future::BoxFuture;
use std::time::Duration;

/// How often each is done.
pub const EVERY: Duration = Duration::from_mins(10);

/// Something that is done once.
pub type Once = fn(&App) -> BoxFuture<'_, Result<(), Failure>>;

/// A job, and how it is done.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// What it is called, and how often it is done.
    pub job: Job,
    /// Does it once.
    pub work: Once,
}

impl Task {
    /// A job that is done as often as the others.
    #[must_use]
    pub const fn new(name: &'static str, work: Once) -> Self {
        Self { job: Job::new(name, EVERY), work }
    }
}
