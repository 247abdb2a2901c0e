//! The tables, step by step. A step that has been released is never changed: add another.

use run::run;
use sea_orm_migration::prelude::*;

mod m0001_accounts;
mod m0002_organizations;
mod m0003_services;
mod m0004_joining;
mod m0005_mfa;
mod m0006_rules;
mod m0007_audit_log;
mod m0009_deletion;
mod m0010_infrastructure;
mod m0011_sign_up_browser;
mod m0012_addresses;
mod m0013_invitation_reports;
mod m0014_domain_checks;
mod m0015_certificates;
mod m0016_folding;
mod m0017_known_browsers;
mod m0018_account_alerts;
mod m0021_mail_links;
mod m0022_composed_addresses;
mod m0023_more_letters;
mod m0024_brokers;
mod m0025_storage_engines;
mod m0026_dataplants;
mod m0027_subscriptions;
mod m0028_invoices;
mod m0029_storage_engine_warnings;
mod m0034_billing_kept;
mod m0035_usage_sums;
mod m0036_natural_order;
mod m0037_card_refusals;
mod m0038_payer_stops;
mod m0039_email_changes;
mod m0040_pictures;
mod m0041_server_keys;
mod m0042_accepted_by;
mod m0043_api_keys;
mod m0044_made_by_keys;
mod m0045_operations_of_bindings;
mod run;

/// Every step in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_organizations::Migration),
            Box::new(m0003_services::Migration),
            Box::new(m0004_joining::Migration),
            Box::new(m0005_mfa::Migration),
            Box::new(m0006_rules::Migration),
            Box::new(m0007_audit_log::Migration),
            Box::new(m0009_deletion::Migration),
            Box::new(m0010_infrastructure::Migration),
            Box::new(m0011_sign_up_browser::Migration),
            Box::new(m0012_addresses::Migration),
            Box::new(m0013_invitation_reports::Migration),
            Box::new(m0014_domain_checks::Migration),
            Box::new(m0015_certificates::Migration),
            Box::new(m0016_folding::Migration),
            Box::new(m0017_known_browsers::Migration),
            Box::new(m0018_account_alerts::Migration),
            Box::new(m0021_mail_links::Migration),
            Box::new(m0022_composed_addresses::Migration),
            Box::new(m0023_more_letters::Migration),
            Box::new(m0024_brokers::Migration),
            Box::new(m0025_storage_engines::Migration),
            Box::new(m0026_dataplants::Migration),
            Box::new(m0027_subscriptions::Migration),
            Box::new(m0028_invoices::Migration),
            Box::new(m0029_storage_engine_warnings::Migration),
            Box::new(m0034_billing_kept::Migration),
            Box::new(m0035_usage_sums::Migration),
            Box::new(m0036_natural_order::Migration),
            Box::new(m0037_card_refusals::Migration),
            Box::new(m0038_payer_stops::Migration),
            Box::new(m0039_email_changes::Migration),
            Box::new(m0040_pictures::Migration),
            Box::new(m0041_server_keys::Migration),
            Box::new(m0042_accepted_by::Migration),
            Box::new(m0043_api_keys::Migration),
            Box::new(m0044_made_by_keys::Migration),
            Box::new(m0045_operations_of_bindings::Migration),
        ]
    }
}
