//! What can be ordered: providers, their regions, and the offers of the brokers that the operator registered.

use crate::{Money, endpoint::endpoint};
use serde::{Deserialize, Serialize};
use std::{convert::Infallible, fmt, str::FromStr};

/// What kind of thing an offer is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// A dataplant.
    Dataplant,
    /// A storage engine.
    StorageEngine,
}

/// A database system. Others than those that have a name here are `other`; what they are called stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "columns", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the names say all there is
pub enum EngineKind {
    Postgresql,
    Snowflake,
    Sandbox,
    Other,
}

impl EngineKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Postgresql, Self::Snowflake, Self::Sandbox, Self::Other];

    /// The name as on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Postgresql => "postgresql",
            Self::Snowflake => "snowflake",
            Self::Sandbox => "sandbox",
            Self::Other => "other",
        }
    }

    /// The kind of that name; of a broker's other names `other`.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).unwrap_or(Self::Other)
    }
}

impl fmt::Display for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Of any other name `other`.
impl FromStr for EngineKind {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(Self::from_name(name))
    }
}

/// Whether something can outlive a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HighAvailability {
    /// It cannot.
    Unavailable,
    /// Where it is asked for; it doubles the price.
    Optional,
    /// It always does.
    Always,
}

/// Who runs machines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provider {
    /// Its name for programs: `gcp`, `local`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Where it has machines.
    pub regions: Vec<Region>,
}

/// A place where a provider has machines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Region {
    /// Its name for programs: `europe-west9`.
    pub id: String,
    /// Its name for people: `Paris`.
    pub name: String,
    /// The country (ISO 3166-1 alpha-2), where it lies in one.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
}

/// Sizes in FPU: from `min` to `max` in steps of `step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sizes {
    /// The smallest.
    pub min: u32,
    /// The largest.
    pub max: u32,
    /// From one to the next; at least 1.
    pub step: u32,
}

impl Sizes {
    /// Whether it is one of them.
    #[must_use]
    pub const fn has(self, fpu: u32) -> bool {
        let step = if self.step == 0 { 1 } else { self.step };
        fpu >= self.min && fpu <= self.max && (fpu - self.min).is_multiple_of(step)
    }
}

/// What a new dataplant begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Template {
    /// Its name for programs: `empty`.
    pub id: String,
    /// Its name for people, as the broker says it, in English.
    pub name: String,
    /// What it is, as the broker says it, in English.
    pub description: String,
}

/// Why something cannot be ordered at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnavailableCode {
    /// The broker cannot be reached: what exists stays, nothing new can be ordered.
    BrokerAway,
    /// The broker says so; `detail` says why.
    ByBroker,
    /// The broker is asked neither by TLS nor on this machine: a dataplant's credentials could be read on the way.
    InClear,
}

/// Why something cannot be ordered at present.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unavailable {
    /// Why.
    pub code: UnavailableCode,
    /// What the broker says, in English.
    pub detail: Option<String>,
}

/// Something that can be ordered: a plan of a broker, at one provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// Which one: what an order names. Opaque.
    pub id: String,
    /// Of which broker, by the name that the operator gave it.
    #[serde(default)]
    pub broker: String,
    /// What it is.
    pub kind: OfferKind,
    /// Its name for people: of the service, and of the plan where it has several.
    pub name: String,
    /// What it is, in a sentence of the broker's, in English.
    pub description: String,
    /// The database system, of storage engines.
    pub engine: Option<EngineKind>,
    /// Who runs the machines: a [`Provider`]'s id.
    pub provider: String,
    /// Where it is offered: ids of the provider's regions.
    pub regions: Vec<String>,
    /// The sizes. None where the broker says nothing of sizes: then the plan is the size.
    pub fpu: Option<Sizes>,
    /// Whether it can outlive a machine.
    pub high_availability: HighAvailability,
    /// What one FPU costs a month, without high availability. None where it costs nothing, or the broker does not say.
    pub fpu_month: Option<Money>,
    /// Whether it costs nothing.
    pub free: bool,
    /// How many GB an FPU holds, softly.
    pub storage_gb_per_fpu: Option<u32>,
    /// What a dataplant can begin with; the first one is proposed. Empty for storage engines.
    pub templates: Vec<Template>,
    /// Whether it takes verified domain names with their certificates, of dataplants.
    pub takes_certificates: bool,
    /// Whether credentials can be made.
    pub bindable: bool,
    /// Whether only dataplants of the same broker reach it, of storage engines: it is a file of that broker.
    #[serde(default)]
    pub own_broker_only: bool,
    /// Whether its size can be changed later.
    pub resizable: bool,
    /// What it cannot promise, a sentence of the broker's each, in English.
    pub limits: Vec<String>,
    /// Why it cannot be ordered at present, if it cannot.
    pub unavailable: Option<Unavailable>,
}

