//! What HQ's console and server must agree on: endpoints, answers, refusals, and the rules for what people type.
//!
//! No input or output, no clock, no framework. A feature has one file of its name; what several features share
//! (addresses, names, slugs, ids, pages, problems, roles) has a file of its own. Rules are types: who holds a
//! [`Slug`] holds a valid one, checked by the same code in the browser and on the server.

pub mod about;
pub mod access;
pub mod account_alerts;
pub mod accounts;
mod actor;
pub mod api_keys;
pub mod audit_log;
pub mod authentication;
pub mod billing_accounts;
pub mod card_payments;
pub mod certificates;
mod characters;
pub mod console_paths;
mod country;
pub mod dataplants;
#[cfg(feature = "openapi")]
mod described;
mod domain_name;
pub mod domains;
mod email;
pub mod email_changes;
mod endpoint;
mod field;
mod folding;
#[cfg(feature = "server")]
pub mod idn;
mod ids;
pub mod images;
pub mod invitations;
pub mod invoices;
pub mod join_requests;
mod local_path;
pub mod me;
pub mod members;
pub mod mfa;
mod money;
mod named;
mod names;
#[cfg(feature = "openapi")]
mod openapi;
pub mod operations;
pub mod organizations;
mod page;
mod password;
pub mod password_resets;
pub mod payment_methods;
pub mod pictures;
pub mod plan;
pub mod plans;
mod problem;
pub mod providers;
pub mod quotas;
mod roles;
pub mod rules;
pub mod session;
mod slug;
pub mod spreadsheet;
pub mod storage_defaults;
pub mod storage_engines;
pub mod subscription;
mod tags;
pub mod tax_ids;
mod timestamp;
mod typed_digits;
pub mod user_agent;
pub mod vouchers;

pub use actor::Actor;
pub use certificates::CertificateId;
pub use characters::is_invisible;
#[cfg(feature = "server")]
pub use characters::without_invisible;
pub use country::CountryCode;
#[cfg(feature = "openapi")]
pub use described::{Described, NoId, PathParameter, Schemas, Success, Who};
pub use domain_name::DomainName;
pub use email::EmailAddress;
pub use endpoint::{
    BASE, DOCUMENTATION, ETag, Endpoint, IDEMPOTENCY_KEY, Method, Nothing, Upload, encode_segment,
};
pub use field::{FieldCode, FieldError};
pub use folding::Folded;
pub use ids::{
    ApiKeyId, AuditEntryId, BillingAccountId, CredentialId, DataplantId, DomainId, InvitationId, InvoiceId,
    JoinRequestId, OperationId, OrganizationId, PaymentMethodId, RulesChangeId, SessionId, StorageEngineId,
    UserId,
};
pub use local_path::LocalPath;
pub use money::Money;
pub use names::{Description, Note, OrganizationName, PersonName, ResourceName, RuleName, Tag};
pub use page::{DEFAULT_LIMIT, MAX_LIMIT, Page, PageToken};
pub use password::{Password, Strength};
pub use problem::{Problem, ProblemCode};
pub use quotas::QuotaRequestId;
pub use roles::{ForPeople, IsPermission, Need, Permission, Role, holds_for_all_alike, permitted};
pub use slug::{OrganizationRef, Slug};
pub use tags::{Colour, LanguageTag};
pub use tax_ids::{Siren, VatId};
pub use timestamp::Timestamp;
