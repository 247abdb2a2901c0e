//! Dataplants, the engines that each is bound to, the names under which it answers, and links that confirm a deletion.

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
    // `name_key`: the name as it is compared. `tags`: JSON. `template`, `provider`: by their names, a catalog may not say them
    // any more. `instance_id`: what the broker makes; a retry has another one. `exposed`: the names and certificates that the
    // broker has, `sent` those that it was sent last, `refused` those that it did not take, before `expose_after` not again
    // (all JSON, of certificates which ones alone).
    "CREATE TABLE dataplants (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        name TEXT NOT NULL, name_key TEXT NOT NULL, description TEXT, tags TEXT NOT NULL,
        template TEXT, provider TEXT NOT NULL,
        instance_id {uuid} NOT NULL REFERENCES broker_instances (id), version BIGINT NOT NULL,
        exposed TEXT, sent TEXT, refused TEXT, expose_after BIGINT NOT NULL,
        created_by {uuid} REFERENCES users (id), created_at BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX dataplants_name ON dataplants (organization_id, name_key)",
    // Names as in the DNS: each belongs to one dataplant. `place`: in which order they were given.
    "CREATE TABLE dataplant_names (
        name TEXT PRIMARY KEY, dataplant_id {uuid} NOT NULL REFERENCES dataplants (id), place BIGINT NOT NULL)",
    "CREATE INDEX dataplant_names_dataplant ON dataplant_names (dataplant_id)",
    // `tables`: primary, mart, ml. `binding_id`: the credentials with which the dataplant reaches the engine.
    "CREATE TABLE dataplant_engines (
        dataplant_id {uuid} NOT NULL REFERENCES dataplants (id), tables TEXT NOT NULL, engine_id {uuid} NOT NULL,
        binding_id {uuid} NOT NULL REFERENCES broker_bindings (id), PRIMARY KEY (dataplant_id, tables))",
    // Links of mails. They outlive their dataplant: who follows one then is told that it was used.
    "CREATE TABLE dataplant_deletions (
        token_hash {bytes} PRIMARY KEY, dataplant_id {uuid} NOT NULL,
        organization_id {uuid} NOT NULL REFERENCES organizations (id), user_id {uuid} NOT NULL REFERENCES users (id),
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT)",
    "CREATE INDEX dataplant_deletions_dataplant ON dataplant_deletions (dataplant_id)",
];
