//! The API against a real server on a real socket, on both databases. A file here has the name of its feature.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at once"
)]

mod support;

mod about;
mod access;
mod access_attempts;
mod access_matrix;
mod account_alerts;
mod accounts;
mod addresses;
mod addresses_composed;
mod addresses_kept;
mod addresses_mailed;
mod admin_races;
mod api_keys;
mod api_keys_callers;
mod api_keys_makers;
mod api_keys_secrets;
mod assets;
mod audit_log;
mod audit_people;
mod authentication;
mod backups;
mod bank_statements;
mod billing_account_transfers;
mod billing_accounts;
mod billing_accounts_stop;
mod bombs;
mod brokers;
mod brokers_kills;
mod card_payments;
mod card_refusals;
mod card_refusals_late;
mod certificates;
mod certificates_chains;
mod certificates_kept;
mod certificates_keys;
mod certificates_limits;
mod certificates_spellings;
mod certificates_warnings;
mod database_columns;
mod database_commits;
mod database_faults;
mod database_isolation;
mod database_pgbouncer;
mod database_writes;
mod dataplants;
mod dataplants_deletion;
mod dataplants_failures;
mod dataplants_kills;
mod dataplants_many;
mod dataplants_names;
mod dataplants_reach;
mod dataplants_renamed;
mod dataplants_rules;
mod demo;
mod demo_bills;
mod doctor;
mod document;
mod document_parts;
mod document_tables;
mod domain_races;
mod domains;
mod domains_dnsmasq;
mod domains_fairness;
mod domains_resolver;
mod domains_watch;
mod domains_zones;
mod email_changes;
mod email_changes_undone;
mod exports;
mod force_mfa;
mod former_rules;
mod headers;
mod health;
mod hostile_files;
mod http_duties;
mod idempotency;
mod invitation_accounts;
mod invitation_links;
mod invitation_mails;
mod invitation_reports;
mod invitations;
mod inviter_races;
mod inviters;
mod invoices;
mod invoices_credit;
mod invoices_kept;
mod invoices_killed;
mod invoices_kills;
mod invoices_runs;
mod jobs;
mod join_requests;
mod joining_races;
mod limits;
mod limits_of_writes;
mod mail;
mod mail_kills;
mod mail_names;
mod mail_server;
mod mailbox;
mod mails_in_a_row;
mod me;
mod me_deletion;
mod members;
mod members_export;
mod members_leaving;
mod mfa;
mod mfa_codes;
mod mfa_proof;
mod mfa_secrets;
mod monitoring;
mod observatory;
mod organization_deletion;
mod organization_logo;
mod organizations;
mod organizations_created;
mod password_resets;
mod passwords;
mod payment_methods;
mod payments;
mod payments_commands;
mod payments_credit_notes;
mod pictures;
mod plans;
mod private_files;
mod providers;
mod query_plans;
mod quotas;
mod races;
mod read_only_fields;
mod reads;
mod rules;
mod search;
mod serve;
mod serve_bodies;
mod serve_places;
mod serve_proxies;
mod session;
mod shared_clock;
mod sign_in_limits;
mod sign_in_news;
mod slug_changes;
mod start;
mod start_brokers;
mod storage_defaults;
mod storage_engines;
mod storage_engines_credentials;
mod storage_engines_limits;
mod storage_engines_lives;
mod storage_engines_many;
mod storage_engines_races;
mod storage_engines_rules;
mod stripe_webhooks;
mod subscription;
mod subscription_borders;
mod subscription_changes;
mod subscription_ends;
mod subscription_zone;
mod things_paged;
mod transactions;
mod usage;
mod usage_sums;
mod vouchers;

/// Who may call what, by feature. An endpoint that has no row in any of these fails `access_matrix`.
const FEATURES: &[access_matrix::Matrix] = &[
    about::MATRIX,
    access::MATRIX,
    account_alerts::MATRIX,
    accounts::MATRIX,
    api_keys::MATRIX,
    audit_log::MATRIX,
    authentication::MATRIX,
    billing_account_transfers::MATRIX,
    billing_accounts::MATRIX,
    certificates::MATRIX,
    dataplants_deletion::MATRIX,
    dataplants_rules::MATRIX,
    domains::MATRIX,
    email_changes::MATRIX,
    invitations::MATRIX,
    invoices::MATRIX,
    join_requests::MATRIX,
    me::MATRIX,
    me_deletion::MATRIX,
    members::MATRIX,
    mfa::MATRIX,
    organization_deletion::MATRIX,
    organization_logo::MATRIX,
    organizations::MATRIX,
    password_resets::MATRIX,
    passwords::MATRIX,
    payment_methods::MATRIX,
    pictures::MATRIX,
    plans::MATRIX,
    providers::MATRIX,
    quotas::MATRIX,
    rules::MATRIX,
    session::MATRIX,
    slug_changes::MATRIX,
    storage_defaults::MATRIX,
    storage_engines_rules::MATRIX,
    subscription::MATRIX,
    usage::MATRIX,
    vouchers::MATRIX,
];
