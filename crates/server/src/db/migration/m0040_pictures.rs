//! Pictures of people.

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
    // Which picture it is: whoever lists people reads no picture.
    "ALTER TABLE users ADD COLUMN picture TEXT",
    "CREATE TABLE user_pictures (
        user_id {uuid} PRIMARY KEY REFERENCES users (id), version TEXT NOT NULL, png {bytes} NOT NULL)",
];
