//! Storage engines, which of them new dataplants take, and who uses them.

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
    // `name_key`: the name as it is compared. `tags`: JSON. `provider`: who runs the machines, by name: a catalog may not say
    // it any more. `instance_id`: what the broker makes; none of a built-in Sandbox that nobody used yet. The built-in Sandbox
    // has no row until something has to be kept of it.
    "CREATE TABLE storage_engines (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        name TEXT NOT NULL, name_key TEXT NOT NULL, description TEXT, tags TEXT NOT NULL, built_in BOOLEAN NOT NULL,
        engine TEXT NOT NULL, provider TEXT NOT NULL,
        instance_id {uuid} REFERENCES broker_instances (id), version BIGINT NOT NULL,
        created_by {uuid} REFERENCES users (id), created_at BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX storage_engines_name ON storage_engines (organization_id, name_key)",
    // Credentials that people asked for; their state is the binding's. `replaces`: those that they are to replace.
    "CREATE TABLE storage_engine_credentials (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        engine_id {uuid} NOT NULL REFERENCES storage_engines (id), binding_id {uuid} NOT NULL REFERENCES broker_bindings (id),
        name TEXT NOT NULL, replaces {uuid}, created_by {uuid} REFERENCES users (id), created_at BIGINT NOT NULL)",
    "CREATE INDEX storage_engine_credentials_engine ON storage_engine_credentials (engine_id)",
    "CREATE UNIQUE INDEX storage_engine_credentials_binding ON storage_engine_credentials (binding_id)",
    // Which engines new dataplants take for which tables; where there is none, the built-in Sandbox.
    "CREATE TABLE storage_defaults (
        organization_id {uuid} PRIMARY KEY REFERENCES organizations (id),
        primary_id {uuid}, mart_id {uuid}, ml_id {uuid}, version BIGINT NOT NULL)",
    // Which dataplants use an engine, and for which tables (JSON), with what rules and people know them by.
    "CREATE TABLE storage_engine_uses (
        engine_id {uuid} NOT NULL REFERENCES storage_engines (id), dataplant_id {uuid} NOT NULL,
        organization_id {uuid} NOT NULL REFERENCES organizations (id),
        tables TEXT NOT NULL, name TEXT NOT NULL, tags TEXT NOT NULL,
        PRIMARY KEY (engine_id, dataplant_id))",
    "CREATE INDEX storage_engine_uses_dataplant ON storage_engine_uses (dataplant_id)",
    "CREATE INDEX storage_engine_uses_organization ON storage_engine_uses (organization_id)",
    // How much an engine held when it was measured last on a day (UTC, `2026-11-26`).
    "CREATE TABLE storage_engine_days (
        engine_id {uuid} NOT NULL REFERENCES storage_engines (id), day TEXT NOT NULL,
        storage_bytes BIGINT NOT NULL, storage_limit_bytes BIGINT, PRIMARY KEY (engine_id, day))",
];
