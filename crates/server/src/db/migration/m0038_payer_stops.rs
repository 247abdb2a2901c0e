//! That whoever pays for an organization stops paying.

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
    // When the owner of the billing account cancelled, of a subscription that is cancelled so: only they take that back, or another
    // account pays.
    "ALTER TABLE subscriptions ADD COLUMN payer_stopped_at BIGINT",
];
