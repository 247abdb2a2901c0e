//! The journeys. A file here has the name of its feature.

mod accessibility;
mod account_alerts;
mod accounts;
mod billing;
mod billing_accounts;
mod broken;
mod certificates;
mod connection;
mod dataplants;
mod domains;
mod doors;
mod invitations;
mod join_requests;
mod keyboard;
mod language;
mod members;
mod mfa;
mod organizations;
mod password_resets;
mod performance;
mod plan;
mod rules;
mod session;
mod settings;
mod start;
mod storage_engines;
