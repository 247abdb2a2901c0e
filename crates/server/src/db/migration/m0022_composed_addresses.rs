//! Addresses composed (NFC) before the `@`, in the form in which they are compared and mailed: two ways of writing one
//! mailbox were two accounts and two invitations.
//!
//! Nothing is merged, as in `m0012_addresses`: of two accounts the older keeps the address, and the other is told of at every
//! start; of two open invitations of an organization the newer stays.

use super::m0012_addresses::{accounts, invitations};
use crate::db::sql;
use hq_contract::EmailAddress;
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};
use uuid::Uuid;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        accounts::canonize(db).await?;
        invitations::canonize(db).await?;
        sign_ups(db).await?;
        reports(db).await
    }

    /// SQLite too: all of it happens, or nothing.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

fn canonical(address: &str) -> Option<String> {
    EmailAddress::parse(address).and_then(|address| address.canonical()).ok()
}

/// Links that wait. That several are for one address is how they are.
async fn sign_ups(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    for row in db.query_all_raw(sql(backend, "SELECT id, email, email_canonical FROM sign_ups", [])).await? {
        let (id, before): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(2)?);
        let Some(now) = canonical(&row.try_get_by_index::<String>(1)?).filter(|now| *now != before) else {
            continue;
        };
        const SET: &str = "UPDATE sign_ups SET email_canonical = ? WHERE id = ?";
        db.execute_raw(sql(backend, SET, [now.into(), id.into()])).await?;
    }
    Ok(())
}

/// Who wants no more invitations of an organization, however the address was written.
async fn reports(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    const ALL: &str = "SELECT organization_id, email_canonical FROM invitation_reports";
    let backend = db.get_database_backend();
    for row in db.query_all_raw(sql(backend, ALL, [])).await? {
        let (organization, before): (Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let Some(now) = canonical(&before).filter(|now| *now != before) else { continue };
        const ADD: &str = "INSERT INTO invitation_reports \
            (organization_id, email_canonical, invitation_id, inviter_id, created_at) \
            SELECT organization_id, ?, invitation_id, inviter_id, created_at FROM invitation_reports \
            WHERE organization_id = ? AND email_canonical = ? ON CONFLICT DO NOTHING";
        const AWAY: &str = "DELETE FROM invitation_reports WHERE organization_id = ? AND email_canonical = ?";
        let key = [organization.into(), before.clone().into()];
        let [org, address] = key.clone();
        db.execute_raw(sql(backend, ADD, [now.into(), org, address])).await?;
        db.execute_raw(sql(backend, AWAY, key)).await?;
    }
    Ok(())
}
