//! Servers that end anywhere while dataplants are made and removed: nothing is made twice, nothing is left, nothing is stuck.

use crate::{
    on_both,
    support::{Hq, in_progress, new_dataplant, over},
};
use hq_broker::osb::OperationState;
use hq_contract::{dataplants::RetryDataplant, operations::LifeState};
use hq_server::{brokers, db::entity::broker_binding, owners::OWNERS};
use sea_orm::EntityTrait as _;
use std::time::Duration;

on_both!(killed_anywhere_a_dataplant_is_there_once_or_not_at_all);

/// How often a server is killed, on each database.
const KILLS: u32 = 60;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Begins to work some times, and ends somewhere each time; another server comes when the lease is over. How often it was killed.
async fn killed(hq: &Hq, numbers: &mut Numbers, times: u32) -> u32 {
    let mut kills = 0;
    for _ in 0..times {
        hq.broker.polls(in_progress());
        let somewhere = Duration::from_micros(numbers.below(16_000));
        kills += u32::from(tokio::time::timeout(somewhere, brokers::round(&hq.app, OWNERS)).await.is_err());
        hq.advance(time::Duration::seconds(91));
    }
    kills
}

/// Lets everything come to its end, with polls that succeed: those that were to be answered "in progress" and were never sent, as
/// rounds were killed before, would be answered so now.
async fn end(hq: &Hq) {
    hq.broker.forgets_polls();
    for _ in 0..6 {
        for _ in 0..6 {
            hq.broker.polls(over(OperationState::Succeeded));
        }
        hq.advance(time::Duration::seconds(91));
        hq.work().await;
    }
    hq.broker.forgets_polls();
}

async fn killed_anywhere_a_dataplant_is_there_once_or_not_at_all(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    hq.dataplant(&ada, org, new_dataplant("First")).await;
    let first = (hq.broker.instances(), hq.broker.bindings());
    let mut numbers = Numbers(11);
    let (mut kills, mut round) = (0, 0);
    while kills < KILLS {
        round += 1;
        assert!(round < 10 * KILLS, "rounds end before they are killed: {kills} of {round}");
        hq.broker.is_slow(numbers.below(2) == 1);
        let id = ada.order(org, new_dataplant(&format!("Orders {round}"))).await.unwrap().id;
        kills += killed(&hq, &mut numbers, 5).await;
        end(&hq).await;
        let mut made = ada.dataplant(org, id).await;
        if made.state == LifeState::Failed {
            // Credentials that were told to a server which ended are lost: they are told once. People try again.
            ada.call(&RetryDataplant { org, id }).await.unwrap();
            end(&hq).await;
            made = ada.dataplant(org, id).await;
        }
        assert_eq!(made.state, LifeState::Ready, "round {round}: {:?}", made.failure);
        assert_eq!(hq.broker.instances().len(), first.0.len() + 1, "round {round}: it is there once");
        assert_eq!(hq.broker.bindings().len(), first.1.len() + 3, "round {round}: credentials for each kind");

        ada.ask_to_delete(org, id).await.unwrap();
        let token = hq.token_from_mail("ada@acme.example", "/dataplant-deletions/").await;
        ada.confirm(&token).await.unwrap();
        kills += killed(&hq, &mut numbers, 4).await;
        end(&hq).await;
        assert_eq!((hq.broker.instances(), hq.broker.bindings()), first, "round {round}: all of it is gone");
    }
    let bindings = broker_binding::Entity::find().all(hq.app.db().read()).await.unwrap();
    let left = bindings.iter().filter(|row| row.gone_at.is_none()).count();
    assert_eq!(left, 3, "those of the first dataplant");
}
