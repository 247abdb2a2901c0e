//! What the embedded broker offers.

use super::{dataplant::sample, journal::Kind, postgres::Server, schemas};
use crate::osb::{
    Catalog, Plan, PlanMetadata, Service, ServiceMetadata,
    extension::{
        HighAvailability, Kind as What, PlanExtension, Price, Provider, Region, ServiceExtension, Sizes,
    },
};

/// The one region.
pub const REGION: &str = "local";
/// An operation has failed after so many seconds.
const LONGEST: u64 = 600;
/// The bytes of a GB.
const GB: u64 = 1_000_000_000;

impl Kind {
    const ALL: [Self; 3] = [Self::Postgresql, Self::Sandbox, Self::Dataplant];

    /// The ids of its service and plan: for ever.
    pub const fn ids(self) -> (&'static str, &'static str) {
        match self {
            Self::Postgresql => {
                ("b8a07a34-0f44-4c54-9d8b-6a1f7f0a3b01", "b8a07a34-0f44-4c54-9d8b-6a1f7f0a3b11")
            }
            Self::Sandbox => ("b8a07a34-0f44-4c54-9d8b-6a1f7f0a3b02", "b8a07a34-0f44-4c54-9d8b-6a1f7f0a3b12"),
            Self::Dataplant => {
                ("b8a07a34-0f44-4c54-9d8b-6a1f7f0a3b03", "b8a07a34-0f44-4c54-9d8b-6a1f7f0a3b13")
            }
        }
    }

    /// What has that service and plan.
    pub fn of(service: &str, plan: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.ids() == (service, plan))
    }

    /// Its sizes.
    pub const fn sizes(self) -> Sizes {
        match self {
            Self::Postgresql => Sizes { min: 2, max: 32, step: 2 },
            Self::Sandbox => Sizes { min: 1, max: 1, step: 1 },
            Self::Dataplant => Sizes { min: 1, max: 32, step: 1 },
        }
    }

    /// How many GB an FPU holds.
    pub const fn gb_per_fpu(self) -> Option<u32> {
        match self {
            Self::Postgresql => Some(10),
            Self::Sandbox => Some(1),
            Self::Dataplant => None,
        }
    }

    /// How many bytes one of that size should hold at most.
    pub fn limit_bytes(self, fpu: u32) -> u64 {
        u64::from(self.gb_per_fpu().unwrap_or_default()) * u64::from(fpu) * GB
    }
}

/// The catalog: PostgreSQL only where a server is named.
pub fn catalog(server: Option<&Server>, can_seal: bool) -> Catalog {
    let kinds: &[Kind] = if server.is_some() { &Kind::ALL } else { &[Kind::Sandbox, Kind::Dataplant] };
    Catalog { services: kinds.iter().map(|kind| service(*kind, server, can_seal)).collect() }
}

fn service(kind: Kind, server: Option<&Server>, can_seal: bool) -> Service {
    let (id, _) = kind.ids();
    let (name, display, description) = match kind {
        Kind::Postgresql => ("hq-postgresql", "PostgreSQL", "A PostgreSQL database"),
        Kind::Sandbox => ("hq-sandbox", "Sandbox", "A small database to try things out"),
        Kind::Dataplant => ("hq-dataplant-local", "Local", "A dataplant on this machine"),
    };
    let engine = kind != Kind::Dataplant;
    Service {
        id: id.to_owned(),
        name: name.to_owned(),
        description: description.to_owned(),
        bindable: engine,
        plan_updateable: false,
        instances_retrievable: true,
        // Passwords are told once: nobody keeps them.
        bindings_retrievable: false,
        tags: vec![kind.as_str().to_owned()],
        metadata: Some(ServiceMetadata {
            display_name: Some(display.to_owned()),
            hq: Some(ServiceExtension {
                kind: if engine { What::StorageEngine } else { What::Dataplant },
                engine: engine.then(|| kind.as_str().to_owned()),
                templates: if engine { Vec::new() } else { sample::templates() },
                takes_certificates: !engine,
                own_broker_only: kind == Kind::Sandbox && server.is_none(),
                limits: limits(kind, server.is_some()).iter().map(|limit| (*limit).to_owned()).collect(),
            }),
        }),
        plans: vec![plan(kind, server, can_seal)],
    }
}

fn plan(kind: Kind, server: Option<&Server>, can_seal: bool) -> Plan {
    let (_, id) = kind.ids();
    let keyless = kind == Kind::Dataplant && !can_seal;
    let on_server = server.filter(|_| kind != Kind::Dataplant);
    Plan {
        id: id.to_owned(),
        name: "standard".to_owned(),
        description: "The only plan; its size is a parameter".to_owned(),
        free: kind != Kind::Postgresql,
        bindable: None,
        plan_updateable: None,
        schemas: Some(schemas::of(kind)),
        maximum_polling_duration: Some(LONGEST),
        maintenance_info: None,
        metadata: Some(PlanMetadata {
            display_name: Some("Standard".to_owned()),
            hq: Some(PlanExtension {
                provider: Provider {
                    id: "local".to_owned(),
                    name: on_server.map_or_else(|| "This machine".to_owned(), |server| server.host.clone()),
                },
                regions: vec![Region {
                    id: REGION.to_owned(),
                    name: on_server.map_or_else(|| "This machine".to_owned(), |server| server.host.clone()),
                    country: None,
                    latitude: None,
                    longitude: None,
                }],
                fpu: kind.sizes(),
                high_availability: HighAvailability::Unavailable,
                price: price(kind),
                storage_gb_per_fpu: kind.gb_per_fpu(),
                unavailable: keyless.then(|| {
                    "No secrets key is configured, and a dataplant's credentials are kept encrypted only."
                        .to_owned()
                }),
            }),
        }),
    }
}

fn price(kind: Kind) -> Option<Price> {
    let fpu_month_minor = match kind {
        Kind::Postgresql => 2_000,
        Kind::Sandbox => 0,
        Kind::Dataplant => 0,
    };
    Some(Price { currency: "EUR".to_owned(), fpu_month_minor })
}

/// What cannot be promised, a sentence each.
fn limits(kind: Kind, server: bool) -> &'static [&'static str] {
    match (kind, server) {
        (Kind::Postgresql, _) | (Kind::Sandbox, true) => &[
            "The size limit is soft: an engine that reaches it can still grow.",
            "Engines share one server’s processors, memory and disks: a busy one can slow the others down.",
            "The number of FPU only sets how many connections are allowed.",
            "No high availability: when the server is down, so is the engine.",
            "Anyone connected to one engine can see the names of the other engines’ databases and roles.",
        ],
        (Kind::Sandbox, false) => &[
            "It’s a file on the machine HQ runs on: only programs on that machine can open it.",
            "Anyone who can read HQ’s data folder can read it, and removed credentials still name the file.",
            "Its size is measured. The limit only holds for programs that set the max_page_count given with the credentials.",
            "No high availability: when the machine is down, so is this.",
        ],
        (Kind::Dataplant, _) => &[
            "It shares the processor and memory of the machine HQ runs on, whatever its FPU.",
            "No high availability: when the machine is down, so is this.",
            "Without a domain name, it can only be reached from that machine.",
        ],
    }
}
