//! The console's pieces and pages in a real browser. Run by `cargo xtask test web`.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests stop at once, and look at the page itself"
)]

mod access;
mod account_alerts;
mod account_transfer;
mod accounts;
mod acme;
mod api;
mod api_keys;
mod audit_log;
mod audit_people;
mod authentication;
mod billing;
mod billing_accounts;
mod calendar;
mod card_refusals;
mod carried;
mod certificates;
mod certificates_form;
mod cloud;
mod dataplants;
mod deletion;
mod domains;
mod drafts;
mod email_changes;
mod filled;
mod frames;
mod health;
mod home;
mod images;
mod invitations;
mod invitations_invite;
mod invitations_rules;
mod join_requests;
mod join_requests_admin;
mod kit;
mod logo;
mod looks;
mod members;
mod members_bulk;
mod members_going;
mod members_list;
mod members_page;
mod members_several;
mod mfa;
mod mfa_codes;
mod mfa_forced;
mod navigation;
mod new_organization;
mod offers;
mod operations;
mod organization_deletion;
mod pages;
mod palette;
mod password_resets;
mod pictures;
mod plan;
mod pointer;
mod presses;
mod profile;
mod providers;
mod receipts;
mod right_to_left;
mod rules;
mod saved;
mod server;
mod session;
mod shell;
mod spelling;
mod stage;
mod start;
mod storage_engine;
mod storage_engines;
mod storage_engines_new;
mod ui;
mod words;

/// The forms that features declare beside their tests; those of the others stand in `drafts/forms.rs` and `filled`.
const FORMS: &[drafts::forms::Forms] =
    &[api_keys::FORMS, certificates_form::FORMS, domains::FORMS, plan::FORMS];

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
