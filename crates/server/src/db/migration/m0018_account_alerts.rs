//! What people were told of their account, with the links that undo it.

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
    // sealed_mfa: two-step sign-in as it was before, encrypted; forgotten with the link.
    "CREATE TABLE account_alerts (
        id {uuid} PRIMARY KEY, token_hash {bytes} NOT NULL UNIQUE, user_id {uuid} NOT NULL REFERENCES users (id),
        kind TEXT NOT NULL, address TEXT NOT NULL, user_agent TEXT NOT NULL, sealed_mfa {bytes},
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT)",
    "CREATE INDEX account_alerts_user ON account_alerts (user_id, created_at)",
];
