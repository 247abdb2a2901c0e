//! Keys that all servers of a database share. They are made here, once, by the database's own randomness.

use super::run;
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["CREATE TABLE server_keys (name TEXT PRIMARY KEY, secret {bytes} NOT NULL)"]).await?;
        let random = match manager.get_database_backend() {
            DbBackend::Sqlite => "randomblob(32)",
            // Two UUIDs of version 4: 244 random bits.
            _ => "decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')",
        };
        let key = format!("INSERT INTO server_keys (name, secret) VALUES ('page_tokens', {random})");
        manager.get_connection().execute_unprepared(&key).await.map(drop)
    }
}
