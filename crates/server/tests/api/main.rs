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
mod assets;
mod audit_log;
mod audit_people;
mod authentication;
mod bank_statements;
mod bombs;
mod brokers;
mod brokers_kills;
mod certificates;
mod certificates_chains;
mod certificates_kept;
mod certificates_keys;
mod certificates_limits;
mod certificates_spellings;
mod certificates_warnings;
mod dataplants;
mod dataplants_deletion;
mod dataplants_failures;
mod dataplants_many;
mod dataplants_names;
mod dataplants_rules;
mod demo;
mod document;
mod domain_races;
mod domains;
mod domains_dnsmasq;
mod domains_fairness;
mod domains_resolver;
mod domains_watch;
mod domains_zones;
mod exports;
mod force_mfa;
mod former_rules;
mod headers;
mod health;
mod hostile_files;
mod idempotency;
mod invitation_accounts;
mod invitation_links;
mod invitation_mails;
mod invitation_reports;
mod invitations;
mod inviter_races;
mod inviters;
mod join_requests;
mod joining_races;
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
mod observatory;
mod organization_deletion;
mod organization_logo;
mod organizations;
mod organizations_created;
mod password_resets;
mod passwords;
mod payments;
mod payments_commands;
mod private_files;
mod providers;
mod races;
mod read_only_fields;
mod rules;
mod search;
mod serve;
mod serve_bodies;
mod serve_places;
mod serve_proxies;
mod session;
mod sign_in_limits;
mod sign_in_news;
mod slug_changes;
mod start;
mod storage_defaults;
mod storage_engines;
mod storage_engines_credentials;
mod storage_engines_lives;
mod storage_engines_many;
mod storage_engines_races;
mod storage_engines_rules;
mod transactions;
