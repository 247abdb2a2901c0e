//! Other addresses that accounts ask for, and the address that an account had before.

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
    // session_id: the session that asked. Who ends it from another one ends the link; no reference, as sessions are deleted.
    "CREATE TABLE email_changes (
        id {uuid} PRIMARY KEY, token_hash {bytes} NOT NULL UNIQUE, user_id {uuid} NOT NULL REFERENCES users (id),
        session_id {uuid} NOT NULL, email TEXT NOT NULL, email_canonical TEXT NOT NULL,
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, cancelled_at BIGINT)",
    "CREATE INDEX email_changes_user ON email_changes (user_id)",
    "CREATE INDEX email_changes_expiry ON email_changes (expires_at)",
    // What the link of a mail that tells of another address gives back.
    "ALTER TABLE account_alerts ADD COLUMN former_email TEXT",
];
