//! Invitations.

use super::{Address, address};
use crate::db::{duplicates::placeholder, sql};
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};
use std::collections::HashSet;
use uuid::Uuid;

struct Invitation {
    id: Uuid,
    before: String,
    address: Address,
    /// Whether another of its organization is the one for this mailbox.
    beside: bool,
}

/// Gives every invitation the canonical address of its mailbox. An organization has one for each: of several the open one,
/// and of these the one that was mailed last, as if it had been sent again. The others are taken back.
pub async fn canonize(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    const ALL: &str = "SELECT id, organization_id, email, email_canonical FROM invitations \
        ORDER BY CASE state WHEN 'pending' THEN 0 WHEN 'declined' THEN 1 ELSE 2 END, sent_at DESC, id";
    let backend = db.get_database_backend();
    let (mut taken, mut invitations) = (HashSet::new(), Vec::new());
    for row in db.query_all_raw(sql(backend, ALL, [])).await? {
        let before: String = row.try_get_by_index(3)?;
        let mut address = address(&row.try_get_by_index::<String>(2)?, before.clone());
        let (id, organization): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let beside = !taken.insert((organization, address.canonical.clone()));
        if beside {
            tracing::warn!(invitation = %id, "two invitations are for one address: the newer one stays");
            address.canonical = placeholder(id, &address.canonical);
        }
        invitations.push(Invitation { id, before, address, beside });
    }
    for one in invitations.iter().filter(|one| one.before != one.address.canonical) {
        const AWAY: &str = "UPDATE invitations SET email_canonical = ? WHERE id = ?";
        db.execute_raw(sql(backend, AWAY, [placeholder(one.id, "").into(), one.id.into()])).await?;
    }
    for Invitation { id, address, beside, .. } in invitations {
        const SET: &str =
            "UPDATE invitations SET email = ?, email_canonical = ?, email_search = ? WHERE id = ?";
        const REVOKE: &str =
            "UPDATE invitations SET state = 'revoked' WHERE id = ? AND state IN ('pending', 'declined')";
        let values = [address.email.into(), address.canonical.into(), address.search.into(), id.into()];
        db.execute_raw(sql(backend, SET, values)).await?;
        if beside {
            db.execute_raw(sql(backend, REVOKE, [id.into()])).await?;
        }
    }
    Ok(())
}
