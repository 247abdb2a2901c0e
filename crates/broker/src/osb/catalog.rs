//! What a broker offers.

use super::extension::{PlanExtension, ServiceExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a broker offers: `GET /v2/catalog`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    /// The services.
    pub services: Vec<Service>,
}

impl Catalog {
    /// A service and a plan of it, by their ids.
    #[must_use]
    pub fn plan(&self, service: &str, plan: &str) -> Option<(&Service, &Plan)> {
        let service = self.services.iter().find(|offered| offered.id == service)?;
        Some((service, service.plans.iter().find(|offered| offered.id == plan)?))
    }
}

/// A kind of things that a broker makes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Which one, for ever.
    pub id: String,
    /// Its name for programs.
    pub name: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Whether it can be bound, where the plan says nothing else.
    pub bindable: bool,
    /// Whether an instance can be given another plan, where the plan says nothing else. The specification spells it so.
    #[serde(default)]
    pub plan_updateable: bool,
    /// Whether an instance can be fetched.
    #[serde(default)]
    pub instances_retrievable: bool,
    /// Whether a binding can be fetched.
    #[serde(default)]
    pub bindings_retrievable: bool,
    /// Words for it.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What is shown of it, and HQ's extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<ServiceMetadata>,
    /// The plans, at least one.
    pub plans: Vec<Plan>,
}

/// What is shown of a service.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceMetadata {
    /// Its name for people.
    #[serde(default, rename = "displayName", skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// HQ's extension; a broker that does not know HQ leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hq: Option<ServiceExtension>,
}

/// A size or kind of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Which one, for ever.
    pub id: String,
    /// Its name for programs.
    pub name: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Whether it costs nothing: so it is where nothing is said.
    #[serde(default = "yes")]
    pub free: bool,
    /// Whether it can be bound; as the service says where this says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bindable: Option<bool>,
    /// Whether it can be changed to another; as the service says where this says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_updateable: Option<bool>,
    /// JSON schemas of the parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schemas: Option<Value>,
    /// After so many seconds an operation that still is in progress has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum_polling_duration: Option<u64>,
    /// The version of what runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance_info: Option<MaintenanceInfo>,
    /// What is shown of it, and HQ's extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<PlanMetadata>,
}

/// What is shown of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanMetadata {
    /// Its name for people.
    #[serde(default, rename = "displayName", skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// HQ's extension; a broker that does not know HQ leaves it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hq: Option<PlanExtension>,
}

/// The version of what runs for a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MaintenanceInfo {
    /// A semantic version.
    pub version: String,
    /// What it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

impl Service {
    /// Whether instances of that plan can be bound.
    #[must_use]
    pub fn can_bind(&self, plan: &Plan) -> bool {
        plan.bindable.unwrap_or(self.bindable)
    }

    /// What HQ's extension says of it.
    #[must_use]
    pub fn hq(&self) -> Option<&ServiceExtension> {
        self.metadata.as_ref()?.hq.as_ref()
    }
}

impl Plan {
    /// What HQ's extension says of it.
    #[must_use]
    pub fn hq(&self) -> Option<&PlanExtension> {
        self.metadata.as_ref()?.hq.as_ref()
    }
}

const fn yes() -> bool {
    true
}
