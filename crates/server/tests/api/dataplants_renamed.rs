//! What a dataplant is called, at its broker as well.

use crate::{
    on_both,
    support::{Browser, Hq, new_dataplant},
};
use hq_broker::{BrokerError, osb::ErrorBody};
use hq_contract::{
    DataplantId, OrganizationId,
    dataplants::{DataplantPatch, ListDataplantOperations},
    operations::{LifeState, OperationKind, Progress},
};
use hq_server::dataplants;

on_both!(
    its_broker_hears_the_new_name_and_the_operation_is_seen,
    a_name_given_while_something_is_under_way_reaches_it_afterwards,
    a_name_that_is_not_taken_is_sent_again,
    while_its_broker_is_away_it_is_called_so_here_alone,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    (ada, org)
}

fn called(name: &str) -> DataplantPatch {
    DataplantPatch { name: Some(name.parse().unwrap()), ..DataplantPatch::default() }
}

/// What its broker calls the dataplant that was made last.
fn at_broker(hq: &Hq) -> String {
    hq.broker.name(*hq.made().last().unwrap()).unwrap()
}

async fn kinds(ada: &Browser, org: OrganizationId, id: DataplantId) -> Vec<(OperationKind, Progress)> {
    let operations = ada.call(&ListDataplantOperations { org, id }).await.unwrap().items;
    operations.iter().map(|one| (one.kind, one.state)).collect()
}

async fn its_broker_hears_the_new_name_and_the_operation_is_seen(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    assert_eq!(at_broker(&hq), "Orders");
    let answer = ada.change(org, id, called("Sales")).await.unwrap();
    assert_eq!((answer.name.as_str(), answer.state), ("Sales", LifeState::Updating));
    assert_eq!(kinds(&ada, org, id).await[0], (OperationKind::Expose, Progress::Pending));
    assert_eq!(at_broker(&hq), "Orders", "nobody asked yet");
    hq.work().await;
    assert_eq!(at_broker(&hq), "Sales");
    assert_eq!(kinds(&ada, org, id).await[0].1, Progress::Done);
    assert_eq!(ada.dataplant(org, id).await.state, LifeState::Ready);
    assert_eq!(dataplants::round(&hq.app).await.unwrap(), 0, "it knows");
    // The name that it was ordered as is one as any other.
    ada.change(org, id, called("Orders")).await.unwrap();
    hq.work().await;
    assert_eq!(at_broker(&hq), "Orders");
    assert_eq!(dataplants::round(&hq.app).await.unwrap(), 0);
    let parameters = hq.broker.parameters(*hq.made().last().unwrap()).unwrap();
    assert!(parameters.get("name").is_none(), "it is no parameter: {parameters}");
}

async fn a_name_given_while_something_is_under_way_reaches_it_afterwards(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.dataplant(&ada, org, new_dataplant("First")).await;
    let id = ada.order(org, new_dataplant("Orders")).await.unwrap().id;
    assert_eq!(ada.change(org, id, called("Sales")).await.unwrap().state, LifeState::Creating);
    hq.work().await;
    assert_eq!(at_broker(&hq), "Orders", "it is made as it was ordered");
    assert_eq!(dataplants::round(&hq.app).await.unwrap(), 1);
    hq.work().await;
    assert_eq!(at_broker(&hq), "Sales");
    let both = DataplantPatch { fpu: Some(8), ..called("Revenue") };
    ada.change(org, id, both).await.unwrap();
    hq.work().await;
    assert_eq!(dataplants::round(&hq.app).await.unwrap(), 1, "after the size, the name");
    hq.work().await;
    assert_eq!((at_broker(&hq).as_str(), ada.dataplant(org, id).await.fpu), ("Revenue", Some(8)));
}

async fn a_name_that_is_not_taken_is_sent_again(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    hq.broker.fails("update", BrokerError::refused(400, ErrorBody::default()));
    ada.change(org, id, called("Sales")).await.unwrap();
    hq.work().await;
    assert_eq!(at_broker(&hq), "Orders");
    assert_eq!(kinds(&ada, org, id).await[0].1, Progress::Failed, "and it is seen");
    assert_eq!(dataplants::round(&hq.app).await.unwrap(), 0, "not again and again");
    hq.advance(time::Duration::minutes(10));
    assert_eq!(dataplants::round(&hq.app).await.unwrap(), 1);
    hq.work().await;
    assert_eq!(at_broker(&hq), "Sales");
}

async fn while_its_broker_is_away_it_is_called_so_here_alone(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    hq.broker.is_away(true);
    hq.advance(time::Duration::minutes(6));
    hq.work().await;
    let answer = ada.change(org, id, called("Sales")).await.unwrap();
    assert_eq!((answer.name.as_str(), answer.state), ("Sales", LifeState::Ready));
    assert_eq!(dataplants::round(&hq.app).await.unwrap(), 0);
    hq.broker.is_away(false);
    hq.advance(time::Duration::minutes(6));
    hq.work().await;
    assert_eq!(dataplants::round(&hq.app).await.unwrap(), 1);
    hq.work().await;
    assert_eq!(at_broker(&hq), "Sales");
}
