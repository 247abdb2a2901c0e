//! TLS certificates: how many of a file were not needed.

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
    // Which of the warnings was given last is known by its days (`warned_days`), though some of them come later than so many
    // days before the end.
    "ALTER TABLE certificates ADD COLUMN left_out BIGINT NOT NULL DEFAULT 0",
];
