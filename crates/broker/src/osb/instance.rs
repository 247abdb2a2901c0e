//! Making, changing and removing an instance.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// For whom something is made. HQ sends its organization's id and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// [`super::PLATFORM`]
    pub platform: String,
    /// The organization's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_guid: Option<String>,
    /// What people call the thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_name: Option<String>,
}

/// Make an instance: `PUT /v2/service_instances/{id}`. With the same id and body again it answers the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProvisionRequest {
    /// Of which service.
    pub service_id: String,
    /// In which plan.
    pub plan_id: String,
    /// For whom.
    #[serde(default)]
    pub context: Context,
    /// The organization's id: what the specification has had before the context, and still asks for.
    pub organization_guid: String,
    /// The organization's id once more: HQ has no spaces.
    pub space_guid: String,
    /// What the plan's schema asks for: region, FPU, high availability.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub parameters: Map<String, Value>,
    /// The version of the plan that is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance_info: Option<super::MaintenanceInfo>,
}

/// What was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provisioned {
    /// Where it can be looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dashboard_url: Option<String>,
    /// What to send with each poll, where it is not done yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
}

/// Change an instance: `PATCH /v2/service_instances/{id}`. Only what changes is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdateRequest {
    /// Of which service it is.
    pub service_id: String,
    /// To which plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_id: Option<String>,
    /// For whom.
    #[serde(default)]
    pub context: Context,
    /// The parameters that change.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub parameters: Map<String, Value>,
    /// What it was before.
    #[serde(default)]
    pub previous_values: PreviousValues,
    /// The version of the plan that is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance_info: Option<super::MaintenanceInfo>,
}

/// What an instance was before a change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PreviousValues {
    /// Of which plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_id: Option<String>,
}

/// What there is: `GET /v2/service_instances/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fetched {
    /// Of which service.
    #[serde(default)]
    pub service_id: String,
    /// In which plan.
    #[serde(default)]
    pub plan_id: String,
    /// Where it can be looked at. Of a dataplant: where it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dashboard_url: Option<String>,
    /// Its parameters.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub parameters: Map<String, Value>,
    /// HQ's extension: how it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hq_status: Option<super::extension::Status>,
}
