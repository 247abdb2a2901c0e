//! The list of engines: at most a thousand in an organization. Where all are alike to the rules and nothing is searched for, the
//! database makes the page; otherwise what has to be known to filter and order them is read in one query, and everything else only
//! of those on the page.

mod plain;

use super::{Engine, life, read_tags, sandbox};
use crate::{
    app::App,
    db::{
        entity::{
            broker_instance::{self, InstanceId},
            storage_engine,
        },
        sql,
    },
    http::{page_token::Named, problem::Failure},
    platform::search,
    storage_engines::store::present::Surroundings,
};
use hq_contract::{
    OrganizationId, Page, Permission, Role, StorageEngineId, holds_for_all_alike,
    operations::LifeState,
    providers::EngineKind,
    rules::Rule,
    storage_engines::{StorageEngine, StorageEngineOrder},
};
use plain::Plain;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult as _, QueryFilter as _, QueryResult,
};
use std::{cmp::Ordering, collections::HashMap};

/// Which engines.
#[derive(Debug)]
pub struct Wanted {
    /// Only those whose name or tag contains this.
    pub q: Option<String>,
    /// Only those of this database system.
    pub engine: Option<EngineKind>,
    /// Only those in this state.
    pub state: Option<LifeState>,
    /// By what they are ordered.
    pub sort: StorageEngineOrder,
    /// Whether the other way than usual.
    pub reversed: bool,
    /// How many.
    pub limit: usize,
    /// Behind which.
    pub after: Option<Named>,
}

/// What has to be known to filter and order an engine.
struct Line {
    row: storage_engine::Model,
    state: LifeState,
    fpu: i64,
    bytes: i64,
}

/// A page of the engines of an organization that a member may read.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    (role, rules): (Role, &[Rule]),
    wanted: Wanted,
) -> Result<Page<StorageEngine>, Failure> {
    let q = wanted.q.as_deref().map(search::fold).filter(|q| !q.is_empty());
    let (mut lines, total) = if q.is_none() && holds_for_all_alike(role, rules) {
        if !Permission::ReadStorageEngines.held_for(role, rules, Some(StorageEngineId::nil().into()), &[]) {
            return Ok(Page { items: Vec::new(), next_page: None, total: 0 });
        }
        let Plain { mut lines, mut total } = plain::read(db, organization, &wanted).await?;
        if let Some(built_in) = built_in(app, db, organization).await?
            && is_wanted(&built_in, &wanted, None, role, rules)?
        {
            total += 1;
            let key = key(&built_in, wanted.sort);
            if wanted
                .after
                .as_ref()
                .is_none_or(|after| is_behind(after, &key, built_in.row.id, wanted.reversed))
            {
                lines.insert(0, (key, built_in));
            }
        }
        (lines, total)
    } else {
        let mut lines = Vec::new();
        for line in all(app, db, organization).await? {
            if is_wanted(&line, &wanted, q.as_deref(), role, rules)? {
                lines.push((key(&line, wanted.sort), line));
            }
        }
        lines.sort_by(|(one, a), (other, b)| in_order((one, a.row.id), (other, b.row.id), wanted.reversed));
        let total = lines.len() as u64;
        if let Some(after) = &wanted.after {
            lines.retain(|(key, line)| is_behind(after, key, line.row.id, wanted.reversed));
        }
        (lines, total)
    };
    let more = lines.len() > wanted.limit;
    lines.truncate(wanted.limit);
    let last = lines.last().filter(|_| more);
    let next_page = last.map(|(key, line)| Named { name: key.clone(), id: line.row.id.into() }.token());
    let engines = with_instances(db, lines.into_iter().map(|(_, line)| line.row).collect()).await?;
    let around = Surroundings::of(app, db, organization, &engines).await?;
    let items = engines.iter().map(|engine| around.present(engine, role, rules));
    Ok(Page { items: items.collect::<Result<_, _>>()?, next_page, total })
}

