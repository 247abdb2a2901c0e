//! API keys, their secrets, and which of them did what.

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
    // A revoked key stays, without secrets: the audit log calls it by its name.
    "CREATE TABLE api_keys (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id), name TEXT NOT NULL,
        role TEXT NOT NULL, rules TEXT NOT NULL, version BIGINT NOT NULL, created_by {uuid} REFERENCES users (id),
        created_at BIGINT NOT NULL, revoked_at BIGINT)",
    "CREATE INDEX api_keys_organization ON api_keys (organization_id)",
    // By whom, for who leaves.
    "CREATE INDEX api_keys_creator ON api_keys (created_by)",
    // At most two of a key: the current one, and one that was replaced and is good for a while still. A request that is repeated
    // with its Idempotency-Key finds what it made by `retry_hash`, for what it told is kept nowhere.
    "CREATE TABLE api_key_secrets (
        token_hash {bytes} PRIMARY KEY, key_id {uuid} NOT NULL REFERENCES api_keys (id), starts_with TEXT NOT NULL,
        created_at BIGINT NOT NULL, expires_at BIGINT, replaced_at BIGINT, warned_at BIGINT, last_used_at BIGINT,
        last_used_from TEXT, retry_hash {bytes}, retry_fingerprint {bytes})",
    "CREATE INDEX api_key_secrets_key ON api_key_secrets (key_id)",
    "CREATE INDEX api_key_secrets_end ON api_key_secrets (expires_at)",
    "ALTER TABLE audit_log ADD COLUMN api_key_id {uuid}",
    "CREATE INDEX audit_log_api_key ON audit_log (organization_id, api_key_id, created_at, id)
        WHERE api_key_id IS NOT NULL",
];
