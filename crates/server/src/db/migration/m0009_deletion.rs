//! Deleted organizations: which of them are erased.

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
    // Since when nothing is left of the organization but its slugs and its audit log.
    "ALTER TABLE organizations ADD COLUMN erased_at BIGINT",
    // What waits for being erased is little among many.
    "CREATE INDEX organizations_deleted ON organizations (deleted_at) WHERE deleted_at IS NOT NULL",
];