/// All that there are, the built-in Sandbox among them.
async fn all(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<Line>, Failure> {
    const ALL: &str = "SELECT e.*, i.state AS life, i.fpu AS fpu, i.storage_bytes AS bytes FROM storage_engines e \
        LEFT JOIN broker_instances i ON i.id = e.instance_id WHERE e.organization_id = ?";
    let rows = db.query_all_raw(sql(db.get_database_backend(), ALL, [organization.into()])).await?;
    let mut lines = Vec::with_capacity(rows.len() + 1);
    for row in &rows {
        let line = line(row)?;
        if !line.row.built_in {
            lines.push(line);
        }
    }
    lines.extend(built_in(app, db, organization).await?);
    Ok(lines)
}

/// What a row of an engine with its instance says.
fn line(row: &QueryResult) -> Result<Line, Failure> {
    let (fpu, bytes): (Option<i64>, Option<i64>) = (row.try_get("", "fpu")?, row.try_get("", "bytes")?);
    Ok(Line {
        row: storage_engine::Model::from_query_result(row, "")?,
        state: life(row.try_get("", "life")?),
        fpu: fpu.unwrap_or(0),
        bytes: bytes.unwrap_or(0),
    })
}

/// The built-in Sandbox: what is not made stands in the list only where it can be.
async fn built_in(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<Line>, Failure> {
    let shown = sandbox::shown(app, db, organization).await?;
    shown
        .map(|engine| {
            let instance = engine.instance.as_ref();
            Ok(Line {
                state: engine.state(),
                fpu: instance.and_then(|instance| instance.fpu).unwrap_or(0),
                bytes: instance.and_then(|instance| instance.storage_bytes).unwrap_or(0),
                row: engine.row,
            })
        })
        .transpose()
}

/// Whether a place is behind the last one of the page before.
fn is_behind(after: &Named, key: &str, id: StorageEngineId, reversed: bool) -> bool {
    in_order((key, id), (&after.name, after.id.into()), reversed) == Ordering::Greater
}

/// Which of two places comes first: the built-in Sandbox's in both directions.
fn in_order(
    (key, id): (&str, StorageEngineId),
    (other, other_id): (&str, StorageEngineId),
    reversed: bool,
) -> Ordering {
    let order = (key, id).cmp(&(other, other_id));
    let same_rank = key.chars().next() == other.chars().next();
    if reversed && same_rank { order.reverse() } else { order }
}

fn is_wanted(
    line: &Line,
    wanted: &Wanted,
    q: Option<&str>,
    role: Role,
    rules: &[Rule],
) -> Result<bool, Failure> {
    let row = &line.row;
    if wanted.engine.is_some_and(|engine| engine != row.engine)
        || wanted.state.is_some_and(|state| state != line.state)
    {
        return Ok(false);
    }
    let tags = read_tags(&row.tags)?;
    let found = q.is_none_or(|q| {
        row.name_key.contains(q) || tags.iter().any(|tag| search::fold(tag.as_str()).contains(q))
    });
    Ok(found && Permission::ReadStorageEngines.held_for(role, rules, Some(row.id.into()), &tags))
}

/// How the keys of engines begin that were ordered, and how that of the built-in Sandbox does.
const ORDERED: char = '1';
const BUILT_IN: char = '0';

/// By what a line is ordered, as a text: the built-in Sandbox before all others.
fn key(line: &Line, sort: StorageEngineOrder) -> String {
    let rank = if line.row.built_in { BUILT_IN } else { ORDERED };
    let most_first = |number: i64| format!("{rank}{:019}", i64::MAX - number.max(0));
    match sort {
        StorageEngineOrder::Name => format!("{rank}{}", line.row.name_key),
        StorageEngineOrder::Size => most_first(line.fpu),
        StorageEngineOrder::Storage => most_first(line.bytes),
        StorageEngineOrder::Created => most_first(line.row.created_at.get()),
    }
}

async fn with_instances(
    db: &impl ConnectionTrait,
    rows: Vec<storage_engine::Model>,
) -> Result<Vec<Engine>, Failure> {
    let ids: Vec<InstanceId> = rows.iter().filter_map(|row| row.instance_id).collect();
    let instances =
        broker_instance::Entity::find().filter(broker_instance::Column::Id.is_in(ids)).all(db).await?;
    let mut instances: HashMap<InstanceId, broker_instance::Model> =
        instances.into_iter().map(|row| (row.id, row)).collect();
    let engine = |row: storage_engine::Model| {
        let instance = row.instance_id.and_then(|id| instances.remove(&id));
        Engine { row, instance }
    };
    Ok(rows.into_iter().map(engine).collect())
}
