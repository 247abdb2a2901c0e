//! Organizations, their slugs past and present, and who belongs to them.

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
    "CREATE TABLE organizations (
        id {uuid} PRIMARY KEY, slug TEXT NOT NULL, name TEXT NOT NULL, name_search TEXT NOT NULL, description TEXT,
        colour TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE TABLE organization_slugs (
        slug TEXT PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id), created_at BIGINT NOT NULL)",
    "CREATE INDEX organization_slugs_organization ON organization_slugs (organization_id)",
    "CREATE TABLE memberships (
        organization_id {uuid} NOT NULL REFERENCES organizations (id), user_id {uuid} NOT NULL REFERENCES users (id),
        role TEXT NOT NULL, joined_at BIGINT NOT NULL, opened_at BIGINT NOT NULL,
        PRIMARY KEY (organization_id, user_id))",
    "CREATE INDEX memberships_recent ON memberships (user_id, opened_at, organization_id)",
];
