//! What OSB has no word for, in `metadata.hq` of services and plans and `hq_steps` of operations. Optional everywhere.

use serde::{Deserialize, Serialize};

/// What kind of thing a service is to HQ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A cloud environment of one data project.
    Dataplant,
    /// A database system.
    StorageEngine,
}

/// Of a service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceExtension {
    /// What it is to HQ.
    pub kind: Kind,
    /// The database system: `postgresql`, `snowflake`, `sandbox`. Of storage engines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// What a dataplant can begin with: `template` in the parameters is the id of one. The first one is proposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<Template>,
    /// Whether a provision or update takes [`Exposure`] under `exposure` in its parameters.
    #[serde(default)]
    pub takes_certificates: bool,
    /// Whether only what the same broker makes can reach it, of storage engines: a file beside that broker.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own_broker_only: bool,
    /// What the broker cannot promise of it, a sentence each, in English.
    #[serde(default)]
    pub limits: Vec<String>,
}

/// What a dataplant can begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its name for programs.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is, in a sentence.
    #[serde(default)]
    pub description: String,
}

/// Of a plan: where it is offered, in which sizes, for how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanExtension {
    /// Who runs the machines.
    pub provider: Provider,
    /// Where.
    pub regions: Vec<Region>,
    /// The sizes.
    pub fpu: Sizes,
    /// Whether it can outlive a machine.
    #[serde(default)]
    pub high_availability: HighAvailability,
    /// What it costs a month, to show before anything is ordered; what is billed is HQ's own count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// How many GB an FPU holds, softly: beyond it HQ warns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_gb_per_fpu: Option<u32>,
    /// Why it cannot be ordered now, where it cannot: a sentence in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailable: Option<String>,
}

/// Who runs the machines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its name for programs: `gcp`, `ovhcloud`, `azure`, `aws`, `local`.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

/// A place where a provider has machines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// Its name for programs: `europe-west9`.
    pub id: String,
    /// Its name for people: `Paris`.
    pub name: String,
    /// The country (ISO 3166-1 alpha-2), where it lies in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
}

/// Sizes in FPU: from `min` to `max` in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// The smallest.
    pub min: u32,
    /// The largest.
    pub max: u32,
    /// From one to the next.
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

/// Whether something can outlive a machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HighAvailability {
    /// It cannot.
    #[default]
    Unavailable,
    /// Where it is asked for; it doubles the price.
    Optional,
    /// It always does.
    Always,
}

/// A price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// ISO 4217.
    pub currency: String,
    /// Minor units an FPU a month.
    pub fpu_month_minor: u64,
}

/// A step of an operation, as in `hq_steps` of what a poll answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is done: a name for programs, `create_database`. The console has a text for those it knows.
    pub name: String,
    /// How far it is.
    pub state: StepState,
    /// When it began (RFC 3339), if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
    /// When it ended (RFC 3339), if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// More of it, in English: the name of what was made, why it failed. No secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not begun.
    Pending,
    /// Under way.
    Running,
    /// Done.
    Done,
    /// Failed.
    Failed,
}

/// Under which names a dataplant answers, and with which certificates: `exposure` in the parameters of a service that takes
/// it. Sent over TLS or to this machine only: it holds private keys.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// The names, in lower case.
    pub names: Vec<String>,
    /// What proves them.
    pub certificates: Vec<ExposedCertificate>,
}

/// A certificate with its key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExposedCertificate {
    /// The certificate and those above it (PEM).
    pub chain: String,
    /// Its private key (PEM).
    pub private_key: String,
}

impl std::fmt::Debug for Exposure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Exposure").field("names", &self.names).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ExposedCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ExposedCertificate(…)")
    }
}

/// How an instance is, in `hq_status` of what fetching it answers: looked at for this answer, or a little before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Whether it answered.
    pub reachable: bool,
    /// When it was looked at (RFC 3339).
    pub checked: String,
    /// How long it took, in milliseconds, where it answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<u32>,
    /// How much it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_bytes: Option<u64>,
    /// How much it should hold at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_limit_bytes: Option<u64>,
    /// Why it did not answer, or what is wrong with it, in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
