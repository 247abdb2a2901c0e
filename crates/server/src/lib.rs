//! HQ's REST API, and the console with it, in one binary.
//!
//! A feature is a folder: one file an operation, one `store.rs` for its rows. A handler is given what it may do by
//! type ([`access`]), begins an [`operation`] where it writes, and calls its store. Around them: the accept loop
//! and all else of HTTP ([`http`]), the database ([`db`]), mails ([`mail`]).

pub mod about;
pub mod access;
pub mod access_attempts;
pub mod account_alerts;
pub mod accounts;
pub mod api_keys;
pub mod app;
pub mod audit_log;
pub mod authentication;
pub mod billing;
pub mod billing_accounts;
pub mod brokers;
pub mod card_payments;
pub mod certificates;
pub mod commands;
pub mod config;
pub mod dataplants;
pub mod db;
pub mod demo;
pub mod domains;
pub mod email_changes;
pub mod features;
pub mod http;
pub mod invitations;
pub mod invoices;
pub mod jobs;
pub mod join_requests;
pub mod ledger;
pub mod mail;
pub mod mailbox;
pub mod me;
pub mod members;
pub mod mfa;
pub mod operation;
pub mod organizations;
pub mod owners;
pub mod password_resets;
pub mod payment_methods;
pub mod payments;
pub mod pictures;
pub mod plans;
pub mod platform;
pub mod providers;
pub mod quotas;
pub mod router;
pub mod rules;
pub mod session;
pub mod site;
pub mod storage_defaults;
pub mod storage_engines;
pub mod stripe;
pub mod subscription;
pub mod usage;
pub mod users;
pub mod vouchers;
