//! What was ordered, as it was offered then: plans can vanish from a catalog, and what was made goes on.

use crate::{db::entity::broker_instance, http::problem::Failure};
use hq_broker::osb::{MaintenanceInfo, Plan, Service};
use hq_contract::providers::Offer;
use serde::{Deserialize, Serialize};

/// What was ordered, as it was offered then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// As people saw it.
    pub offer: Offer,
    /// Whether the broker tells how an instance is.
    pub retrievable: bool,
    /// The broker's version of the plan.
    pub maintenance_info: Option<MaintenanceInfo>,
    /// The broker's own deadline, in seconds.
    pub maximum_polling_duration: Option<u64>,
}

impl Snapshot {
    /// Of an offer, beside what the catalog says of its service and plan.
    #[must_use]
    pub fn of(offer: Offer, service: &Service, plan: &Plan) -> Self {
        Self {
            offer,
            retrievable: service.instances_retrievable,
            maintenance_info: plan.maintenance_info.clone(),
            maximum_polling_duration: plan.maximum_polling_duration,
        }
    }

    /// What was ordered with an instance.
    ///
    /// # Errors
    /// 500 where the row holds none.
    pub fn read(row: &broker_instance::Model) -> Result<Self, Failure> {
        serde_json::from_str(&row.offer).map_err(|error| Failure::internal(&error))
    }
}

/// A value for a column.
///
/// # Errors
/// Never: there is nothing in what is kept that JSON cannot say.
pub(super) fn json_of(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::internal(&error))
}
