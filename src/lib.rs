//! HQ's console: a single-page app over the HQ API, in Rust compiled to WebAssembly.
//!
//! `api` is the only way to the server, `browser` the only way to the browser; `ui` is made of pieces for any
//! product, `kit` ties it to `api`. The other folders are features, which know those and `language`, `routes`, `session`,
//! `offers`, `access`, `providers`, `operations` and `billing_accounts`, but not each other. `pages` puts them together, the `shell` is the frame
//! around the pages.

pub mod access;
pub mod account_alerts;
pub mod accounts;
pub mod api;
pub mod api_keys;
mod app;
pub mod audit_log;
pub mod authentication;
pub mod billing;
pub mod billing_accounts;
pub mod browser;
pub mod certificates;
pub mod dataplants;
pub mod domains;
pub mod drafts;
pub mod email_changes;
pub mod invitations;
pub mod join_requests;
pub mod kit;
pub mod language;
pub mod members;
pub mod offers;
pub mod operations;
pub mod organizations;
pub mod pages;
pub mod password_resets;
pub mod plan;
pub mod profile;
pub mod providers;
pub mod receipts;
pub mod routes;
pub mod rules;
pub mod session;
pub mod shell;
pub mod start;
pub mod storage_engines;
mod theme;
pub mod ui;

pub use app::App;
