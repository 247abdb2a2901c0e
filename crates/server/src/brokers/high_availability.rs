//! Whether what was ordered outlives a machine.

use crate::{db::entity::broker_instance, http::problem::Failure};
use hq_contract::providers::HighAvailability;
use serde_json::{Map, Value};

/// Whether an instance outlives a machine: where that is a choice, its parameters say what was chosen.
///
/// # Errors
/// 500 where the row holds no parameters.
pub fn is_highly_available(
    instance: &broker_instance::Model,
    offered: HighAvailability,
) -> Result<bool, Failure> {
    let parameters: Map<String, Value> =
        serde_json::from_str(&instance.parameters).map_err(|error| Failure::internal(&error))?;
    let chosen = parameters.get("high_availability").and_then(Value::as_bool).unwrap_or(false);
    Ok(match offered {
        HighAvailability::Unavailable => false,
        HighAvailability::Optional => chosen,
        HighAvailability::Always => true,
    })
}
