//! How an instance is, looked at for the answer.

use super::same_kind;
use crate::{
    BrokerResult,
    ambient::rfc3339,
    embedded::{
        EmbeddedError, FrontDoor, Inner, by_name,
        journal::{InstanceRow, InstanceState, Kind},
        postgres::Engine,
        refusal::refused,
    },
    front_door::ask,
    http::AddressPolicy,
    osb::{Fetched, Poll, extension::Status},
};
use futures::{StreamExt as _, future, stream};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use rustls::sign::CertifiedKey;
use serde_json::{Map, Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::pin,
    sync::Arc,
};
use tokio::time::{Instant, timeout};
use uuid::Uuid;

/// How long an engine has to answer, and how long all names of a dataplant have together.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(8);
/// How many names of a dataplant are asked at once, and at how many addresses each.
const NAMES_AT_ONCE: usize = 8;
const ADDRESSES: usize = 2;
/// Where a front door may be besides the public internet: on this machine, and in private networks (RFC 1918 and RFC 4193). What
/// else is not public, such as where clouds keep a machine's secrets, is not asked: customers say where their names lead.
const PRIVATE: [IpNet; 6] = [
    v4(10, 0, 0, 0, 8),
    v4(127, 0, 0, 0, 8),
    v4(172, 16, 0, 0, 12),
    v4(192, 168, 0, 0, 16),
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128)),
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7)),
];

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix))
}

impl Inner {
    pub(super) async fn fetched(&self, id: Uuid, poll: &Poll) -> BrokerResult<Fetched> {
        let row = self.journal().await?.instance(id).await?;
        let there = |row: &InstanceRow| matches!(row.state, InstanceState::Ready | InstanceState::Failed);
        let row = row.filter(there).ok_or_else(|| refused(404, "There is no such instance."))?;
        if !poll.service_id.is_empty() {
            same_kind(row.kind, &poll.service_id, None)?;
        }
        let (service, plan) = row.kind.ids();
        Ok(Fetched {
            service_id: service.to_owned(),
            plan_id: plan.to_owned(),
            dashboard_url: self.dashboard(&row).await?,
            parameters: parameters(&row),
            hq_status: Some(self.status(&row).await?),
        })
    }

    async fn status(&self, row: &InstanceRow) -> Result<Status, EmbeddedError> {
        let checked = rfc3339(self.now());
        if row.kind == Kind::Dataplant {
            return self.dataplant_status(row, checked).await;
        }
        let limit = row.kind.limit_bytes(row.settings.fpu);
        let began = Instant::now();
        let measured = async {
            match &self.server {
                Some(server) => server.measure(&Engine::new(row.id, row.settings.fpu)).await,
                None => self.sandbox.measure(row.id, limit).await,
            }
        };
        let measured = match timeout(PATIENCE, measured).await {
            Ok(measured) => measured.map_err(|error| error.to_string()),
            Err(_) => Err(format!("no answer within {} seconds", PATIENCE.as_secs())),
        };
        let status = Status { checked, storage_limit_bytes: Some(limit), ..Status::default() };
        Ok(match measured {
            Ok(bytes) => Status {
                reachable: !row.settings.suspended,
                latency_ms: Some(millis(began)),
                storage_bytes: Some(bytes),
                detail: detail(bytes, limit, row.settings.suspended),
                ..status
            },
            Err(why) => Status { detail: Some(why), ..status },
        })
    }

    /// A dataplant is reachable where its address answers and each of its engines does.
    async fn dataplant_status(&self, row: &InstanceRow, checked: String) -> Result<Status, EmbeddedError> {
        let reached = self.reached(row.id).await?;
        let mut wrong: Vec<String> = reached
            .iter()
            .filter_map(|(slot, reached)| {
                Some(format!("{}: {}", slot.as_str(), reached.answer.as_ref().err()?))
            })
            .collect();
        let began = Instant::now();
        if let Some(door) = self.door()
            && let Err(why) = ask::plain(door, &door.own_host(row.id), row.id).await
        {
            wrong.push(format!("its address: {why}"));
        }
        Ok(Status {
            reachable: wrong.is_empty(),
            checked,
            latency_ms: wrong.is_empty().then(|| millis(began)),
            detail: (!wrong.is_empty()).then(|| wrong.join("; ")),
            ..Status::default()
        })
    }

