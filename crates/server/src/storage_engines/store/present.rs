//! Engines as people see them.

use super::{Engine, uses};
use crate::{
    app::App,
    billing::{agreed, prices},
    brokers::{self, FoundOffer, Offers, catalogs, view},
    db::entity::{broker_instance, broker_operation::OrdererId, storage_engine},
    http::problem::Failure,
    platform::clock::moment,
    storage_defaults::{store as defaults, store::Defaults},
};
use hq_billing::price_book::PriceBook;
use hq_contract::{
    Actor, OrganizationId, Permission, ProblemCode, Role, StorageEngineId,
    operations::LifeState,
    providers::HighAvailability,
    rules::Rule,
    storage_engines::{StorageEngine, ThingRights},
};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// What has to be known besides their rows to show engines.
#[derive(Debug)]
pub struct Surroundings {
    offers: Offers,
    available: Vec<String>,
    defaults: Defaults,
    uses: HashMap<StorageEngineId, u64>,
    names: HashMap<OrdererId, Actor>,
    /// The prices at which the organization uses them; none where what brokers name counts.
    prices: Option<PriceBook>,
}

/// Who ordered it.
fn creator(row: &storage_engine::Model) -> Option<OrdererId> {
    OrdererId::of(row.created_by, row.created_by_key)
}

impl Surroundings {
    /// Of these engines of an organization.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn of(
        app: &App,
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        engines: &[Engine],
    ) -> Result<Self, Failure> {
        Ok(Self {
            offers: catalogs::offers(app, db).await?,
            available: catalogs::available(app, db).await?,
            defaults: defaults::read(db, organization).await?,
            uses: uses::counts(db, organization).await?,
            prices: agreed::of_organization(app, db, organization).await?,
            names: view::names(db, engines.iter().filter_map(|engine| creator(&engine.row))).await?,
        })
    }

    /// An engine as a member with that role and those rules sees it.
    ///
    /// # Errors
    /// 500 where a row holds what the contract does not allow; 404 of a built-in Sandbox that is offered no more and was not
    /// made.
    pub fn present(&self, engine: &Engine, role: Role, rules: &[Rule]) -> Result<StorageEngine, Failure> {
        let shown = match &engine.instance {
            Some(instance) => self.made(engine, instance)?,
            None => self.on_demand(engine, self.offers.sandbox().ok_or(ProblemCode::NotFound)?)?,
        };
        let may = ThingRights {
            update: engine.allows(Permission::UpdateStorageEngines, role, rules)?,
            delete: !engine.row.built_in && engine.allows(Permission::DeleteStorageEngines, role, rules)?,
        };
        Ok(StorageEngine { may, ..shown })
    }

    fn made(&self, engine: &Engine, instance: &broker_instance::Model) -> Result<StorageEngine, Failure> {
        let seen = view::Seen::of(instance)?.priced(self.prices.as_ref());
        let high_availability = brokers::is_highly_available(instance, seen.offer.high_availability)?;
        let month = seen.fpu.and_then(|fpu| seen.offer.month(fpu, high_availability));
        let live = self.offers.find(&seen.offer.id).map(FoundOffer::offer);
        let limits = live.unwrap_or(&seen.offer).limits.clone();
        let state = engine.state();
        let failed = matches!(state, LifeState::Failed | LifeState::DeleteFailed);
        Ok(StorageEngine {
            state,
            offer_name: seen.offer.name,
            offer: seen.offer.id,
            region: Some(seen.region),
            fpu: seen.fpu,
            pending_fpu: seen.pending_fpu,
            high_availability,
            storage_bytes: seen.storage_bytes,
            storage_limit_bytes: seen.storage_limit_bytes,
            health: seen.health,
            month,
            failure: seen.failure.filter(|_| failed),
            broker_available: self.available.contains(&instance.broker),
            limits,
            bindable: seen.offer.bindable,
            sizes: live.filter(|offer| offer.resizable).and_then(|offer| offer.fpu),
            ..self.bare(engine)?
        })
    }

    /// The built-in Sandbox, as it would be made.
    fn on_demand(&self, engine: &Engine, found: &FoundOffer) -> Result<StorageEngine, Failure> {
        let offer = found.offer();
        let month = |fpu| match &self.prices {
            Some(book) => prices::priced(book, offer.clone()).month(fpu, false),
            None => offer.month(fpu, false),
        };
        let fpu = offer.fpu.map(|sizes| sizes.min);
        Ok(StorageEngine {
            offer_name: offer.name.clone(),
            offer: offer.id.clone(),
            region: found.provider.regions.first().cloned(),
            fpu,
            high_availability: offer.high_availability == HighAvailability::Always,
            storage_limit_bytes: fpu.and_then(|fpu| offer.storage_limit_bytes(fpu)),
            month: fpu.and_then(month),
            broker_available: self.available.contains(&found.broker),
            limits: offer.limits.clone(),
            bindable: offer.bindable,
            ..self.bare(engine)?
        })
    }

    /// What its row says.
    fn bare(&self, engine: &Engine) -> Result<StorageEngine, Failure> {
        let row = &engine.row;
        Ok(StorageEngine {
            id: row.id,
            name: row.name.clone(),
            description: row.description.clone(),
            tags: engine.tags()?,
            built_in: row.built_in,
            engine: row.engine,
            offer_name: String::new(),
            offer: String::new(),
            provider: row.provider.clone(),
            region: None,
            fpu: None,
            pending_fpu: None,
            high_availability: false,
            storage_bytes: None,
            storage_limit_bytes: None,
            state: LifeState::OnDemand,
            health: None,
            month: None,
            default_for: self.defaults.tables_of(row.id),
            dataplants: self.uses.get(&row.id).copied().unwrap_or(0),
            failure: None,
            broker_available: false,
            limits: Vec::new(),
            bindable: false,
            sizes: None,
            created_by: creator(row).and_then(|id| self.names.get(&id).cloned()),
            created_at: moment(row.created_at).into(),
            may: ThingRights::default(),
        })
    }
}
