//! What is known of a domain's record between the looks.

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
    // How long and how often the record of a bound domain was missing, as JSON.
    "ALTER TABLE domains ADD COLUMN doubt TEXT",
    // How often in a row the DNS did not answer.
    "ALTER TABLE domains ADD COLUMN failures BIGINT NOT NULL DEFAULT 0",
    // Until when a claim is looked for: 28 days for those that are there.
    "ALTER TABLE domains ADD COLUMN watched_until BIGINT NOT NULL DEFAULT 0",
    "UPDATE domains SET watched_until = COALESCE(checked_at, created_at) + 2419200000000",
];
