//! Domain names, TLS certificates, logos, and the plan.

use super::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    "ALTER TABLE organizations ADD COLUMN plan TEXT NOT NULL DEFAULT 'standard'",
    // Which picture: the beginning of its SHA-256. The picture itself is seldom read.
    "ALTER TABLE organizations ADD COLUMN logo TEXT",
    "CREATE TABLE organization_logos (
        organization_id {uuid} PRIMARY KEY REFERENCES organizations (id), version TEXT NOT NULL, png {bytes} NOT NULL)",
    // A claim; any number of organizations can have one for the same name. `state`: pending, verified, lost. `found` is
    // what the last look into the DNS came to, as JSON.
    "CREATE TABLE domains (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        name TEXT NOT NULL, display_name TEXT NOT NULL, challenge TEXT NOT NULL, state TEXT NOT NULL,
        held_by_another BOOLEAN NOT NULL, created_at BIGINT NOT NULL, verified_at BIGINT, lost_at BIGINT,
        checked_at BIGINT, found TEXT, checks BIGINT NOT NULL, next_check_at BIGINT NOT NULL,
        UNIQUE (organization_id, name))",
    "CREATE INDEX domains_due ON domains (next_check_at)",
    // Whose a domain is: its key decides races between organizations.
    "CREATE TABLE domain_bindings (
        name TEXT PRIMARY KEY, domain_id {uuid} NOT NULL REFERENCES domains (id))",
    "CREATE INDEX domain_bindings_domain ON domain_bindings (domain_id)",
    // `chain` is PEM, `sealed_key` the private key encrypted (crate::platform::secrets), `names` a JSON array. `warned_days` is the
    // last of the warnings before the end that was given, or that would have come too late when it was added.
    "CREATE TABLE certificates (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id), version BIGINT NOT NULL,
        chain TEXT NOT NULL, sealed_key {bytes} NOT NULL, names TEXT NOT NULL, issuer TEXT NOT NULL,
        key_type TEXT NOT NULL, fingerprint TEXT NOT NULL, serial TEXT NOT NULL, chain_length BIGINT NOT NULL,
        publicly_trusted BOOLEAN NOT NULL, not_before BIGINT NOT NULL, not_after BIGINT NOT NULL,
        warned_days BIGINT, created_at BIGINT NOT NULL, replaced_at BIGINT,
        UNIQUE (organization_id, fingerprint))",
    "CREATE INDEX certificates_end ON certificates (not_after)",
];
