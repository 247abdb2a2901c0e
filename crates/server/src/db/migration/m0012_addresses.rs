//! Addresses in the form to which mail goes: what was folded further (`ß` to `ss`, wide letters to narrow ones) gave one
//! person's account and invitations to another, and two spellings of one domain were two accounts. With them what people
//! search addresses by, and names without characters that show nothing, which can no longer be typed.
//!
//! Nothing is merged. Of two accounts of one mailbox the older keeps the address; the other is told of at every start
//! (`accounts::store::duplicates`).

pub(super) mod accounts;
mod address;
pub(super) mod invitations;
mod join_domains;
mod names;

use super::run;
use address::{Address, address, visible};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, COLUMNS).await?;
        let db = manager.get_connection();
        let moved = accounts::canonize(db).await?;
        invitations::canonize(db).await?;
        join_domains::canonize(db, &moved).await?;
        names::clean(db).await
    }

    /// SQLite too: all of it happens, or nothing.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const COLUMNS: &[&str] = &[
    // The address as it is searched: folded, with the letters of its domain.
    "ALTER TABLE users ADD COLUMN email_search TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE invitations ADD COLUMN email_search TEXT NOT NULL DEFAULT ''",
];
