//! A page in the words of the database: where nothing has to be known of each engine that only HQ can tell, its tags above all.

use super::{Line, Wanted, key, line};
use crate::{
    brokers::InstanceState,
    db::{Keyset, sql},
    http::problem::Failure,
};
use hq_contract::{OrganizationId, ProblemCode, operations::LifeState, storage_engines::StorageEngineOrder};
use sea_orm::{ConnectionTrait, DbBackend, Value};

/// The engines on a page, by the keys of their places, and how many there are in all. One more than wanted where the page is not the
/// last. The built-in Sandbox is none of them: it comes before all others, and may have no row.
pub(super) struct Plain {
    pub lines: Vec<(String, Line)>,
    pub total: u64,
}

/// Reads a page of all engines that an organization has ordered.
///
/// # Errors
/// Where the database fails.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    wanted: &Wanted,
) -> Result<Plain, Failure> {
    const FROM: &str = "FROM storage_engines e JOIN broker_instances i ON i.id = e.instance_id \
        WHERE e.organization_id = ? AND e.built_in = ?";
    let backend = db.get_database_backend();
    let mut filter = FROM.to_owned();
    let mut values: Vec<Value> = vec![organization.into(), false.into()];
    if let Some(state) = wanted.state {
        let names = names_of(state);
        if names.is_empty() {
            return Ok(Plain { lines: Vec::new(), total: 0 });
        }
        filter.push_str(&format!(" AND i.state IN ({})", vec!["?"; names.len()].join(", ")));
        values.extend(names);
    }
    if let Some(engine) = wanted.engine {
        filter.push_str(" AND e.engine = ?");
        values.push(engine.as_str().into());
    }
    let count = sql(backend, &format!("SELECT COUNT(*) AS count {filter}"), values.clone());
    let count = db.query_one_raw(count).await?.map(|row| row.try_get::<i64>("", "count")).transpose()?;
    let total = u64::try_from(count.unwrap_or(0)).unwrap_or(0);
    // As HQ compares texts, whatever the database was set up with.
    let bytes = if backend == DbBackend::Postgres { " COLLATE \"C\"" } else { "" };
    let (place, upwards) = match wanted.sort {
        StorageEngineOrder::Name => (format!("e.name_key{bytes}"), true),
        StorageEngineOrder::Size => ("COALESCE(i.fpu, 0)".to_owned(), false),
        StorageEngineOrder::Storage => ("COALESCE(i.storage_bytes, 0)".to_owned(), false),
        StorageEngineOrder::Created => ("e.created_at".to_owned(), false),
    };
    let Keyset { direction, beyond, ids, behind } = Keyset::new(upwards, wanted.reversed);
    // Behind the built-in Sandbox come all of these.
    if let Some(after) = &wanted.after
        && let Some(text) = after.name.strip_prefix(super::ORDERED)
    {
        let value = value(text, wanted.sort)?;
        filter.push_str(&format!(" AND ({place} {beyond} ? OR ({place} = ? AND e.id {behind} ?))"));
        values.extend([value.clone(), value, after.id.into()]);
    }
    let limit = wanted.limit + 1;
    let page = format!(
        "SELECT e.*, i.state AS life, i.fpu AS fpu, i.storage_bytes AS bytes {filter} \
         ORDER BY {place} {direction}, e.id {ids} LIMIT {limit}"
    );
    let mut lines = Vec::with_capacity(limit);
    for row in db.query_all_raw(sql(backend, &page, values)).await? {
        let line = line(&row)?;
        lines.push((key(&line, wanted.sort), line));
    }
    Ok(Plain { lines, total })
}

fn names_of(state: LifeState) -> Vec<Value> {
    InstanceState::all().filter(|own| own.life() == state).map(|own| own.into()).collect()
}

/// The place behind which the page begins, as the column has it.
fn value(text: &str, sort: StorageEngineOrder) -> Result<Value, Failure> {
    if sort == StorageEngineOrder::Name {
        return Ok(text.into());
    }
    let number: i64 = text.parse().map_err(|_| Failure::from(ProblemCode::Invalid))?;
    Ok(i64::MAX.saturating_sub(number.max(0)).into())
}
