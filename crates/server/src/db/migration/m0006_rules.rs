//! Rules of members, of who is invited, and of who left.

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
    // The ordered list as JSON: always read and written whole, with the membership that every request reads.
    "ALTER TABLE memberships ADD COLUMN rules TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE memberships ADD COLUMN rules_count BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE memberships ADD COLUMN rules_version BIGINT NOT NULL DEFAULT 1",
    "ALTER TABLE invitations ADD COLUMN rules TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE invitations ADD COLUMN rules_count BIGINT NOT NULL DEFAULT 0",
    "CREATE INDEX invitations_inviter ON invitations (organization_id, inviter_id)",
    "CREATE TABLE former_rules (
        organization_id {uuid} NOT NULL REFERENCES organizations (id), user_id {uuid} NOT NULL REFERENCES users (id),
        rules TEXT NOT NULL, left_at BIGINT NOT NULL, PRIMARY KEY (organization_id, user_id))",
    "CREATE INDEX former_rules_age ON former_rules (left_at)",
    "CREATE INDEX audit_log_subject ON audit_log (organization_id, subject, action, created_at, id)",
];
