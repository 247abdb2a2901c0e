//! The links of a mail in the local mailbox, apart from its text.

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
    // What HQ itself made a button or a link of, as JSON: `[{"label": …, "href": …, "is_button": …}]`. Only in the local
    // mailbox; mails that are there already show their links as text.
    "ALTER TABLE outbox ADD COLUMN links TEXT NOT NULL DEFAULT '[]'",
];
