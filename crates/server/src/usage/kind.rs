//! As what things are metered.

use hq_billing::usage::ResourceKind;
use hq_contract::providers::{EngineKind, HighAvailability, Offer, OfferKind};

/// What an offer makes.
#[must_use]
pub const fn kind_of(offer: &Offer) -> ResourceKind {
    match (offer.kind, offer.engine) {
        (OfferKind::Dataplant, _) => ResourceKind::Dataplant,
        (OfferKind::StorageEngine, Some(EngineKind::Postgresql)) => ResourceKind::Postgresql,
        (OfferKind::StorageEngine, Some(EngineKind::Snowflake)) => ResourceKind::Snowflake,
        (OfferKind::StorageEngine, Some(EngineKind::Sandbox)) => ResourceKind::Sandbox,
        (OfferKind::StorageEngine, Some(EngineKind::Other) | None) => ResourceKind::Other,
    }
}

/// How often it counts: twice with high availability, where that is a choice.
#[must_use]
pub const fn weight_of(offered: HighAvailability, chosen: bool) -> i64 {
    match offered {
        HighAvailability::Optional if chosen => 2,
        _ => 1,
    }
}
