//! HQ's REST API, and the console with it, in one binary.
//!
//! A feature is a folder: one file an operation, one `store.rs` for its rows. A handler is given what it may do by
//! type ([`access`]), begins an [`operation`] where it writes, and calls its store. Around them: the accept loop
//! ([`serve`]), refusals ([`problem`]), the database ([`db`]), mails ([`mail`]).

pub mod about;
pub mod access;
pub mod access_attempts;
pub mod account_alerts;
pub mod accounts;
pub mod app;
pub mod assets;
pub mod audit_log;
pub mod authentication;
pub mod billing;
pub mod brokers;
pub mod certificates;
pub mod clock;
pub mod commands;
pub mod config;
pub mod cookies;
pub mod cors;
pub mod dataplants;
pub mod db;
pub mod demo;
pub mod docs_page;
pub mod domains;
pub mod edge;
pub mod export;
pub mod headers;
pub mod health;
pub mod hex;
pub mod housekeeping;
pub mod invitations;
pub mod join_requests;
pub mod log;
pub mod mail;
pub mod mailbox;
pub mod me;
pub mod members;
pub mod metrics;
pub mod mfa;
pub mod operation;
pub mod organizations;
pub mod origin;
pub mod owners;
pub mod page_token;
mod password_memory;
pub mod password_resets;
pub mod passwords;
pub mod preferred_language;
pub mod problem;
pub mod providers;
pub mod random;
pub mod rate_limits;
pub mod request_id;
pub mod router;
pub mod rules;
pub mod search;
pub mod secrets;
pub mod serve;
pub mod session;
pub mod site;
pub mod storage_defaults;
pub mod storage_engines;
pub mod token;
pub mod user_agent;
