//! Multi-factor authentication: secrets of authenticator apps, recovery codes, and organizations that force it.

use super::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }
}

/// {uuid} and {bytes} stand for the database's own types.
const UP: &[&str] = &[
    // A row without enabled_at is an enrolment under way. last_step: the newest time step whose code was used.
    "CREATE TABLE mfa (
        user_id {uuid} PRIMARY KEY REFERENCES users (id), secret {bytes} NOT NULL, last_step BIGINT NOT NULL,
        created_at BIGINT NOT NULL, enabled_at BIGINT)",
    "CREATE TABLE mfa_recovery_codes (
        user_id {uuid} NOT NULL REFERENCES users (id), code_hash {bytes} NOT NULL, PRIMARY KEY (user_id, code_hash))",
    "ALTER TABLE organizations ADD COLUMN force_mfa BOOLEAN NOT NULL DEFAULT FALSE",
];
