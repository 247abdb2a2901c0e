//! One entity a table.

pub mod account_alert;
pub mod audit_log;
pub mod certificate;
pub mod domain;
pub mod domain_binding;
pub mod former_rules;
pub mod idempotency_key;
pub mod invitation;
pub mod invitation_link;
pub mod invitation_report;
pub mod join_domain;
pub mod join_request;
pub mod membership;
pub mod mfa;
pub mod mfa_recovery_code;
pub mod organization;
pub mod organization_logo;
pub mod organization_slug;
pub mod outbox;
pub mod password_reset;
pub mod rate_limit;
pub mod session;
pub mod sign_up;
pub mod user;
