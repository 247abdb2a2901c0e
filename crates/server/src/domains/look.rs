//! Looking for a domain's record.

use super::{
    hints::{self, says},
    store,
};
use crate::{
    db::entity::domain,
    platform::{
        dns::{Dns, Records, Unreachable, Zones},
        micros::Micros,
    },
};
use hq_contract::domains::{DomainHint, DomainResult, DomainState, RECORD_PREFIX};
use serde::{Deserialize, Serialize};

/// The most values that are kept, and the most characters of each.
const KEPT: usize = 10;
const KEPT_CHARACTERS: usize = 255;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
/// For so long after a claim a resolver that remembers is left alone, and where somebody says that the record is there.
const UNASKED: i64 = 5 * MINUTE;
const UNASKED_IN_A_HURRY: i64 = 2 * MINUTE;
/// No resolver remembers longer than that, whatever it says (RFC 8767, 4: what is told to it is often less than wise).
const LONGEST_MEMORY: i64 = 24 * 60 * MINUTE;

/// What a look came to, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it came to.
    pub result: DomainResult,
    /// The texts at the record's name that are ours.
    pub values: Vec<String>,
    /// Where the record stands instead.
    pub elsewhere: Option<String>,
    /// What is wrong with what stands there.
    #[serde(default)]
    pub hint: Option<DomainHint>,
    /// Until when a resolver may go on saying so.
    #[serde(default)]
    pub old_until: Option<Micros>,
    /// When the resolver may be asked, where it was not.
    #[serde(default)]
    pub asks_from: Option<Micros>,
}

impl Found {
    const fn nothing(result: DomainResult) -> Self {
        Self { result, values: Vec::new(), elsewhere: None, hint: None, old_until: None, asks_from: None }
    }

    /// What was kept of the last look.
    pub fn of(row: &domain::Model) -> Option<Self> {
        row.found.as_deref().and_then(|found| serde_json::from_str(found).ok())
    }
}

/// Whom else a name can be asked of, once the record's name was.
pub enum Answering<'a> {
    /// The zone's own servers.
    Zones(Zones<'a>),
    /// The resolver: those do not answer.
    Resolver(&'a Dns),
}

impl Answering<'_> {
    /// The texts at a name.
    pub async fn texts(&self, name: &str) -> Result<Vec<String>, Unreachable> {
        let records = match self {
            Self::Zones(zones) => zones.records(name).await,
            Self::Resolver(dns) => dns.resolved(name).await,
        };
        records.map(|records| records.texts)
    }
}

/// Looks for the record of a domain: at the zone's own servers, which know at once what was changed, and at the resolver,
/// which may know another network. The record is there where one of them has it. `hurry` is where somebody asked for it.
pub async fn look(dns: &Dns, row: &domain::Model, now: Micros, hurry: bool) -> Found {
    let record = store::record(row);
    let zones = dns.zones();
    let own = zones.records(&record.name).await;
    let found = |records: &Records| says(&records.texts, &record.value);
    let resolved = if own.as_ref().is_ok_and(found) {
        Err(Unreachable)
    } else {
        let from = asks_from(row, hurry);
        match now < from {
            true if own.is_ok() => Err(Unreachable),
            // Where nothing is remembered for long, nothing is lost by asking.
            true if i64::from(dns.remembers_absence(above(row.name.as_str())).await) * SECOND > UNASKED => {
                return Found { asks_from: Some(from), ..Found::nothing(DomainResult::Waiting) };
            }
            _ => dns.resolved(&record.name).await,
        }
    };
    let old_until = match (&own, &resolved) {
        (Err(Unreachable), Ok(Records { ttl: 1.., .. })) => {
            let ttl = resolved.as_ref().map_or(0, |records| i64::from(records.ttl) * SECOND);
            Some(now + ttl.min(LONGEST_MEMORY))
        }
        _ => None,
    };
    let answering = if own.is_ok() { Answering::Zones(zones) } else { Answering::Resolver(dns) };
    let Some(texts) = together(own, resolved) else { return Found::nothing(DomainResult::Unreachable) };
    let result = match texts.is_empty() {
        _ if says(&texts, &record.value) => DomainResult::Found,
        true => DomainResult::Missing,
        false => DomainResult::Differs,
    };
    let ours = texts.iter().filter(|text| text.starts_with(RECORD_PREFIX)).take(KEPT);
    let values = ours.map(|text| text.chars().take(KEPT_CHARACTERS).collect()).collect();
    if result == DomainResult::Found {
        return Found { values, ..Found::nothing(result) };
    }
    let (hint, elsewhere) = hints::hints(&answering, row.name.as_str(), &record, &texts).await;
    Found { values, elsewhere, hint, old_until, ..Found::nothing(result) }
}

/// From when on the resolver may be asked for the record of a new claim: nobody has made it yet.
fn asks_from(row: &domain::Model, hurry: bool) -> Micros {
    if row.state != DomainState::Pending {
        return row.created_at;
    }
    let said = Found::of(row).and_then(|found| found.asks_from).unwrap_or(Micros::MAX);
    said.min(row.created_at + if hurry { UNASKED_IN_A_HURRY } else { UNASKED })
}

/// The zone that tells for how long a missing name is remembered. Of a name below, which may be missing itself, the one
/// above: whoever remembers that a name is missing may conclude that all below it are (RFC 8020).
fn above(domain: &str) -> &str {
    domain.split_once('.').map_or(domain, |(_, above)| if above.contains('.') { above } else { domain })
}

fn together(
    own: Result<Records, Unreachable>,
    resolved: Result<Records, Unreachable>,
) -> Option<Vec<String>> {
    let mut known = own.into_iter().chain(resolved).map(|records| records.texts).peekable();
    known.peek()?;
    let mut texts: Vec<String> = known.flatten().collect();
    let mut seen = std::collections::HashSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    Some(texts)
}
