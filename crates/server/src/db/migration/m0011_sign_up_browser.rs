//! Which browser began a sign-up.

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
];
