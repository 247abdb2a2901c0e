//! Which storage engines new dataplants take.

use crate::{
    access_matrix::{Matrix, Place, member, ruled},
    on_both,
    support::{Browser, Hq, Refused, Setup, new_engine},
};
use hq_contract::{
    ETag, FieldCode, OrganizationId, Permission, ProblemCode, StorageEngineId,
    audit_log::{AuditFilter, ListAuditLog},
    operations::LifeState,
    storage_defaults::{
        GetStorageDefaults, NewStorageDefaults, PutStorageDefaults, StorageDefaults, TableKind,
    },
};
use hq_server::{
    brokers::Brokers,
    operation::{Operation, Origin},
    organizations, storage_defaults,
    storage_engines::store::sandbox,
};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    member("GET /api/v1/organizations/{org}/storage-defaults", 200),
    ruled("PUT /api/v1/organizations/{org}/storage-defaults", "storage_config update", 200)
        .body(|things| {
            // As it is: who may not read an engine may leave it where it is.
            let engine = things.sandbox();
            json!({"primary": engine, "mart": engine, "ml": engine})
        })
        .naming(&[(Place::Body, "/primary"), (Place::Body, "/mart"), (Place::Body, "/ml")]),
]);

on_both!(
    where_nothing_was_said_it_is_the_sandbox,
    what_is_decided_is_taken,
    a_decision_of_nothing_changes_nothing,
    only_what_can_be_taken_is_taken,
    rules_decide_who_may,
    names_are_for_who_may_read_the_engines,
    a_dataplant_gets_the_engines_and_the_sandbox_is_made_for_it,
    an_engine_that_failed_is_taken_by_none,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    (ada, org)
}

async fn read(browser: &Browser, org: OrganizationId) -> (StorageDefaults, ETag) {
    browser.call_versioned(&GetStorageDefaults { org }).await.unwrap()
}

fn ids(defaults: &StorageDefaults) -> Vec<StorageEngineId> {
    TableKind::ALL.into_iter().map(|tables| defaults.of(tables).unwrap().id).collect()
}

async fn put(
    browser: &Browser,
    org: OrganizationId,
    [primary, mart, ml]: [StorageEngineId; 3],
) -> Result<StorageDefaults, Refused> {
    let (_, version) = read(browser, org).await;
    browser.call(&PutStorageDefaults { org, version, body: NewStorageDefaults { primary, mart, ml } }).await
}

async fn where_nothing_was_said_it_is_the_sandbox(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let sandbox = ada.engines(org).await[0].id;
    let (defaults, _) = read(&ada, org).await;
    assert_eq!(ids(&defaults), [sandbox; 3]);
    assert_eq!(defaults.primary.unwrap().name.unwrap().as_str(), "Sandbox");
    assert!(hq.broker.instances().is_empty(), "reading makes nothing");
}

async fn what_is_decided_is_taken(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let (orders, sandbox) = (hq.engine(&ada, org, "Orders").await.id, ada.engines(org).await[0].id);
    let (_, first) = read(&ada, org).await;
    let wish = [orders, sandbox, orders];
    let decided = put(&ada, org, wish).await.unwrap();
    assert_eq!(ids(&decided), wish);
    let (defaults, second) = read(&ada, org).await;
    assert_eq!(defaults, decided);
    assert_ne!(first, second);
    assert_eq!(ada.engine(org, orders).await.0.default_for, [TableKind::Primary, TableKind::Ml]);
    assert_eq!(ada.engine(org, sandbox).await.0.default_for, [TableKind::Mart]);
    let body = NewStorageDefaults { primary: sandbox, mart: sandbox, ml: sandbox };
    let stale = ada.call(&PutStorageDefaults { org, version: first, body }).await.unwrap_err();
    assert_eq!(stale.code(), ProblemCode::Stale);
    let filter = AuditFilter { action: Some("storage_defaults".into()), ..Default::default() };
    let [line] = &ada.call(&ListAuditLog { org, filter, page_token: None }).await.unwrap().items[..] else {
        panic!("one line")
    };
    let fields: Vec<&str> = line.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["ml", "primary"]);
}

async fn a_decision_of_nothing_changes_nothing(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let sandbox = ada.engines(org).await[0].id;
    let (before, version) = read(&ada, org).await;
    assert_eq!(put(&ada, org, [sandbox; 3]).await.unwrap(), before);
    assert_eq!(read(&ada, org).await.1, version);
    let body = serde_json::json!({"primary": sandbox, "mart": sandbox, "ml": sandbox});
    let request = ada.request("PUT", &format!("/organizations/{org}/storage-defaults")).json(&body);
    assert_eq!(ada.send(request).await.status, 428);
}

