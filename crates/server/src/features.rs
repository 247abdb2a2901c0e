//! The features that do something besides their operations: one list.

use crate::{
    access_attempts, account_alerts, accounts, api_keys,
    app::App,
    authentication, billing_accounts, brokers, card_payments, certificates, dataplants, domains,
    email_changes,
    http::problem::Failure,
    invitations, invoices,
    jobs::{Erased, Hooks, Task, Work},
    join_requests, members, mfa,
    operation::Operation,
    organizations, password_resets, pictures,
    platform::metrics::Counter,
    quotas, rules, session, storage_engines, subscription, vouchers,
};
use hq_contract::{OrganizationId, UserId};

/// The features, each once, in the order in which what they have is erased: who refers to others before them. What is made stands on
/// what is there, and comes in the opposite order.
pub const FEATURES: &[(&str, &Hooks)] = &[
    // First, because it may be too early to erase anything.
    ("storage_engines", &storage_engines::jobs::HOOKS),
    ("invitations", &invitations::jobs::HOOKS),
    ("join_requests", &join_requests::jobs::HOOKS),
    ("authentication", &authentication::jobs::HOOKS),
    ("rules", &rules::jobs::HOOKS),
    ("domains", &domains::jobs::HOOKS),
    ("certificates", &certificates::jobs::HOOKS),
    ("api_keys", &api_keys::jobs::HOOKS),
    ("dataplants", &dataplants::jobs::HOOKS),
    ("organizations", &organizations::jobs::HOOKS),
    ("members", &members::jobs::HOOKS),
    ("mfa", &mfa::jobs::HOOKS),
    ("brokers", &brokers::jobs::HOOKS),
    ("account_alerts", &account_alerts::jobs::HOOKS),
    ("password_resets", &password_resets::jobs::HOOKS),
    ("pictures", &pictures::jobs::HOOKS),
    ("email_changes", &email_changes::jobs::HOOKS),
    ("session", &session::jobs::HOOKS),
    ("access_attempts", &access_attempts::HOOKS),
    ("card_payments", &card_payments::jobs::HOOKS),
    ("invoices", &invoices::jobs::HOOKS),
    ("vouchers", &vouchers::jobs::HOOKS),
    ("subscription", &subscription::jobs::HOOKS),
    ("quotas", &quotas::jobs::HOOKS),
    ("billing_accounts", &billing_accounts::jobs::HOOKS),
    ("accounts", &accounts::jobs::HOOKS),
];

fn hooks() -> impl DoubleEndedIterator<Item = &'static Hooks> {
    FEATURES.iter().map(|(_, hooks)| *hooks)
}

/// What is done now and then.
pub fn jobs() -> impl Iterator<Item = &'static Task> {
    hooks().flat_map(|hooks| hooks.jobs)
}

/// What goes on until the server is told to stop.
pub fn workers() -> impl Iterator<Item = Work> {
    hooks().flat_map(|hooks| hooks.workers).copied()
}

/// What is counted for operators.
pub fn counters() -> impl Iterator<Item = &'static Counter> {
    hooks().flat_map(|hooks| hooks.counters).copied()
}

/// Encrypts with the first key of the configuration what another one has encrypted, and what lies in clear. Safe on any
/// number of servers at once.
///
/// # Errors
/// Where the database fails; what was encrypted anew before stays so.
pub async fn seal_anew(app: &App) -> Result<(), Failure> {
    for seal_anew in hooks().filter_map(|hooks| hooks.seal_anew) {
        seal_anew(app).await?;
    }
    Ok(())
}

/// Erases all that an organization has, whose row is locked.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &mut Operation, organization: OrganizationId) -> Result<Erased, Failure> {
    for erase in hooks().filter_map(|hooks| hooks.erase) {
        if erase(operation, organization).await? == Erased::NotYet {
            return Ok(Erased::NotYet);
        }
    }
    Ok(Erased::Done)
}

/// Forgets all that there is of a person but their row, which is locked.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, user: UserId) -> Result<(), Failure> {
    for forget in hooks().filter_map(|hooks| hooks.forget) {
        forget(operation, user).await?;
    }
    Ok(())
}

/// Adds to the demo what the features have to show, for the cast that is there.
///
/// # Errors
/// Where the database fails; a second try goes on where the first ended.
pub async fn add_to_demo(app: &App) -> Result<(), Failure> {
    for demo in hooks().rev().filter_map(|hooks| hooks.demo) {
        demo(app).await?;
    }
    Ok(())
}
