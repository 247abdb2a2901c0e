//! Servers that end anywhere while they ask brokers: nothing is made twice, nothing is left that HQ does not know of.

use crate::{
    on_both,
    support::{Hq, in_progress, over},
};
use hq_broker::osb::OperationState;
use hq_server::{
    brokers::{self, BindingState, InstanceState, OwnerKind, order, store},
    db::entity::{
        broker_binding,
        broker_instance::{self, OwnerId},
    },
    operation::{Operation, Origin},
    owners::OWNERS,
};
use sea_orm::EntityTrait as _;
use std::time::Duration;
use uuid::Uuid;

on_both!(killed_anywhere_nothing_is_made_twice_or_forgotten);

/// How often a server is killed, on each database.
const KILLS: u32 = 100;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

async fn commit(operation: Operation) {
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await.unwrap();
}

/// Begins to work, and ends somewhere; another server comes when the lease is over. Whether it was killed.
async fn killed(hq: &Hq, numbers: &mut Numbers) -> u32 {
    let somewhere = Duration::from_micros(numbers.below(12_000));
    let work = brokers::round(&hq.app, OWNERS);
    let killed = tokio::time::timeout(somewhere, work).await.is_err();
    hq.advance(time::Duration::seconds(91));
    u32::from(killed)
}

async fn killed_anywhere_nothing_is_made_twice_or_forgotten(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let organization = ada.create("Acme").await.id;
    hq.work().await;
    let offers = brokers::catalogs::offers(&hq.app, hq.app.db().read()).await.unwrap();
    let found = offers.find("double/postgresql/pg").unwrap();
    let mut numbers = Numbers(7);
    let (mut kills, mut round) = (0, 0);
    while kills < KILLS {
        round += 1;
        assert!(round < 10 * KILLS, "rounds end before they are killed: {kills} of {round}");
        let slow = numbers.below(2) == 1;
        hq.broker.is_slow(slow);
        let mut operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
        let new = order::NewInstance {
            organization,
            kind: OwnerKind::StorageEngine,
            owner: OwnerId(Uuid::from_u128(u128::from(round))),
            found,
            region: found.region("here").unwrap(),
            fpu: Some(4),
            high_availability: false,
            name: "Orders",
            parameters: serde_json::Map::new(),
            user: None,
            held: false,
        };
        let instance = order::create(&mut operation, new).await.unwrap();
        let whose = (OwnerKind::Credential, OwnerId(Uuid::from_u128(1)));
        let binding =
            order::bind(&mut operation, &instance, whose, serde_json::Map::new(), None).await.unwrap();
        commit(operation).await;
        for _ in 0..3 {
            hq.broker.polls(in_progress());
            kills += killed(&hq, &mut numbers).await;
        }
        end(&hq).await;
        let row = store::instance(hq.app.db().read(), instance.id).await.unwrap();
        let bound = store::binding(hq.app.db().read(), binding.id).await.unwrap();
        assert_eq!(row.state, InstanceState::Ready, "round {round}: {row:?}");
        // Credentials that were told to a server which ended are removed at the broker: they are told once.
        let there = bound.state == BindingState::Ready;
        assert_eq!(hq.broker.instances(), [instance.id.0], "round {round}");
        assert_eq!(hq.broker.bindings(), if there { vec![binding.id.0] } else { vec![] }, "round {round}");
        let mut operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
        order::remove(&mut operation, &row, None).await.unwrap();
        commit(operation).await;
        for _ in 0..2 {
            kills += killed(&hq, &mut numbers).await;
        }
        end(&hq).await;
        assert!(hq.broker.instances().is_empty() && hq.broker.bindings().is_empty(), "round {round}");
    }
    let instances = broker_instance::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(instances.iter().all(|row| row.state == InstanceState::Gone));
    let bindings = broker_binding::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(bindings.iter().all(|row| row.gone_at.is_some() && row.sealed_credentials.is_none()));
}

/// Lets everything come to its end, with polls that succeed: those that were to be answered "in progress" and were never sent, as
/// rounds were killed before, would be answered so now.
async fn end(hq: &Hq) {
    hq.broker.forgets_polls();
    for _ in 0..6 {
        for _ in 0..4 {
            hq.broker.polls(over(OperationState::Succeeded));
        }
        hq.advance(time::Duration::seconds(91));
        hq.work().await;
    }
    hq.broker.forgets_polls();
}