impl Offer {
    /// What it costs a month in that size; none where that is unknown or too much to count. High availability doubles it,
    /// where it is a choice.
    #[must_use]
    pub fn month(&self, fpu: u32, high_availability: bool) -> Option<Money> {
        let doubled = high_availability && self.high_availability == HighAvailability::Optional;
        self.fpu_month.as_ref()?.times(fpu)?.times(if doubled { 2 } else { 1 })
    }

    /// How many bytes it holds in that size, softly.
    #[must_use]
    pub fn storage_limit_bytes(&self, fpu: u32) -> Option<u64> {
        u64::from(self.storage_gb_per_fpu?).checked_mul(fpu.into())?.checked_mul(1_000_000_000)
    }
}

/// What can be ordered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Providers {
    /// Who runs machines, by name.
    pub providers: Vec<Provider>,
    /// What they offer: those that can be ordered first.
    pub offers: Vec<Offer>,
}

endpoint!(
    /// List what can be ordered
    ///
    /// The offers of the brokers that the operator registered, as they were asked last: with sizes, prices a month, and what each
    /// cannot promise. What cannot be ordered at present says why: the broker is away, or gives a reason.
    GetProviders Get "/providers" -> Providers,
    tag "providers", for SignedIn,
    200 "Providers with their regions, and offers"
);

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(high_availability: HighAvailability) -> Offer {
        Offer {
            broker: "hq".to_owned(),
            own_broker_only: false,
            id: "a".to_owned(),
            kind: OfferKind::StorageEngine,
            name: "PostgreSQL".to_owned(),
            description: String::new(),
            engine: Some(EngineKind::Postgresql),
            provider: "local".to_owned(),
            regions: vec!["here".to_owned()],
            fpu: Some(Sizes { min: 2, max: 16, step: 2 }),
            high_availability,
            fpu_month: Some(Money { minor: 1250, currency: "EUR".to_owned() }),
            free: false,
            storage_gb_per_fpu: Some(5),
            templates: Vec::new(),
            takes_certificates: false,
            bindable: true,
            resizable: true,
            limits: Vec::new(),
            unavailable: None,
        }
    }

    #[test]
    fn high_availability_doubles_the_price_where_it_is_a_choice() {
        let minor = |offer: &Offer, ha| offer.month(4, ha).unwrap().minor;
        let optional = offer(HighAvailability::Optional);
        assert_eq!((minor(&optional, false), minor(&optional, true)), (5_000, 10_000));
        assert_eq!(minor(&offer(HighAvailability::Always), true), 5_000, "the price of what always has it");
        assert_eq!(Offer { fpu_month: None, ..optional }.month(4, false), None);
    }

    #[test]
    fn sizes_go_in_steps() {
        let sizes = Sizes { min: 2, max: 7, step: 2 };
        let has: Vec<u32> = (0..10).filter(|fpu| sizes.has(*fpu)).collect();
        assert_eq!(has, [2, 4, 6]);
        assert!(Sizes { min: 1, max: 3, step: 0 }.has(2), "a broker's step of nothing is one");
    }

    #[test]
    fn unknown_engines_are_others() {
        for kind in EngineKind::ALL {
            assert_eq!(EngineKind::from_name(kind.as_str()), kind);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(EngineKind::from_name("duckdb"), EngineKind::Other);
    }
}
