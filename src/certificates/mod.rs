//! The TLS certificates of an organization: added with their keys, replaced, removed, and watched until they expire.

mod actions;
mod details;
mod domain_names;
mod examine;
mod expiry;
mod faults;
mod fields;
mod files;
mod form;
mod list;
mod notice;
mod page;
mod preview;
mod remove;
mod row;
mod saving;
mod shared;
mod words;

pub use page::CertificatesPage;
