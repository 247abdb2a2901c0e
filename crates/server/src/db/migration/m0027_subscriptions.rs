//! Who pays, what organizations subscribe to, what they use, and what they were given.

use super::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    // Prices as they were sold, by version: the operator's file, whole (JSON). Never changed: what was subscribed to names its
    // version. `hash`: SHA-256 of the text, so that the same file is one version.
    "CREATE TABLE price_books (
        version BIGINT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, book TEXT NOT NULL, created_at BIGINT NOT NULL)",
    // Who pays. `owner_id`: a person; none once their account was deleted and nothing had to be paid any more. `address`: JSON.
    // `payment_method_id`: the card that invoices are paid with; none for bank transfer. `provider_customer`: what the payment
    // provider calls the account.
    "CREATE TABLE billing_accounts (
        id {uuid} PRIMARY KEY, owner_id {uuid} REFERENCES users (id), name TEXT NOT NULL, company BOOLEAN NOT NULL,
        email TEXT NOT NULL, contact TEXT, phone TEXT, address TEXT NOT NULL, siren TEXT, vat_id TEXT, reference TEXT,
        payment_method_id {uuid}, provider_customer TEXT, version BIGINT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE INDEX billing_accounts_owner ON billing_accounts (owner_id)",
    // `token`: what the payment provider calls the card. `default_since`: from when on invoices are paid with it; none while
    // they are not.
    "CREATE TABLE payment_methods (
        id {uuid} PRIMARY KEY, billing_account_id {uuid} NOT NULL REFERENCES billing_accounts (id), token TEXT NOT NULL UNIQUE,
        brand TEXT NOT NULL, last4 TEXT NOT NULL, expires_month BIGINT, expires_year BIGINT, default_since BIGINT,
        created_at BIGINT NOT NULL)",
    "CREATE INDEX payment_methods_account ON payment_methods (billing_account_id)",
    // A hand-over: the hashes of both links (SHA-256), and when either side did its part. `to_canonical`: the new owner's
    // address as accounts are told apart by it.
    "CREATE TABLE billing_account_transfers (
        id {uuid} PRIMARY KEY, billing_account_id {uuid} NOT NULL REFERENCES billing_accounts (id),
        from_id {uuid} NOT NULL REFERENCES users (id), to_email TEXT NOT NULL, to_canonical TEXT NOT NULL,
        owner_token_hash {bytes} NOT NULL UNIQUE, recipient_token_hash {bytes} NOT NULL UNIQUE,
        confirmed_at BIGINT, accepted_at BIGINT, ended_at BIGINT, expires_at BIGINT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX billing_account_transfers_open ON billing_account_transfers (billing_account_id)
        WHERE ended_at IS NULL",
    // An organization's subscriptions; at most one of them has not ended. Periods begin on `anchor_day` in `zone`. `trial_until`:
    // from then on it costs something, and the first period begins. `cancel_at`: when it ends. `ended_at`: that it has.
    // `next_run_at`: when the next invoice is due to be made; the greatest number where none is any more. `changes_at`: when the
    // next of its phases begins, or it ends; the greatest number likewise. No reference to the organization: it outlives its
    // erasure with its invoices.
    "CREATE TABLE subscriptions (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL, billing_account_id {uuid} NOT NULL
            REFERENCES billing_accounts (id),
        anchor_day BIGINT NOT NULL, zone TEXT NOT NULL, started_at BIGINT NOT NULL, trial_until BIGINT,
        cancel_at BIGINT, cancel_reason TEXT, ended_at BIGINT, next_run_at BIGINT NOT NULL,
        changes_at BIGINT NOT NULL, budget_minor BIGINT,
        version BIGINT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE INDEX subscriptions_account ON subscriptions (billing_account_id)",
    "CREATE INDEX subscriptions_due ON subscriptions (next_run_at)",
    "CREATE INDEX subscriptions_changing ON subscriptions (changes_at)",
    "CREATE INDEX subscriptions_organization ON subscriptions (organization_id, started_at)",
    "CREATE UNIQUE INDEX subscriptions_living ON subscriptions (organization_id) WHERE ended_at IS NULL",
    // What holds from `starts_at` on. Lines are added; one that was to come and no longer is gets `withdrawn_at`. `month_minor`:
    // the plan's fee where the operator made an offer.
    "CREATE TABLE subscription_phases (
        id {uuid} PRIMARY KEY, subscription_id {uuid} NOT NULL REFERENCES subscriptions (id), starts_at BIGINT NOT NULL,
        plan TEXT NOT NULL, cycle TEXT NOT NULL, support TEXT NOT NULL, committed_fpu BIGINT NOT NULL, month_minor BIGINT,
        price_version BIGINT NOT NULL REFERENCES price_books (version), user_id {uuid}, withdrawn_at BIGINT,
        created_at BIGINT NOT NULL)",
    "CREATE INDEX subscription_phases_subscription ON subscription_phases (subscription_id, starts_at)",
    // `gift`: what it gives (JSON). `uses`: how often it can be redeemed, `used`: how often it was.
    "CREATE TABLE vouchers (
        code TEXT PRIMARY KEY, gift TEXT NOT NULL, uses BIGINT NOT NULL, used BIGINT NOT NULL, expires_at BIGINT,
        created_at BIGINT NOT NULL, CHECK (used <= uses))",
    "CREATE TABLE voucher_redemptions (
        id {uuid} PRIMARY KEY, code TEXT NOT NULL REFERENCES vouchers (code), organization_id {uuid} NOT NULL, user_id {uuid},
        created_at BIGINT NOT NULL, UNIQUE (code, organization_id))",
    // What an organization was given, besides what its plan includes. `kind`: voucher_fpu, voucher_credit, voucher_trial.
    // `amount`: FPU, or minor units; `spent_minor`: what invoices took of money.
    "CREATE TABLE grants (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL, redemption_id {uuid} NOT NULL UNIQUE
            REFERENCES voucher_redemptions (id),
        kind TEXT NOT NULL, plan TEXT, amount BIGINT NOT NULL, currency TEXT, spent_minor BIGINT NOT NULL, priority BIGINT NOT NULL,
        starts_at BIGINT NOT NULL, ends_at BIGINT, created_at BIGINT NOT NULL)",
    "CREATE INDEX grants_organization ON grants (organization_id)",
    // What happened to what is metered: from `at` on, the resource (an instance at a broker) has that level of a dimension (fpu,
    // storage_bytes); 0 when it is gone. Lines are only added. `event_id` comes from the resource and its transition, so that
    // telling it twice is telling it once; `body_hash` tells a repeat from a contradiction. `weight`: 2 where high availability doubles the price.
    "CREATE TABLE usage_events (
        id {uuid} PRIMARY KEY, source TEXT NOT NULL, event_id TEXT NOT NULL, body_hash TEXT NOT NULL,
        organization_id {uuid} NOT NULL, resource_id {uuid} NOT NULL, meter TEXT NOT NULL, dimension TEXT NOT NULL,
        level BIGINT NOT NULL,
        weight BIGINT NOT NULL, at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, UNIQUE (source, event_id))",
    "CREATE INDEX usage_events_organization ON usage_events (organization_id, at)",
    "CREATE INDEX usage_events_resource ON usage_events (resource_id, dimension, at)",
    // Which threshold of a budget was told of in which period.
    "CREATE TABLE budget_alerts (
        subscription_id {uuid} NOT NULL REFERENCES subscriptions (id), period_start BIGINT NOT NULL, percent BIGINT NOT NULL,
        created_at BIGINT NOT NULL, PRIMARY KEY (subscription_id, period_start, percent))",
    // What the operator allows an organization beyond its plan.
    "CREATE TABLE quotas (
        organization_id {uuid} NOT NULL, kind TEXT NOT NULL, amount BIGINT NOT NULL, created_at BIGINT NOT NULL,
        PRIMARY KEY (organization_id, kind))",
    "CREATE TABLE quota_requests (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL, user_id {uuid}, kind TEXT NOT NULL, wanted BIGINT NOT NULL,
        reason TEXT NOT NULL, state TEXT NOT NULL, answer TEXT, answered_at BIGINT, created_at BIGINT NOT NULL)",
    "CREATE INDEX quota_requests_organization ON quota_requests (organization_id, created_at)",
];
