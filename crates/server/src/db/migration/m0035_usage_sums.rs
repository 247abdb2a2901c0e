//! Days of usage that are over, added up, so that a bill need not read every event.

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
    // What was used of everything before `until_at`: `summed`, day by day (JSON, hq_billing::used::Summed); `levels`: what goes on at
    // that moment (JSON, hq_billing::usage::UsageEvent). One row, so that whoever reads it reads one state. It can be deleted at any
    // time: it follows from the events, and is made again.
    "CREATE TABLE usage_sums (
        organization_id {uuid} PRIMARY KEY, until_at BIGINT NOT NULL, summed TEXT NOT NULL, levels TEXT NOT NULL)",
];
