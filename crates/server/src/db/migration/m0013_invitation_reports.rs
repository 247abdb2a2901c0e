//! Invitations that were reported: which organizations may not write to which addresses any more.

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
    // In force until an operator deletes the row. The invitation may go before.
    "CREATE TABLE invitation_reports (
        organization_id {uuid} NOT NULL REFERENCES organizations (id), email_canonical TEXT NOT NULL,
        invitation_id {uuid} NOT NULL, inviter_id {uuid} NOT NULL, created_at BIGINT NOT NULL,
        PRIMARY KEY (organization_id, email_canonical))",
];
