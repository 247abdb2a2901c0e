//! Runbooks.

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
    "CREATE TABLE runbooks (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id), title TEXT NOT NULL,
        text TEXT NOT NULL, pinned BOOLEAN NOT NULL, archived_at BIGINT, updated_at BIGINT NOT NULL,
        version BIGINT NOT NULL)",
    "CREATE INDEX runbooks_organization ON runbooks (organization_id)",
];
