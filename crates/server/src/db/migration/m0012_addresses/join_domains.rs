//! Domains whose people may ask to join.

use super::accounts::Moved;
use crate::db::sql;
use hq_contract::DomainName;
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, QueryResult},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Turns each into its form in the DNS. One that came of an admin's address by folding is another domain, of other people:
/// the admin's own takes its place, unless somebody else vouches for it.
pub async fn canonize(db: &impl ConnectionTrait, moved: &Moved) -> Result<(), DbErr> {
    const ALL: &str = "SELECT domain, organization_id FROM join_domains";
    let backend = db.get_database_backend();
    for row in db.query_all_raw(sql(backend, ALL, [])).await? {
        let (domain, organization): (String, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let ascii = DomainName::parse(&domain).and_then(|name| name.to_ascii());
        let ascii = ascii.map_or_else(|_| domain.clone(), |name| name.to_string());
        let admins = admins(db, organization).await?;
        let mut now: BTreeSet<String> = admins
            .iter()
            .filter_map(|(user, _)| moved.get(user))
            .filter(|(before, _)| *before == domain)
            .map(|(_, own)| own.clone())
            .collect();
        let vouched =
            admins.iter().any(|(_, own)| *own == ascii) || is_bound(db, organization, &ascii).await?;
        if now.is_empty() || vouched {
            now.insert(ascii);
        }
        if now.contains(&domain) && now.len() == 1 {
            continue;
        }
        const AWAY: &str = "DELETE FROM join_domains WHERE domain = ? AND organization_id = ?";
        const SET: &str =
            "INSERT INTO join_domains (domain, organization_id) VALUES (?, ?) ON CONFLICT DO NOTHING";
        db.execute_raw(sql(backend, AWAY, [domain.into(), organization.into()])).await?;
        for domain in now {
            db.execute_raw(sql(backend, SET, [domain.into(), organization.into()])).await?;
        }
    }
    Ok(())
}

/// The admins of an organization, with the domains of their addresses.
async fn admins(db: &impl ConnectionTrait, organization: Uuid) -> Result<Vec<(Uuid, String)>, DbErr> {
    const ADMINS: &str = "SELECT u.id, u.email_canonical FROM memberships m JOIN users u ON u.id = m.user_id \
        WHERE m.organization_id = ? AND m.role = 'admin'";
    let rows = db.query_all_raw(sql(db.get_database_backend(), ADMINS, [organization.into()])).await?;
    let admin = |row: &QueryResult| -> Result<(Uuid, String), DbErr> {
        let address: String = row.try_get_by_index(1)?;
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned();
        Ok((row.try_get_by_index(0)?, domain))
    };
    rows.iter().map(admin).collect()
}

async fn is_bound(db: &impl ConnectionTrait, organization: Uuid, name: &str) -> Result<bool, DbErr> {
    const BOUND: &str = "SELECT 1 FROM domains WHERE organization_id = ? AND name = ? AND state <> 'pending'";
    let values = [organization.into(), name.into()];
    Ok(db.query_one_raw(sql(db.get_database_backend(), BOUND, values)).await?.is_some())
}
