//! Addresses in the form to which mail goes: what was folded further (`ß` to `ss`, wide letters to narrow ones) gave one
//! person's account and invitations to another, and two spellings of one domain were two accounts. With them what people
//! search addresses by, and names without characters that show nothing, which can no longer be typed.
//!
//! Nothing is merged. Of two accounts of one mailbox the older keeps the address; the other is told of at every start
//! (`accounts::store::duplicates`).

pub(super) mod accounts;
pub(super) mod invitations;
mod join_domains;
mod names;

use super::run;
use crate::platform::search;
use hq_contract::{EmailAddress, FieldCode};
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

/// What is to stand in the columns of a kept address.
struct Address {
    email: String,
    canonical: String,
    search: String,
}

/// An address that was kept: one of which nothing can be made stays as it was, and no mail ever reached it.
fn address(kept: &str, canonical: String) -> Address {
    let email = match EmailAddress::parse(kept) {
        Err(FieldCode::InvisibleCharacter) => EmailAddress::parse(&visible(kept)),
        read => read,
    };
    match email.and_then(|email| Ok((email.canonical()?, email))) {
        Ok((canonical, email)) => {
            let search = search::fold(&email.searched());
            Address { email: email.as_str().to_owned(), canonical, search }
        }
        Err(_) => Address { email: kept.to_owned(), canonical, search: search::fold(kept) },
    }
}

/// Without anything that shows nothing.
fn visible(text: &str) -> String {
    let hidden = |c: &char| hq_contract::without_invisible(&format!("a{c}a")).len() == 2;
    text.chars().filter(|c| !hidden(c)).collect()
}
