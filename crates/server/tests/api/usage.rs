//! What is used is told once, in the transaction that changes it.

use crate::{
    access_matrix::{Matrix, ruled},
    on_both,
    support::{Hq, new_dataplant, new_engine},
};
use hq_billing::usage::{Dimension, ResourceKind};
use hq_broker::{BrokerError, osb::ErrorBody};
use hq_contract::{
    ETag, OrganizationId, StorageEngineId,
    operations::LifeState,
    storage_engines::{
        DeleteStorageEngine, ForgetStorageEngine, ForgetThing, NewStorageEngine, StorageEnginePatch,
        UpdateStorageEngine,
    },
};
use hq_server::{
    operation::{Operation, Origin},
    usage::store::{Event, record},
};
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix =
    Matrix::of(&[ruled("PUT /api/v1/organizations/{org}/budget", "billing update", 204)
        .body(|_| json!({"minor": 100_000}))]);

on_both!(
    an_engine_counts_from_ready_to_ordered_away,
    another_size_counts_when_it_holds,
    high_availability_counts_twice,
    a_dataplant_counts_as_well,
    what_is_forgotten_counts_no_more,
    a_repeat_is_no_second_event,
    what_is_measured_after_the_end_does_not_count,
);

fn fpu(events: &[(String, i64, i64)]) -> Vec<(i64, i64)> {
    events.iter().filter(|event| event.0 == "fpu").map(|event| (event.1, event.2)).collect()
}

fn bytes(events: &[(String, i64, i64)]) -> Vec<i64> {
    events.iter().filter(|event| event.0 == "storage_bytes").map(|event| event.1).collect()
}

fn delete(org: OrganizationId, id: StorageEngineId) -> DeleteStorageEngine {
    DeleteStorageEngine { org, id, version: ETag("*".into()) }
}

async fn an_engine_counts_from_ready_to_ordered_away(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    hq.broker.fails("provision", BrokerError::refused(400, ErrorBody::default()));
    ada.order_engine(org, new_engine("Failed")).await.unwrap();
    hq.work().await;
    assert!(hq.usage(org).await.is_empty(), "what could not be made was never used");
    let ordered = ada.order_engine(org, new_engine("Orders")).await.unwrap();
    assert!(hq.usage(org).await.is_empty(), "nor was what is ordered");
    hq.work().await;
    let events = hq.usage(org).await;
    assert_eq!((fpu(&events), bytes(&events)), (vec![(4, 1)], vec![1_500_000_000]));
    // The same measure is told once.
    hq.advance(Duration::minutes(5));
    hq.work().await;
    assert_eq!(hq.usage(org).await.len(), 2);
    ada.call(&delete(org, ordered.id)).await.unwrap();
    let events = hq.usage(org).await;
    assert_eq!((fpu(&events), bytes(&events)), (vec![(4, 1), (0, 1)], vec![1_500_000_000, 0]));
    hq.work().await;
    assert_eq!(hq.usage(org).await.len(), 4);
}

async fn another_size_counts_when_it_holds(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let engine = hq.engine(&ada, org, "Orders").await;
    let resize = async |fpu| {
        let patch = StorageEnginePatch { fpu: Some(fpu), ..StorageEnginePatch::default() };
        ada.call(&UpdateStorageEngine { org, id: engine.id, version: ETag("*".into()), patch }).await
    };
    hq.broker.fails("update", BrokerError::refused(400, ErrorBody::default()));
    resize(8).await.unwrap();
    hq.work().await;
    assert_eq!(fpu(&hq.usage(org).await), [(4, 1)], "the old size went on");
    resize(8).await.unwrap();
    assert_eq!(fpu(&hq.usage(org).await), [(4, 1)]);
    hq.work().await;
    assert_eq!(fpu(&hq.usage(org).await), [(4, 1), (8, 1)]);
    resize(4).await.unwrap();
    hq.work().await;
    assert_eq!(fpu(&hq.usage(org).await), [(4, 1), (8, 1), (4, 1)]);
}

async fn high_availability_counts_twice(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let twice = NewStorageEngine { high_availability: true, ..new_engine("Orders") };
    hq.engine_like(&ada, org, twice).await;
    let events = hq.usage(org).await;
    assert_eq!(fpu(&events), [(4, 2)]);
    assert!(events.iter().all(|event| event.0 == "fpu" || event.2 == 1), "what it holds counts once");
}

async fn a_dataplant_counts_as_well(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let dataplant = hq.dataplant(&ada, org, new_dataplant("Sales")).await;
    assert_eq!(dataplant.state, LifeState::Ready);
    // With the built-in Sandbox that it uses, of the smallest size.
    let mut levels = fpu(&hq.usage(org).await);
    levels.sort_unstable();
    assert_eq!(levels, [(2, 1), (4, 1)]);
    ada.ask_to_delete(org, dataplant.id).await.unwrap();
    assert_eq!(hq.usage(org).await.iter().filter(|event| event.1 == 0).count(), 0, "only asked for");
    let token = hq.token_from_mail("ada@example.org", "/dataplant-deletions/").await;
    ada.confirm(&token).await.unwrap();
    assert_eq!(fpu(&hq.usage(org).await).last(), Some(&(0, 1)));
}

async fn what_is_forgotten_counts_no_more(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let engine = hq.engine(&ada, org, "Orders").await;
    hq.broker.is_away(true);
    hq.advance(Duration::hours(1));
    hq.work().await;
    let body = ForgetThing { name: "Orders".to_owned() };
    ada.call(&ForgetStorageEngine { org, id: engine.id, body }).await.unwrap();
    assert_eq!(fpu(&hq.usage(org).await), [(4, 1), (0, 1)]);
}

async fn a_repeat_is_no_second_event(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let resource = hq.app.new_id();
    let event = |level| Event {
        id: "thing ready",
        organization: org,
        resource,
        kind: ResourceKind::Dataplant,
        dimension: Dimension::Fpu,
        level,
        weight: 1,
    };
    let tell = async |level| {
        let operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
        let told = record(&operation, &event(level)).await;
        operation.finish_empty(http::StatusCode::NO_CONTENT).await.unwrap();
        told.map_err(|_| "contradicted")
    };
    assert_eq!(tell(4).await, Ok(true));
    assert_eq!(tell(4).await, Ok(false));
    assert_eq!(tell(8).await, Err("contradicted"));
    assert_eq!(fpu(&hq.usage(org).await), [(4, 1)]);
}

async fn what_is_measured_after_the_end_does_not_count(hq: Hq) {
    use sea_orm::EntityTrait as _;
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let engine = hq.engine(&ada, org, "Orders").await;
    let rows = hq_server::db::entity::broker_instance::Entity::find().all(hq.app.db().read()).await.unwrap();
    let mut row = rows.into_iter().find(|row| row.owner_id == engine.id.into()).unwrap();
    ada.call(&delete(org, engine.id)).await.unwrap();
    // A look that was under way ends now.
    row.storage_bytes = Some(9_000_000_000);
    hq_server::usage::measured(&hq.app, &row).await.unwrap();
    assert_eq!(bytes(&hq.usage(org).await), [1_500_000_000, 0]);
}
