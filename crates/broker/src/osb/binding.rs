//! Credentials of an instance.

use super::Context;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Make credentials: `PUT /v2/service_instances/{id}/service_bindings/{binding}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BindRequest {
    /// Of which service the instance is.
    pub service_id: String,
    /// Of which plan.
    pub plan_id: String,
    /// For whom.
    #[serde(default)]
    pub context: Context,
    /// For what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bind_resource: Option<BindResource>,
    /// What the plan's schema asks for. The embedded broker takes `schema`: it makes that schema and lets the credentials
    /// begin there.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub parameters: Map<String, Value>,
}

/// For what credentials are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindResource {
    /// The id of what uses them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_guid: Option<String>,
}

/// Credentials, or that they are being made. A broker may tell them once only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// The credentials; none as long as they are being made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<Credentials>,
    /// What to send with each poll, where it is not done yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
}

/// Credentials: what the broker says, unread. HQ shows `host`, `port`, `database` (or `name`), `username` (or `user`),
/// `password`, `uri`.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Credentials(pub Map<String, Value>);

impl Credentials {
    /// A part of them as a text, by the first of these names that there is.
    #[must_use]
    pub fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| match self.0.get(*name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credentials(…)")
    }
}
