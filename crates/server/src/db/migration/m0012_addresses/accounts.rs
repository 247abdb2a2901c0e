//! Accounts and sign-ups.

use super::{Address, address};
use crate::db::{duplicates::placeholder, sql};
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};
use std::collections::{HashMap, hash_map::Entry};
use uuid::Uuid;

/// By account, the domain by which it was compared and the one by which it is, where these differ.
pub type Moved = HashMap<Uuid, (String, String)>;

struct Account {
    id: Uuid,
    before: String,
    address: Address,
}

/// Gives every account the canonical address of its mailbox, the older ones first.
pub async fn canonize(db: &impl ConnectionTrait) -> Result<Moved, DbErr> {
    const ALL: &str = "SELECT id, email, email_canonical FROM users ORDER BY created_at, id";
    let backend = db.get_database_backend();
    let mut accounts = Vec::new();
    for row in db.query_all_raw(sql(backend, ALL, [])).await? {
        let before: String = row.try_get_by_index(2)?;
        let address = address(&row.try_get_by_index::<String>(1)?, before.clone());
        accounts.push(Account { id: row.try_get_by_index(0)?, before, address });
    }
    let mut owners = HashMap::new();
    for account in &mut accounts {
        match owners.entry(account.address.canonical.clone()) {
            Entry::Vacant(free) => _ = free.insert(account.id),
            Entry::Occupied(older) => {
                tracing::warn!(account = %account.id, older = %older.get(), "two accounts have one address");
                account.address.canonical = placeholder(account.id, older.key());
            }
        }
    }
    // In two steps: what one account gets, another may have had.
    for account in accounts.iter().filter(|account| account.before != account.address.canonical) {
        const AWAY: &str = "UPDATE users SET email_canonical = ? WHERE id = ?";
        let values = [placeholder(account.id, "").into(), account.id.into()];
        db.execute_raw(sql(backend, AWAY, values)).await?;
    }
    let mut moved = Moved::new();
    for Account { id, before, address } in accounts {
        const SET: &str = "UPDATE users SET email = ?, email_canonical = ?, email_search = ? WHERE id = ?";
        let domains = before.rsplit_once('@').zip(address.canonical.rsplit_once('@'));
        if let Some(((_, before), (_, now))) = domains.filter(|((_, before), (_, now))| before != now) {
            moved.insert(id, (before.to_owned(), now.to_owned()));
        }
        let values = [address.email.into(), address.canonical.into(), address.search.into(), id.into()];
        db.execute_raw(sql(backend, SET, values)).await?;
    }
    Ok(moved)
}
