//! How instances, bindings and operations look to people.

use super::{OwnerKind, Snapshot, store};
use crate::{
    access::ActorId,
    api_keys,
    billing::prices,
    db::entity::{
        broker_binding,
        broker_instance::{self, InstanceId, OwnerId},
        broker_operation::{self, OrdererId},
        user,
    },
    http::problem::Failure,
    platform::clock::moment,
};
use hq_billing::price_book::PriceBook;
use hq_contract::{
    Actor, ApiKeyId, Page, PersonName,
    operations::{BrokerOperation, Health, LifeState, OperationFailure, OperationStep},
    providers::{Offer, Region},
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::HashMap;

/// An instance, read.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What was ordered, as it was offered then.
    pub offer: Offer,
    /// Where it is.
    pub region: Region,
    /// Its size.
    pub fpu: Option<u32>,
    /// The size that it is being given.
    pub pending_fpu: Option<u32>,
    /// Where it is in its life.
    pub state: LifeState,
    /// Whether it answers.
    pub health: Option<Health>,
    /// Why it failed.
    pub failure: Option<OperationFailure>,
    /// How much it holds.
    pub storage_bytes: Option<u64>,
    /// How much it should hold at most.
    pub storage_limit_bytes: Option<u64>,
    /// Where it answers.
    pub url: Option<String>,
}

impl Seen {
    /// Of a row.
    ///
    /// # Errors
    /// 500 where the row holds what it cannot.
    pub fn of(row: &broker_instance::Model) -> Result<Self, Failure> {
        let number = |value: Option<i64>| value.and_then(|value| u32::try_from(value).ok());
        let bytes = |value: Option<i64>| value.and_then(|value| u64::try_from(value).ok());
        let offer = Snapshot::read(row)?.offer;
        let limit = bytes(row.storage_limit_bytes);
        let fpu = number(row.fpu);
        Ok(Self {
            region: read(&row.region)?,
            pending_fpu: number(row.pending_fpu),
            state: row.state.life(),
            health: health(row),
            failure: row.failure.as_deref().map(read).transpose()?,
            storage_bytes: bytes(row.storage_bytes),
            storage_limit_bytes: limit.or_else(|| offer.storage_limit_bytes(fpu?)),
            url: row.url.clone(),
            fpu,
            offer,
        })
    }

    /// The same at these prices, if any, in the place of those that its broker named.
    #[must_use]
    pub fn priced(self, book: Option<&PriceBook>) -> Self {
        match book {
            Some(book) => Self { offer: prices::priced(book, self.offer), ..self },
            None => self,
        }
    }
}

fn health(row: &broker_instance::Model) -> Option<Health> {
    Some(Health {
        reachable: row.reachable?,
        checked_at: moment(row.checked_at?).into(),
        since: moment(row.since?).into(),
        latency_ms: row.latency_ms.and_then(|value| u32::try_from(value).ok()),
        detail: row.detail.clone(),
    })
}

/// What may be shown of credentials: no password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The host.
    pub host: Option<String>,
    /// The port.
    pub port: Option<String>,
    /// The database.
    pub database: Option<String>,
    /// The user.
    pub username: Option<String>,
}

impl Facts {
    /// Of credentials.
    #[must_use]
    pub fn of(credentials: &hq_broker::osb::Credentials) -> Self {
        Self {
            host: credentials.text(&["host", "hostname"]),
            port: credentials.text(&["port"]),
            database: credentials.text(&["database", "name", "dbname"]),
            username: credentials.text(&["username", "user"]),
        }
    }

    /// Of a binding's row.
    ///
    /// # Errors
    /// 500 where the row holds what it cannot.
    pub fn read(row: &broker_binding::Model) -> Result<Self, Failure> {
        Ok(row.facts.as_deref().map(read).transpose()?.unwrap_or_default())
    }
}

/// Why a binding could not be made.
///
/// # Errors
/// 500 where the row holds what it cannot.
pub fn binding_failure(row: &broker_binding::Model) -> Result<Option<OperationFailure>, Failure> {
    row.failure.as_deref().map(read).transpose()
}

/// So many operations of a thing are shown.
const SHOWN: u64 = 100;

/// What was done to a thing, the newest first: on its credentials and by former tries to make it too.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn history(
    db: &impl ConnectionTrait,
    kind: OwnerKind,
    owner: OwnerId,
) -> Result<Page<BrokerOperation>, Failure> {
    let instances = store::instances_of_owner(db, kind, owner).await?;
    let instances: Vec<InstanceId> = instances.iter().map(|instance| instance.id).collect();
    let items = operations(db, &store::operations_of_instances(db, &instances, SHOWN).await?).await?;
    Ok(Page { total: items.len() as u64, items, next_page: None })
}

/// Operations as people see them, with the names of who had them done.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn operations(
    db: &impl ConnectionTrait,
    rows: &[broker_operation::Model],
) -> Result<Vec<BrokerOperation>, Failure> {
    let names = names(db, rows.iter().filter_map(|row| row.user_id)).await?;
    rows.iter().map(|row| operation(row, &names)).collect()
}

/// One operation as people see it.
///
/// # Errors
/// 500 where the row holds what it cannot.
pub fn operation(
    row: &broker_operation::Model,
    names: &HashMap<OrdererId, Actor>,
) -> Result<BrokerOperation, Failure> {
    let number = |value: Option<i64>| value.and_then(|value| u32::try_from(value).ok());
    Ok(BrokerOperation {
        id: row.id,
        kind: row.kind,
        state: row.state,
        actor: row.user_id.and_then(|user| names.get(&user).cloned()),
        from_fpu: number(row.from_fpu),
        to_fpu: number(row.to_fpu),
        created_at: moment(row.created_at).into(),
        ended_at: row.ended_at.map(|at| moment(at).into()),
        steps: steps(row)?,
        failure: row.failure.as_deref().map(read).transpose()?,
        waits_for_broker: row.waits,
    })
}

/// The steps of an operation.
///
/// # Errors
/// 500 where the row holds what it cannot.
pub fn steps(row: &broker_operation::Model) -> Result<Vec<OperationStep>, Failure> {
    read(&row.steps)
}

/// Who they are: people who have an account still, and API keys.
///
/// # Errors
/// Where the database fails.
pub async fn names(
    db: &impl ConnectionTrait,
    orderers: impl IntoIterator<Item = impl Into<OrdererId>>,
) -> Result<HashMap<OrdererId, Actor>, Failure> {
    let ids: Vec<OrdererId> = orderers.into_iter().map(Into::into).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = user::Entity::find().filter(user::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let people = rows.into_iter().filter_map(|row| {
        let name = PersonName::parse(&row.full_name).ok()?;
        Some((OrdererId::from(row.id), Actor::Person { id: row.id, name }))
    });
    let keys: Vec<ApiKeyId> = ids.into_iter().map(|id| ApiKeyId(id.0)).collect();
    let keys = api_keys::store::names(db, &keys).await?;
    let keys = keys
        .into_iter()
        .map(|key| (OrdererId::from(ActorId::Key(key.id)), Actor::ApiKey { id: key.id, name: key.name }));
    Ok(people.chain(keys).collect())
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| Failure::internal(&error))
}