    /// Where a dataplant answers: under a name that leads here, otherwise under its own address; nowhere as long as nothing does.
    pub(super) async fn dashboard(&self, row: &InstanceRow) -> Result<Option<String>, EmbeddedError> {
        let Some(door) = self.door() else { return Ok(None) };
        if row.kind != Kind::Dataplant || row.state != InstanceState::Ready {
            return Ok(None);
        }
        let secrets = self.unseal(row.id, row.sealed.as_deref())?;
        let proven = by_name(&row.settings.names, &secrets.certificates);
        let host = door.own_host(row.id);
        let (named, own) = tokio::join!(self.leading(door, row.id, proven), ask::plain(door, &host, row.id));
        Ok(named.map(|name| door.named_url(&name)).or_else(|| own.is_ok().then(|| door.own_url(row.id))))
    }

    /// The first of the names that leads here. What has not answered in time does not: customers say where their names lead, and
    /// none of them keeps others waiting for longer.
    async fn leading(
        &self,
        door: FrontDoor,
        id: Uuid,
        proven: BTreeMap<String, Arc<CertifiedKey>>,
    ) -> Option<String> {
        let mut open: BTreeSet<String> = proven.keys().cloned().collect();
        let mut first: Option<String> = None;
        let asked = stream::iter(proven).map(|(name, key)| async move {
            let leads = self.leads(door, id, &name, &key).await;
            (name, leads)
        });
        let mut asked = pin!(asked.buffer_unordered(NAMES_AT_ONCE));
        let all = async {
            while let Some((name, leads)) = asked.next().await {
                open.remove(&name);
                if leads && first.as_ref().is_none_or(|first| name < *first) {
                    first = Some(name);
                }
                // No name before it can still answer.
                if first.as_ref().is_some_and(|first| open.first().is_none_or(|open| first < open)) {
                    return;
                }
            }
        };
        // Whoever answered until then has answered.
        let _ = timeout(PATIENCE, all).await;
        first
    }

    /// Whether a name leads here: at one of its first addresses the dataplant answers, with just that certificate.
    async fn leads(&self, door: FrontDoor, id: Uuid, name: &str, key: &CertifiedKey) -> bool {
        let policy = AddressPolicy::new(PRIVATE.to_vec());
        let found = (self.lookup)(name.to_owned()).await;
        let found = found.into_iter().filter(move |address| policy.allows(*address)).take(ADDRESSES);
        stream::iter(found)
            .map(|address| async move {
                ask::proven_at(SocketAddr::new(address, door.address.port()), name, key, id).await.is_ok()
            })
            .buffer_unordered(ADDRESSES)
            .any(future::ready)
            .await
    }
}

fn parameters(row: &InstanceRow) -> Map<String, Value> {
    let settings = &row.settings;
    let mut parameters = Map::from_iter([
        ("region".to_owned(), json!(settings.region)),
        ("fpu".to_owned(), json!(settings.fpu)),
        ("high_availability".to_owned(), json!(false)),
    ]);
    if row.kind == Kind::Dataplant {
        parameters.insert("names".to_owned(), json!(settings.names));
    } else {
        parameters.insert("suspended".to_owned(), json!(settings.suspended));
    }
    parameters
}

fn detail(bytes: u64, limit: u64, suspended: bool) -> Option<String> {
    if suspended {
        Some("It is suspended: nobody can connect.".to_owned())
    } else if bytes > limit {
        Some("It holds more than it should.".to_owned())
    } else {
        None
    }
}

fn millis(began: Instant) -> u32 {
    u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX)
}
