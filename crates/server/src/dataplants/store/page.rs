//! The list of an organization's dataplants: at most a thousand, of which somebody may read some. Where all are alike to the rules and
//! nothing is searched for, the database makes the page; otherwise what decides is read of all, and the rest of those on the page.

mod plain;

use super::seen;
use crate::{
    app::App,
    brokers::InstanceState,
    dataplants::viewer::Viewer,
    db::{entity::dataplant, sql},
    http::{page_token::Named, problem::Failure},
    platform::{micros::Micros, search},
    storage_engines::store::read_tags,
};
use hq_contract::{
    DataplantId, OrganizationId, Page, Permission, Tag,
    dataplants::{Dataplant, DataplantOrder},
    holds_for_all_alike,
    operations::LifeState,
};
use plain::Plain;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _};
use std::{cmp::Ordering, collections::HashMap};

/// Which part of the list.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Only those whose name or tag contains this.
    pub q: Option<String>,
    /// Only those in this state.
    pub state: Option<LifeState>,
    /// By what they are ordered.
    pub sort: DataplantOrder,
    /// Whether the other way than usual.
    pub reversed: bool,
    /// How many.
    pub limit: usize,
    /// Behind which place.
    pub after: Option<Named>,
}

/// What is read of all.
#[derive(FromQueryResult)]
struct Line {
    id: DataplantId,
    name_key: String,
    tags: String,
    created_at: Micros,
    state: InstanceState,
    fpu: Option<i64>,
}

impl Line {
    /// By what it is ordered, as text: the least first.
    fn key(&self, order: DataplantOrder) -> String {
        match order {
            DataplantOrder::Name => self.name_key.clone(),
            DataplantOrder::Size => descending(self.fpu.unwrap_or(0)),
            DataplantOrder::Created => descending(self.created_at.get()),
        }
    }

    fn is_wanted(&self, wanted: &Wanted, q: &str, tags: &[Tag]) -> Result<bool, Failure> {
        if wanted.state.is_some_and(|state| self.state.life() != state) {
            return Ok(false);
        }
        let has_tag = || tags.iter().any(|tag| search::fold(tag.as_str()).contains(q));
        Ok(q.is_empty() || self.name_key.contains(q) || has_tag())
    }
}

fn descending(number: i64) -> String {
    format!("{:020}", i64::MAX - number)
}

/// A page of the dataplants that somebody may read.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    organization: OrganizationId,
    wanted: &Wanted,
) -> Result<Page<Dataplant>, Failure> {
    let db = app.db().read();
    let q = search::fold(wanted.q.as_deref().unwrap_or_default());
    let (mut found, total) = if q.is_empty() && holds_for_all_alike(viewer.role, &viewer.rules) {
        if !viewer.may(Permission::ReadDataplants, Some(DataplantId::nil()), &[]) {
            return Ok(Page { items: Vec::new(), next_page: None, total: 0 });
        }
        let Plain { places, total } = plain::read(db, organization, wanted).await?;
        (places, total)
    } else {
        sorted_out(db, viewer, organization, (wanted, &q)).await?
    };
    let more = found.len() > wanted.limit;
    found.truncate(wanted.limit);
    let next_page = found.last().filter(|_| more);
    let next_page = next_page.map(|(key, id)| Named { name: key.clone(), id: (*id).into() }.token());
    let ids: Vec<DataplantId> = found.into_iter().map(|(_, id)| id).collect();
    let rows = dataplant::Entity::find().filter(dataplant::Column::Id.is_in(ids.clone())).all(db).await?;
    let mut rows: HashMap<DataplantId, dataplant::Model> =
        rows.into_iter().map(|row| (row.id, row)).collect();
    // In the order of the page; what is gone since is left out.
    let rows: Vec<dataplant::Model> = ids.iter().filter_map(|id| rows.remove(id)).collect();
    Ok(Page { items: seen::all(app, db, viewer, &rows).await?, next_page, total })
}

/// The places of those behind the page before, and how many there are in all: read one by one, as rules and searches ask for tags.
async fn sorted_out(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    organization: OrganizationId,
    (wanted, q): (&Wanted, &str),
) -> Result<(Vec<(String, DataplantId)>, u64), Failure> {
    const ALL: &str = "SELECT d.id, d.name_key, d.tags, d.created_at, i.state, i.fpu FROM dataplants d \
        JOIN broker_instances i ON i.id = d.instance_id WHERE d.organization_id = ?";
    let statement = sql(db.get_database_backend(), ALL, [organization.into()]);
    let mut found: Vec<(String, DataplantId)> = Vec::new();
    for line in Line::find_by_statement(statement).all(db).await? {
        let tags = read_tags(&line.tags)?;
        let readable = viewer.may(Permission::ReadDataplants, Some(line.id), &tags);
        if readable && line.is_wanted(wanted, q, &tags)? {
            found.push((line.key(wanted.sort), line.id));
        }
    }
    found.sort_unstable();
    if wanted.reversed {
        found.reverse();
    }
    let total = found.len() as u64;
    if let Some(after) = &wanted.after {
        let beyond = if wanted.reversed { Ordering::Less } else { Ordering::Greater };
        found.retain(|(key, id)| (key, *id).cmp(&(&after.name, after.id.into())) == beyond);
    }
    Ok((found, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_comes_first() {
        let mut numbers = [2, 16, 4, 0];
        numbers.sort_unstable_by_key(|number| descending(*number));
        assert_eq!(numbers, [16, 4, 2, 0]);
    }
}
