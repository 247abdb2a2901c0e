//! Storage engines that hold more than they should: whose admins were told.

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
    // A row as long as the engine holds more than its limit, from when its admins were told.
    "CREATE TABLE storage_engine_warnings (
        engine_id {uuid} PRIMARY KEY REFERENCES storage_engines (id), warned_at BIGINT NOT NULL)",
];
