//! The jobs, and what they are called in the metrics.

use crate::{
    access_attempts, account_alerts, accounts, api_keys, app::App, billing_accounts, certificates,
    dataplants, email_changes, http::problem::Failure, invitations, jobs::Job, join_requests, mail::outbox,
    mfa, operation, organizations, password_resets, platform::rate_limits, rules, session, storage_engines,
};
use futures::{FutureExt as _, future::BoxFuture};
use std::time::Duration;

/// How often each is done.
pub const EVERY: Duration = Duration::from_mins(10);

/// A job, and how it is done.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// What it is called, and how often it is done.
    pub job: Job,
    /// Does it once.
    pub work: fn(&App) -> BoxFuture<'_, Result<(), Failure>>,
}

impl Task {
    /// A job that is done as often as the others.
    #[must_use]
    pub const fn new(name: &'static str, work: fn(&App) -> BoxFuture<'_, Result<(), Failure>>) -> Self {
        Self { job: Job::new(name, EVERY), work }
    }
}

/// What is deleted when its time is over, and who is warned before, in the order in which it is done.
pub const JOBS: &[Task] = &[
    Task::new("warn_of_certificates", |app| certificates::warn(app).boxed()),
    Task::new("warn_of_api_keys", |app| api_keys::warn(app).boxed()),
    Task::new("forget_sessions", |app| session::store::forget_ended(app).boxed()),
    Task::new("forget_browsers", |app| session::browsers::forget_old(app).boxed()),
    Task::new("forget_sign_in_tries", |app| session::tries::forget_old(app).boxed()),
    Task::new("forget_access_attempts", |app| access_attempts::forget_old(app).boxed()),
    Task::new("forget_sign_ups", |app| accounts::store::forget_old(app).boxed()),
    Task::new("forget_password_resets", |app| password_resets::store::forget_old(app).boxed()),
    Task::new("forget_email_changes", |app| email_changes::store::forget_old(app).boxed()),
    Task::new("forget_account_alerts", |app| account_alerts::store::forget_old(app).boxed()),
    Task::new("forget_mfa", |app| mfa::store::forget_old(app).boxed()),
    Task::new("forget_answers", |app| operation::forget_answers(app).boxed()),
    Task::new("forget_api_key_secrets", |app| api_keys::store::forget_old(app).boxed()),
    Task::new("forget_rate_limits", |app| rate_limits::forget_old(app).boxed()),
    Task::new("forget_invitations", |app| invitations::store::forget_old(app).boxed()),
    Task::new("forget_join_requests", |app| join_requests::store::forget_old(app).boxed()),
    Task::new("forget_rules", |app| rules::store::forget_old(app).boxed()),
    Task::new("forget_storage_days", |app| storage_engines::store::days::forget_old(app).boxed()),
    Task::new("forget_dataplant_deletions", |app| dataplants::store::deletions::forget_old(app).boxed()),
    Task::new("forget_transfers", |app| billing_accounts::store::transfers::forget_old(app).boxed()),
    Task::new("erase_organizations", |app| organizations::store::deletion::erase_old(app).boxed()),
    Task::new("forget_mails", |app| outbox::forget_old(app).boxed()),
];
