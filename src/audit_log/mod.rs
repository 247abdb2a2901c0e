//! The audit log: who did what to what in an organization, when, from where, and what changed.

mod api_filter;
mod change_list;
mod changes;
mod chosen;
mod details;
mod filters;
mod list;
mod page;
mod people;
mod person;
mod presets;
mod recent;
mod row;
mod rule_changes;
mod words;

pub use page::AuditLogPage;
pub use recent::RecentChanges;
