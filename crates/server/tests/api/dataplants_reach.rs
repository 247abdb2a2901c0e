//! Engines that are files of one broker, and dataplants of another.

use crate::support::{Backend, BrokerDouble, Hq, Setup, new_dataplant};
use hq_contract::{
    FieldCode,
    providers::GetProviders,
    storage_defaults::{GetStorageDefaults, TableKind},
};
use hq_server::brokers::{Brokers, Registered};
use std::sync::Arc;

/// A broker that makes files, and another one: `double` and `far`.
async fn two(backend: Backend) -> (Hq, BrokerDouble) {
    let (near, far) = (BrokerDouble::default(), BrokerDouble::default());
    near.gives_files();
    let registered = |name: &str, broker: &BrokerDouble| Registered {
        name: name.to_owned(),
        broker: Arc::new(broker.clone()),
        confidential: true,
    };
    let brokers = Brokers::new([registered("double", &near), registered("far", &far)]);
    (Hq::start_with(backend, Setup { brokers: Some(brokers), ..Setup::default() }).await, far)
}

async fn a_dataplant_elsewhere_is_refused_before_anything_is_made(backend: Backend) {
    let (hq, far) = two(backend).await;
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    // It is said before, whether the Sandbox is made or not.
    let offers = ada.call(&GetProviders).await.unwrap().offers;
    let sandbox =
        |broker: &str| offers.iter().find(|offer| offer.id == format!("{broker}/sandbox/sb")).unwrap();
    assert!(sandbox("double").own_broker_only && !sandbox("far").own_broker_only);
    assert_eq!(sandbox("far").broker, "far");
    let only = || async {
        let defaults = ada.call(&GetStorageDefaults { org }).await.unwrap();
        TableKind::ALL.map(|kind| defaults.of(kind).and_then(|engine| engine.only_broker.clone()))
    };
    let double = || Some("double".to_owned());
    assert_eq!(only().await, [double(), double(), double()]);

    let elsewhere = || {
        let offer = "far/dataplant/dp".to_owned();
        hq_contract::dataplants::NewDataplant { offer, ..new_dataplant("Far away") }
    };
    let refused = ada.order(org, elsewhere()).await.unwrap_err();
    assert_eq!(refused.field("/offer"), Some(FieldCode::EnginesOutOfReach), "{:?}", refused.problem);
    hq.work().await;
    assert!(far.instances().is_empty(), "nothing was ordered");
    // At the broker of the files it is made.
    let made = ada.order(org, new_dataplant("Orders")).await.unwrap();
    hq.work().await;
    assert_eq!(only().await, [double(), double(), double()], "it is made now");
    assert_eq!(ada.dataplant(org, made.id).await.engines.len(), 3);
    let refused = ada.order(org, elsewhere()).await.unwrap_err();
    assert_eq!(refused.field("/offer"), Some(FieldCode::EnginesOutOfReach));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dataplant_elsewhere_is_refused_sqlite() {
    a_dataplant_elsewhere_is_refused_before_anything_is_made(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dataplant_elsewhere_is_refused_postgres() {
    a_dataplant_elsewhere_is_refused_before_anything_is_made(Backend::Postgres).await;
}
