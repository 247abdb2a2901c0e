//! Who accepted a billing account: the person, whatever their address is by then.

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
    "ALTER TABLE billing_account_transfers ADD COLUMN accepted_by {uuid}",
    "UPDATE billing_account_transfers SET accepted_by =
        (SELECT u.id FROM users u WHERE u.email_canonical = billing_account_transfers.to_canonical)
        WHERE accepted_at IS NOT NULL AND ended_at IS NULL",
];
