//! A page in the words of the database: where nothing has to be known of each dataplant that only HQ can tell, its tags above all.

use super::{Wanted, descending};
use crate::{
    brokers::InstanceState,
    db::{Keyset, sql},
    http::{page_token::Named, problem::Failure},
};
use hq_contract::{DataplantId, OrganizationId, ProblemCode, dataplants::DataplantOrder};
use sea_orm::{ConnectionTrait, DbBackend, Value};

/// Which dataplants stand on a page, by the keys of their places, and how many there are in all. One more than wanted where the page
/// is not the last.
pub(super) struct Plain {
    pub places: Vec<(String, DataplantId)>,
    pub total: u64,
}

/// Reads a page of all dataplants of an organization.
///
/// # Errors
/// Where the database fails.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    wanted: &Wanted,
) -> Result<Plain, Failure> {
    const FROM: &str =
        "FROM dataplants d JOIN broker_instances i ON i.id = d.instance_id WHERE d.organization_id = ?";
    let backend = db.get_database_backend();
    let mut filter = FROM.to_owned();
    let mut values: Vec<Value> = vec![organization.into()];
    if let Some(state) = wanted.state {
        let names: Vec<Value> =
            InstanceState::all().filter(|own| own.life() == state).map(|own| own.into()).collect();
        let marks = vec!["?"; names.len()].join(", ");
        filter.push_str(&format!(" AND i.state IN ({marks})"));
        values.extend(names);
    }
    let count = sql(backend, &format!("SELECT COUNT(*) AS count {filter}"), values.clone());
    let count = db.query_one_raw(count).await?.map(|row| row.try_get::<i64>("", "count")).transpose()?;
    // As HQ compares texts, whatever the database was set up with.
    let bytes = if backend == DbBackend::Postgres { " COLLATE \"C\"" } else { "" };
    let (key, upwards) = match wanted.sort {
        DataplantOrder::Name => (format!("d.name_key{bytes}"), true),
        DataplantOrder::Size => ("COALESCE(i.fpu, 0)".to_owned(), false),
        DataplantOrder::Created => ("d.created_at".to_owned(), false),
    };
    let Keyset { direction, beyond, ids, behind } = Keyset::new(upwards, wanted.reversed);
    if let Some(after) = &wanted.after {
        let place = value(after, wanted.sort)?;
        filter.push_str(&format!(" AND ({key} {beyond} ? OR ({key} = ? AND d.id {behind} ?))"));
        values.extend([place.clone(), place, after.id.into()]);
    }
    let limit = wanted.limit + 1;
    let page = format!(
        "SELECT d.id AS id, {key} AS place {filter} ORDER BY {key} {direction}, d.id {ids} LIMIT {limit}"
    );
    let mut places = Vec::with_capacity(limit);
    for row in db.query_all_raw(sql(backend, &page, values)).await? {
        let place = match wanted.sort {
            DataplantOrder::Name => row.try_get("", "place")?,
            DataplantOrder::Size | DataplantOrder::Created => descending(row.try_get("", "place")?),
        };
        places.push((place, row.try_get("", "id")?));
    }
    Ok(Plain { places, total: u64::try_from(count.unwrap_or(0)).unwrap_or(0) })
}

/// The place behind which the page begins, as the column has it.
fn value(after: &Named, sort: DataplantOrder) -> Result<Value, Failure> {
    match sort {
        DataplantOrder::Name => Ok(after.name.clone().into()),
        DataplantOrder::Size | DataplantOrder::Created => {
            let number: i64 = after.name.parse().map_err(|_| Failure::from(ProblemCode::Invalid))?;
            Ok(i64::MAX.saturating_sub(number.max(0)).into())
        }
    }
}
