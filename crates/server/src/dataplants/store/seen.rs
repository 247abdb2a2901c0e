//! Dataplants as people see them.

use super::{deletions, engines, names};
use crate::{
    app::App,
    billing::agreed,
    brokers::{catalogs, view},
    dataplants::{
        exposure::{self, Exposed},
        viewer::Viewer,
    },
    db::{
        entity::{
            broker_instance::{self, InstanceId},
            broker_operation::OrdererId,
            dataplant, dataplant_engine, dataplant_name, storage_engine,
        },
        kept,
    },
    http::problem::Failure,
    platform::{clock::moment, micros::Micros},
    storage_engines::store::read_tags,
};
use hq_billing::price_book::PriceBook;
use hq_contract::{
    Actor, DataplantId, DomainName, Permission, ProblemCode, StorageEngineId,
    dataplants::{Dataplant, DataplantEngine, DataplantName},
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use std::collections::HashMap;

/// One dataplant as somebody sees it.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn one(
    app: &App,
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    row: &dataplant::Model,
) -> Result<Dataplant, Failure> {
    let seen = all(app, db, viewer, std::slice::from_ref(row)).await?;
    seen.into_iter().next().ok_or_else(|| ProblemCode::Internal.into())
}

/// Dataplants as somebody sees them, in the order of their rows.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn all(
    app: &App,
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    rows: &[dataplant::Model],
) -> Result<Vec<Dataplant>, Failure> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let around = Around::of(app, db, rows).await?;
    rows.iter().map(|row| around.present(app, viewer, row)).collect()
}

fn creator(row: &dataplant::Model) -> Option<OrdererId> {
    OrdererId::of(row.created_by, row.created_by_key)
}

/// What is shown with dataplants, of them all.
struct Around {
    instances: HashMap<InstanceId, broker_instance::Model>,
    names: Vec<dataplant_name::Model>,
    links: Vec<dataplant_engine::Model>,
    engines: HashMap<StorageEngineId, storage_engine::Model>,
    people: HashMap<OrdererId, Actor>,
    deletions: HashMap<DataplantId, Micros>,
    available: Vec<String>,
    /// The prices at which the organization uses them; none where what brokers name counts.
    prices: Option<PriceBook>,
}

impl Around {
    async fn of(app: &App, db: &impl ConnectionTrait, rows: &[dataplant::Model]) -> Result<Self, Failure> {
        let ids: Vec<DataplantId> = rows.iter().map(|row| row.id).collect();
        let instances = broker_instance::Entity::find()
            .filter(broker_instance::Column::Id.is_in(rows.iter().map(|row| row.instance_id)))
            .all(db)
            .await?;
        let links = engines::all(db, &ids).await?;
        let engines = storage_engine::Entity::find()
            .filter(storage_engine::Column::Id.is_in(links.iter().map(|link| link.engine_id)))
            .all(db)
            .await?;
        Ok(Self {
            instances: instances.into_iter().map(|row| (row.id, row)).collect(),
            names: names::all(db, &ids).await?,
            engines: engines.into_iter().map(|row| (row.id, row)).collect(),
            links,
            people: view::names(db, rows.iter().filter_map(creator)).await?,
            deletions: deletions::until(db, &ids, app.now()).await?,
            available: catalogs::available(app, db).await?,
            prices: match rows.first() {
                Some(row) => agreed::of_organization(app, db, row.organization_id).await?,
                None => None,
            },
        })
    }

    fn present(&self, app: &App, viewer: &Viewer, row: &dataplant::Model) -> Result<Dataplant, Failure> {
        let instance = self.instances.get(&row.instance_id).ok_or(ProblemCode::Internal)?;
        let seen = view::Seen::of(instance)?.priced(self.prices.as_ref());
        let tags = read_tags(&row.tags)?;
        let deletion = self.deletions.get(&row.id);
        Ok(Dataplant {
            id: row.id,
            name: row.name.clone(),
            description: row.description.clone(),
            template: row.template.clone(),
            offer_name: seen.offer.name.clone(),
            offer: seen.offer.id.clone(),
            provider: row.provider.clone(),
            region: Some(seen.region),
            fpu: seen.fpu,
            pending_fpu: seen.pending_fpu,
            sizes: seen.offer.fpu.filter(|_| seen.offer.resizable),
            state: seen.state,
            health: seen.health,
            url: seen.url,
            names: self.names_of(row)?,
            takes_names: exposure::is_taken(app, instance)?,
            engines: self.engines_of(viewer, row)?,
            month: seen.fpu.and_then(|fpu| seen.offer.month(fpu, false)),
            failure: seen.failure,
            broker_available: self.available.contains(&instance.broker),
            limits: seen.offer.limits,
            deletion_until: deletion.map(|at| moment(*at).into()),
            created_by: creator(row).and_then(|id| self.people.get(&id).cloned()),
            created_at: moment(row.created_at).into(),
            may: viewer.rights(row.id, &tags, seen.state),
            tags,
        })
    }

    fn names_of(&self, row: &dataplant::Model) -> Result<Vec<DataplantName>, Failure> {
        let exposed = Exposed::read(row.exposed.as_deref())?;
        let own = self.names.iter().filter(|name| name.dataplant_id == row.id);
        own.map(|name| {
            Ok(DataplantName {
                certificate: exposed.certified.contains(&name.name),
                name: kept(DomainName::parse(&name.name))?,
            })
        })
        .collect()
    }

    fn engines_of(&self, viewer: &Viewer, row: &dataplant::Model) -> Result<Vec<DataplantEngine>, Failure> {
        let own = self.links.iter().filter(|link| link.dataplant_id == row.id);
        own.map(|link| {
            let mut name = None;
            if let Some(engine) = self.engines.get(&link.engine_id) {
                let tags = read_tags(&engine.tags)?;
                if Permission::ReadStorageEngines.held_for(
                    viewer.role,
                    &viewer.rules,
                    Some(engine.id.into()),
                    &tags,
                ) {
                    name = Some(engine.name.clone());
                }
            }
            let tables = link.tables;
            Ok(DataplantEngine { tables, engine: link.engine_id, name })
        })
        .collect()
    }
}