async fn only_what_can_be_taken_is_taken(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let sandbox = ada.engines(org).await[0].id;
    let elsewhere = ada.create("Elsewhere").await.id;
    let foreign = hq.engine(&ada, elsewhere, "Orders").await.id;
    for none in [foreign, StorageEngineId(elsewhere.0), sandbox::id(elsewhere)] {
        let refused = put(&ada, org, [sandbox, none, sandbox]).await.unwrap_err();
        assert_eq!(refused.field("/mart"), Some(FieldCode::NotOffered));
    }
    let failed = hq.failed_engine(&ada, org, "Failed").await.id;
    assert_eq!(put(&ada, org, [failed; 3]).await.unwrap_err().code(), ProblemCode::NotReady);
    let making = ada.order_engine(org, new_engine("Orders")).await.unwrap().id;
    put(&ada, org, [making; 3]).await.expect("it will be there");
}

async fn rules_decide_who_may(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let organization = ada.create("Acme").await;
    let org = organization.id;
    let orders = hq.tagged_engine(&ada, org, "Orders", &["eu"]).await.id;
    let hidden = hq.tagged_engine(&ada, org, "Ledger", &["secret"]).await.id;
    let reader =
        hq.user_with(&ada, &organization, "carl@example.net", &["allow storage_engines all all"]).await;
    let refused = put(&reader, org, [orders; 3]).await.unwrap_err();
    assert_eq!(refused.problem.permission, Some(Permission::UpdateStorageDefaults));
    let rules = ["allow storage_config update all", "allow storage_engines read tag:eu"];
    let dora = hq.user_with(&ada, &organization, "dora@example.net", &rules).await;
    let refused = put(&dora, org, [orders, orders, hidden]).await.unwrap_err();
    assert_eq!(refused.field("/ml"), Some(FieldCode::NotOffered), "as if there were none");
    put(&ada, org, [orders, orders, hidden]).await.unwrap();
    let kept = put(&dora, org, [orders, orders, hidden]).await.expect("what is so may stay");
    assert_eq!(kept.ml.unwrap().name, None);
    put(&dora, org, [orders; 3]).await.unwrap();
}

async fn names_are_for_who_may_read_the_engines(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let organization = ada.create("Acme").await;
    let orders = hq.engine(&ada, organization.id, "Orders").await.id;
    put(&ada, organization.id, [orders; 3]).await.unwrap();
    let carl = hq.user_with(&ada, &organization, "carl@example.net", &["allow members read all"]).await;
    let (told, _) = read(&carl, organization.id).await;
    assert_eq!((ids(&told), told.primary.unwrap().name), (vec![orders; 3], None));
}

async fn a_dataplant_gets_the_engines_and_the_sandbox_is_made_for_it(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let orders = hq.engine(&ada, org, "Orders").await.id;
    let sandbox = ada.engines(org).await[0].id;
    put(&ada, org, [orders, sandbox, sandbox]).await.unwrap();
    let mut operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
    organizations::store::lock(&operation, org).await.unwrap();
    let taken = storage_defaults::store::engines(&mut operation, org, None).await.unwrap();
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await.unwrap();
    let told: Vec<_> = taken.iter().map(|(engine, tables)| (engine.row.id, tables.clone())).collect();
    let rest = vec![TableKind::Mart, TableKind::Ml];
    assert_eq!(told, [(orders, vec![TableKind::Primary]), (sandbox, rest)]);
    assert!(taken.iter().all(|(engine, _)| engine.instance.is_some()));
    hq.work().await;
    assert_eq!(ada.engine(org, sandbox).await.0.state, LifeState::Ready);
}

async fn an_engine_that_failed_is_taken_by_none(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let making = ada.order_engine(org, new_engine("Orders")).await.unwrap().id;
    put(&ada, org, [making; 3]).await.unwrap();
    let failure = hq_broker::BrokerError::refused(400, hq_broker::osb::ErrorBody::default());
    hq.broker.fails("provision", failure);
    hq.work().await;
    let mut operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
    let refused = storage_defaults::store::engines(&mut operation, org, None).await.unwrap_err();
    let hq_server::http::problem::Failure::Refused(problem, _) = refused else { panic!("{refused:?}") };
    assert_eq!(problem.code, ProblemCode::NotReady);
}

#[tokio::test]
async fn without_a_sandbox_nothing_is_taken_until_somebody_decides() {
    let setup = Setup { brokers: Some(Brokers::default()), ..Setup::default() };
    let hq = Hq::start_with(crate::support::Backend::Sqlite, setup).await;
    let (ada, org) = acme(&hq).await;
    assert!(ada.engines(org).await.is_empty());
    let (defaults, _) = read(&ada, org).await;
    assert_eq!(defaults, StorageDefaults { primary: None, mart: None, ml: None });
    let mut operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
    let refused = storage_defaults::store::engines(&mut operation, org, None).await.unwrap_err();
    let hq_server::http::problem::Failure::Refused(problem, _) = refused else { panic!("{refused:?}") };
    assert_eq!(problem.code, ProblemCode::OfferUnavailable);
}
