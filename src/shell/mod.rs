//! What stands around every page, and which page that is.

mod audit_log;
mod connection;
mod expired;
mod header;
mod health;
mod language_menu;
mod later;
mod layout;
mod member;
mod members;
mod mfa_missing;
mod not_found;
mod organization_list;
mod organization_switcher;
mod page_rows;
mod pages;
mod pieces;
mod place;
mod refusal;
mod settings;
mod shortcuts;
mod user_menu;

pub use layout::Layout;
