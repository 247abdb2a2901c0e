//! What can be ordered: the catalogs of all brokers in HQ's own words.

use super::{Registered, Snapshot};
use crate::billing::prices;
use hq_billing::price_book::PriceBook;
use hq_broker::osb::{Catalog, Plan, Service, extension};
use hq_contract::{
    Money,
    providers::{
        EngineKind, HighAvailability, Offer, OfferKind, Provider, Providers, Region, Sizes, Template,
        Unavailable, UnavailableCode,
    },
};
use std::{collections::BTreeMap, sync::Arc};

/// A catalog as it was read last.
#[derive(Clone, Debug)]
pub struct Known {
    /// Of which broker.
    pub broker: String,
    /// What it said.
    pub catalog: Catalog,
    /// Whether it answered when it was asked last.
    pub available: bool,
}

/// What all brokers offer. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Offers(Arc<[FoundOffer]>);

/// An offer, and what it is at its broker.
#[derive(Clone, Debug)]
pub struct FoundOffer {
    /// Of which broker.
    pub broker: String,
    /// The service's id.
    pub service_id: String,
    /// The plan's id.
    pub plan_id: String,
    /// The plan's JSON schemas.
    pub schemas: Option<serde_json::Value>,
    /// Where it is offered.
    pub provider: Provider,
    /// What is kept with what is ordered.
    pub snapshot: Snapshot,
}

impl FoundOffer {
    /// As people see it.
    #[must_use]
    pub const fn offer(&self) -> &Offer {
        &self.snapshot.offer
    }

    /// The region of that id.
    #[must_use]
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.provider.regions.iter().find(|region| region.id == id)
    }
}

impl Offers {
    /// Of these catalogs, by the brokers that are registered. Services of a broker that does not know HQ are storage
    /// engines of the kind `other`, at a provider that is called as the broker.
    #[must_use]
    pub fn of(brokers: &[Registered], known: &[Known]) -> Self {
        let mut offers = Vec::new();
        for known in known {
            let Some(registered) = brokers.iter().find(|registered| registered.name == known.broker) else {
                continue;
            };
            for service in &known.catalog.services {
                offers.extend(service.plans.iter().map(|plan| found(registered, known, service, plan)));
            }
        }
        Self(offers.into())
    }

    /// The same at the operator's prices, in the place of those that brokers name.
    #[must_use]
    pub fn priced(&self, book: &PriceBook) -> Self {
        let priced = |found: &FoundOffer| {
            let mut found = found.clone();
            found.snapshot.offer = prices::priced(book, found.snapshot.offer);
            found
        };
        Self(self.0.iter().map(priced).collect())
    }

    /// The offer of that id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&FoundOffer> {
        self.0.iter().find(|found| found.offer().id == id)
    }

    /// The first Sandbox that can be ordered: what an organization's built-in one is made of.
    #[must_use]
    pub fn sandbox(&self) -> Option<&FoundOffer> {
        self.0.iter().find(|found| found.offer().engine == Some(EngineKind::Sandbox))
    }

    /// The first that can be ordered now and is such, as people see them.
    #[must_use]
    pub fn orderable(&self, is_wanted: impl Fn(&Offer) -> bool) -> Option<Offer> {
        let offers = self.providers().offers;
        offers.into_iter().find(|offer| offer.unavailable.is_none() && is_wanted(offer))
    }

    /// As people see them: what can be ordered first, in the order of the brokers.
    #[must_use]
    pub fn providers(&self) -> Providers {
        let mut providers: BTreeMap<&str, Provider> = BTreeMap::new();
        for found in self.0.iter() {
            let provider = &found.provider;
            let known = providers
                .entry(&provider.id)
                .or_insert_with(|| Provider { regions: Vec::new(), ..provider.clone() });
            for region in &provider.regions {
                if !known.regions.iter().any(|other| other.id == region.id) {
                    known.regions.push(region.clone());
                }
            }
        }
        let mut providers: Vec<Provider> = providers.into_values().collect();
        providers.sort_by(|a, b| a.name.cmp(&b.name));
        let mut offers: Vec<Offer> = self.0.iter().map(|found| found.offer().clone()).collect();
        offers.sort_by_key(|offer| offer.unavailable.is_some());
        Providers { providers, offers }
    }
}

fn found(registered: &Registered, known: &Known, service: &Service, plan: &Plan) -> FoundOffer {
    let provider = provider(known, plan);
    let mut offer = offer(known, service, plan, &provider);
    // A dataplant is told the credentials of its engines, and so is made only where nobody else hears them.
    if offer.kind == OfferKind::Dataplant && !registered.confidential {
        offer.unavailable = Some(Unavailable { code: UnavailableCode::InClear, detail: None });
    }
    FoundOffer {
        broker: known.broker.clone(),
        service_id: service.id.clone(),
        plan_id: plan.id.clone(),
        schemas: plan.schemas.clone(),
        provider,
        snapshot: Snapshot::of(offer, service, plan),
    }
}

