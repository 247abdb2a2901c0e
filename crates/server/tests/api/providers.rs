//! What can be ordered.

use crate::{
    access_matrix::{Matrix, known},
    on_both,
    support::{Hq, Setup},
};
use hq_contract::{
    ProblemCode,
    providers::{EngineKind, GetProviders, OfferKind, UnavailableCode},
};
use hq_server::brokers::Brokers;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[known("GET /api/v1/providers", 200)]);

on_both!(
    offers_are_those_of_the_brokers,
    only_who_is_signed_in_is_told,
    a_broker_that_is_away_takes_no_orders,
    a_plan_that_vanishes_is_offered_no_more,
);

async fn offers_are_those_of_the_brokers(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let before = ada.call(&GetProviders).await.unwrap();
    assert!(before.offers.is_empty(), "no catalog was read yet");
    hq.work().await;
    let told = ada.call(&GetProviders).await.unwrap();
    let [provider] = &told.providers[..] else { panic!("{:?}", told.providers) };
    assert_eq!((provider.id.as_str(), provider.name.as_str()), ("local", "This machine"));
    assert_eq!(provider.regions[0].latitude, Some(48.9));
    let engine = told.offers.iter().find(|offer| offer.engine == Some(EngineKind::Postgresql)).unwrap();
    assert_eq!((engine.kind, engine.fpu.unwrap().min), (OfferKind::StorageEngine, 2));
    assert_eq!(engine.fpu_month.as_ref().unwrap().minor, 1250);
    let kinds: Vec<OfferKind> = told.offers.iter().map(|offer| offer.kind).collect();
    assert_eq!(kinds, [OfferKind::StorageEngine, OfferKind::StorageEngine, OfferKind::Dataplant]);
    assert!(told.offers.iter().all(|offer| offer.unavailable.is_none()));
}

async fn only_who_is_signed_in_is_told(hq: Hq) {
    let refused = hq.browser().call(&GetProviders).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NotSignedIn);
}

async fn a_broker_that_is_away_takes_no_orders(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    hq.work().await;
    hq.broker.is_away(true);
    hq.advance(Duration::minutes(6));
    hq.work().await;
    let told = ada.call(&GetProviders).await.unwrap();
    let why = |offer: &hq_contract::providers::Offer| offer.unavailable.as_ref().map(|why| why.code);
    assert_eq!(told.offers.len(), 3, "what it offered stays known");
    assert!(told.offers.iter().all(|offer| why(offer) == Some(UnavailableCode::BrokerAway)));
    hq.broker.is_away(false);
    hq.advance(Duration::minutes(1));
    hq.work().await;
    assert!(ada.call(&GetProviders).await.unwrap().offers.iter().all(|offer| why(offer).is_none()));
}

async fn a_plan_that_vanishes_is_offered_no_more(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    hq.work().await;
    hq.broker.loses_its_plans();
    hq.advance(Duration::minutes(6));
    hq.work().await;
    let told = ada.call(&GetProviders).await.unwrap();
    assert!(told.offers.is_empty() && told.providers.is_empty(), "{told:?}");
}

#[tokio::test]
async fn without_brokers_nothing_can_be_ordered() {
    let setup = Setup { brokers: Some(Brokers::default()), ..Setup::default() };
    let hq = Hq::start_with(crate::support::Backend::Sqlite, setup).await;
    let ada = hq.person("ada@acme.example").await;
    hq.work().await;
    assert!(ada.call(&GetProviders).await.unwrap().offers.is_empty());
}
