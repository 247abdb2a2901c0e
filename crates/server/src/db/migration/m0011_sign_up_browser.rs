//! Which browser began something: a sign-up, setting up multi-factor authentication; and codes that come too early.

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
    // Of the cookie of the browser that signed up; none: no browser is that one.
    "ALTER TABLE sign_ups ADD COLUMN browser_hash {bytes}",
    "ALTER TABLE sign_ups ADD COLUMN email_canonical TEXT NOT NULL DEFAULT ''",
    // Near enough for the day that these links still work.
    "UPDATE sign_ups SET email_canonical = LOWER(email)",
    "CREATE INDEX sign_ups_email ON sign_ups (email_canonical)",
    // The session that was shown the secret, as long as it waits for its first code.
    "ALTER TABLE mfa ADD COLUMN session_id {uuid}",
    // A refused code that will be right later, and when it was sent: the next one of the same clock tells that it is fast.
    "ALTER TABLE mfa ADD COLUMN early_step BIGINT",
    "ALTER TABLE mfa ADD COLUMN early_at BIGINT",
];
