//! How an instance is, looked at for the answer.

use super::same_kind;
use crate::{
    BrokerResult,
    ambient::rfc3339,
    embedded::{
        EmbeddedError, Inner, by_name,
        journal::{InstanceRow, InstanceState, Kind},
        postgres::Engine,
        refusal::refused,
    },
    front_door::ask,
    osb::{Fetched, Poll, extension::Status},
};
use serde_json::{Map, Value, json};
use std::net::SocketAddr;
use tokio::time::{Instant, timeout};
use uuid::Uuid;

/// How long an engine has to answer.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(8);

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
        for (name, key) in &proven {
            for address in (self.lookup)(name.clone()).await {
                let address = SocketAddr::new(address, door.address.port());
                if ask::proven_at(address, name, key, row.id).await.is_ok() {
                    return Ok(Some(door.named_url(name)));
                }
            }
        }
        let answers = ask::plain(door, &door.own_host(row.id), row.id).await.is_ok();
        Ok(answers.then(|| door.own_url(row.id)))
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