fn provider(known: &Known, plan: &Plan) -> Provider {
    let Some(hq) = plan.hq() else {
        let region = Region {
            id: "default".to_owned(),
            name: known.broker.clone(),
            country: None,
            latitude: None,
            longitude: None,
        };
        return Provider { id: known.broker.clone(), name: known.broker.clone(), regions: vec![region] };
    };
    let region = |region: &extension::Region| Region {
        id: region.id.clone(),
        name: region.name.clone(),
        country: region.country.clone(),
        latitude: region.latitude,
        longitude: region.longitude,
    };
    let regions = hq.regions.iter().map(region).collect();
    Provider { id: hq.provider.id.clone(), name: hq.provider.name.clone(), regions }
}

fn offer(known: &Known, service: &Service, plan: &Plan, provider: &Provider) -> Offer {
    let (of_service, of_plan) = (service.hq(), plan.hq());
    let kind = match of_service.map(|hq| hq.kind) {
        Some(extension::Kind::Dataplant) => OfferKind::Dataplant,
        Some(extension::Kind::StorageEngine) | None => OfferKind::StorageEngine,
    };
    let engine =
        of_service.and_then(|hq| hq.engine.as_deref()).map_or(EngineKind::Other, EngineKind::from_name);
    let sizes = |sizes: extension::Sizes| Sizes { min: sizes.min, max: sizes.max, step: sizes.step.max(1) };
    let templates = of_service.map(|hq| hq.templates.as_slice()).unwrap_or_default();
    Offer {
        id: format!("{}/{}/{}", known.broker, service.id, plan.id),
        broker: known.broker.clone(),
        kind,
        name: name(service, plan),
        // What the only plan says of itself adds nothing.
        description: if service.plans.len() > 1 { &plan.description } else { &service.description }.clone(),
        engine: (kind == OfferKind::StorageEngine).then_some(engine),
        provider: provider.id.clone(),
        regions: provider.regions.iter().map(|region| region.id.clone()).collect(),
        fpu: of_plan.map(|hq| sizes(hq.fpu)),
        high_availability: of_plan.map_or(HighAvailability::Unavailable, |hq| match hq.high_availability {
            extension::HighAvailability::Unavailable => HighAvailability::Unavailable,
            extension::HighAvailability::Optional => HighAvailability::Optional,
            extension::HighAvailability::Always => HighAvailability::Always,
        }),
        fpu_month: of_plan.and_then(|hq| hq.price.as_ref()).and_then(|price| {
            let minor = i64::try_from(price.fpu_month_minor).ok()?;
            Some(Money { minor, currency: price.currency.clone() })
        }),
        free: plan.free,
        storage_gb_per_fpu: of_plan.and_then(|hq| hq.storage_gb_per_fpu),
        templates: templates
            .iter()
            .map(|template| Template {
                id: template.id.clone(),
                name: template.name.clone(),
                description: template.description.clone(),
            })
            .collect(),
        takes_certificates: of_service.is_some_and(|hq| hq.takes_certificates),
        own_broker_only: of_service.is_some_and(|hq| hq.own_broker_only),
        bindable: service.can_bind(plan),
        // A size is a parameter, not another plan: who knows HQ and names sizes takes it.
        resizable: of_plan.is_some_and(|hq| hq.fpu.min < hq.fpu.max),
        limits: of_service.map(|hq| hq.limits.clone()).unwrap_or_default(),
        unavailable: unavailable(known, plan),
    }
}

fn unavailable(known: &Known, plan: &Plan) -> Option<Unavailable> {
    if !known.available {
        return Some(Unavailable { code: UnavailableCode::BrokerAway, detail: None });
    }
    let detail = plan.hq()?.unavailable.clone()?;
    Some(Unavailable { code: UnavailableCode::ByBroker, detail: Some(detail) })
}

fn name(service: &Service, plan: &Plan) -> String {
    let of_service = service.metadata.as_ref().and_then(|metadata| metadata.display_name.as_deref());
    let of_plan = plan.metadata.as_ref().and_then(|metadata| metadata.display_name.as_deref());
    let of_service = of_service.unwrap_or(&service.name);
    match of_plan {
        Some(plan) if service.plans.len() > 1 => format!("{of_service} {plan}"),
        None if service.plans.len() > 1 => format!("{of_service} {}", plan.name),
        _ => of_service.to_owned(),
    }
}
