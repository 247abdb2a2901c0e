//! What becomes of storage engines when something goes wrong: they fail, their broker is away, their plan vanishes, their
//! organization goes.

use crate::{
    on_both,
    support::{Browser, Hq, new_engine},
};
use hq_broker::{BrokerError, Fault, Uncertain, osb::ErrorBody};
use hq_contract::{
    ETag, FieldCode, OrganizationId, ProblemCode, StorageEngineId,
    audit_log::{AuditFilter, ListAuditLog},
    operations::{FailureCode, LifeState, OperationKind},
    organizations::{
        GetOrganization, Organization,
        deletion::{DeleteOrganization, GetOrganizationDeletion},
    },
    storage_engines::{
        DeleteStorageEngine, ForgetStorageEngine, ForgetThing, GetStorageEngine, ListStorageEngineOperations,
        RetryStorageEngine, StorageEngine, StorageEnginePatch, UpdateStorageEngine,
    },
};
use hq_server::jobs::housekeeping;
use time::Duration;

on_both!(
    what_failed_is_tried_again_under_another_id,
    what_failed_can_be_deleted,
    what_could_not_be_removed_is_tried_again,
    a_resize_that_fails_leaves_the_engine_as_it_was,
    while_its_broker_is_away_an_engine_stays_shown,
    what_is_offered_no_more_goes_on,
    only_what_cannot_be_deleted_is_forgotten,
    the_sandbox_is_made_when_it_is_asked_for,
    a_forgotten_sandbox_is_there_again,
    an_organization_with_engines_is_not_deleted,
    an_erased_organization_leaves_nothing_at_the_broker,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    (ada, org)
}

async fn delete(
    browser: &Browser,
    org: OrganizationId,
    id: StorageEngineId,
) -> Result<StorageEngine, ProblemCode> {
    let (_, version) = browser.engine(org, id).await;
    browser.call(&DeleteStorageEngine { org, id, version }).await.map_err(|refused| refused.code())
}

async fn retry(
    browser: &Browser,
    org: OrganizationId,
    id: StorageEngineId,
) -> Result<StorageEngine, ProblemCode> {
    browser.call(&RetryStorageEngine { org, id }).await.map_err(|refused| refused.code())
}

fn forget(org: OrganizationId, id: StorageEngineId, name: &str) -> ForgetStorageEngine {
    ForgetStorageEngine { org, id, body: ForgetThing { name: name.to_owned() } }
}

async fn what_failed_is_tried_again_under_another_id(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.broker.fails("provision", BrokerError::new(Fault::Uncertain(Uncertain::ServerError(500))));
    let id = ada.order_engine(org, new_engine("Orders")).await.unwrap().id;
    hq.work().await;
    let (failed, _) = ada.engine(org, id).await;
    let failure = failed.failure.unwrap();
    assert_eq!((failed.state, failure.code), (LifeState::Failed, FailureCode::Uncertain));
    assert!(!failure.request_id.is_empty());
    hq.advance(Duration::seconds(1));
    assert_eq!(retry(&ada, org, id).await.unwrap().state, LifeState::Creating);
    assert_eq!(retry(&ada, org, id).await, Err(ProblemCode::NotReady), "it is under way");
    hq.work().await;
    let (engine, _) = ada.engine(org, id).await;
    assert_eq!((engine.state, engine.failure, engine.fpu), (LifeState::Ready, None, Some(4)));
    let provisioned: Vec<_> =
        hq.broker.asked().into_iter().filter(|(verb, _)| *verb == "provision").map(|(_, id)| id).collect();
    assert_eq!(provisioned.len(), 2);
    assert_ne!(provisioned[0], provisioned[1]);
    assert_eq!(hq.broker.instances(), [provisioned[1]], "what the first left was cleaned up");
    let history = ada.call(&ListStorageEngineOperations { org, id }).await.unwrap().items;
    let kinds: Vec<OperationKind> = history.iter().map(|operation| operation.kind).collect();
    assert!(kinds.contains(&OperationKind::CleanUp), "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == OperationKind::Create).count(), 2, "{kinds:?}");
}

async fn what_failed_can_be_deleted(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let failed = hq.failed_engine(&ada, org, "Orders").await;
    assert_eq!(failed.failure.unwrap().description.as_deref(), Some("No room left."));
    assert_eq!(delete(&ada, org, failed.id).await.unwrap().state, LifeState::Deleting);
    hq.work().await;
    let gone = ada.call(&GetStorageEngine { org, id: failed.id }).await.unwrap_err();
    assert_eq!(gone.code(), ProblemCode::NotFound);
}

async fn what_could_not_be_removed_is_tried_again(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    let body = ErrorBody { error: None, description: Some("Still open.".to_owned()) };
    hq.broker.fails("deprovision", BrokerError::refused(400, body));
    delete(&ada, org, engine.id).await.unwrap();
    hq.work().await;
    let (stuck, _) = ada.engine(org, engine.id).await;
    assert_eq!(stuck.state, LifeState::DeleteFailed);
    assert_eq!(stuck.failure.unwrap().description.as_deref(), Some("Still open."));
    delete(&ada, org, engine.id).await.expect("tried again now");
    hq.work().await;
    assert!(hq.broker.instances().is_empty());
    assert_eq!(ada.engines(org).await.len(), 1);
}

async fn a_resize_that_fails_leaves_the_engine_as_it_was(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.engine(&ada, org, "Orders").await.id;
    hq.broker.fails("update", BrokerError::refused(400, ErrorBody::default()));
    let (_, version) = ada.engine(org, id).await;
    let patch = StorageEnginePatch { fpu: Some(8), ..Default::default() };
    ada.call(&UpdateStorageEngine { org, id, version, patch }).await.unwrap();
    hq.work().await;
    let (engine, _) = ada.engine(org, id).await;
    assert_eq!((engine.state, engine.fpu, engine.pending_fpu), (LifeState::Ready, Some(4), None));
    assert!(engine.failure.is_none(), "there is nothing wrong with it: {:?}", engine.failure);
    let history = ada.call(&ListStorageEngineOperations { org, id }).await.unwrap().items;
    let resize = history.iter().find(|operation| operation.kind == OperationKind::Resize).unwrap();
    assert_eq!(resize.failure.as_ref().unwrap().code, FailureCode::Refused);
}

/// Nobody answers for the broker, and the server has noticed.
async fn away(hq: &Hq) {
    hq.broker.is_away(true);
    hq.advance(Duration::minutes(6));
    hq.work().await;
}

async fn while_its_broker_is_away_an_engine_stays_shown(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    away(&hq).await;
    let (shown, version) = ada.engine(org, engine.id).await;
    assert_eq!((shown.state, shown.fpu, shown.broker_available), (LifeState::Ready, Some(4), false));
    assert_eq!(shown.sizes, engine.sizes, "what it could have stays known");
    assert_eq!(ada.engines(org).await.len(), 2, "the Sandbox too");
    let refused = ada.order_engine(org, new_engine("More")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::OfferUnavailable);
    let patch = StorageEnginePatch { fpu: Some(8), ..Default::default() };
    let resize = UpdateStorageEngine { org, id: engine.id, version: version.clone(), patch };
    assert_eq!(ada.call(&resize).await.unwrap_err().code(), ProblemCode::OfferUnavailable);
    let sandbox = ada.engines(org).await[0].id;
    assert_eq!(retry(&ada, org, sandbox).await, Err(ProblemCode::OfferUnavailable));
    let patch = StorageEnginePatch { name: Some("Sales".parse().unwrap()), ..Default::default() };
    let rename = UpdateStorageEngine { org, id: engine.id, version, patch };
    ada.call(&rename).await.expect("a name is HQ's own affair");
    delete(&ada, org, engine.id).await.expect("what is to go is remembered");
    hq.work().await;
    let history = ada.call(&ListStorageEngineOperations { org, id: engine.id }).await.unwrap().items;
    let waiting = history.iter().find(|operation| operation.kind == OperationKind::Delete).unwrap();
    assert!(waiting.waits_for_broker);
    hq.broker.is_away(false);
    hq.advance(Duration::minutes(10));
    hq.work().await;
    assert!(hq.broker.instances().is_empty(), "done when it is back");
}

async fn what_is_offered_no_more_goes_on(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    hq.broker.loses_its_plans();
    hq.advance(Duration::minutes(6));
    hq.work().await;
    let (shown, version) = ada.engine(org, engine.id).await;
    assert_eq!((shown.state, shown.sizes, shown.month), (LifeState::Ready, None, engine.month));
    let names: Vec<String> = ada.engines(org).await.iter().map(|engine| engine.name.to_string()).collect();
    assert_eq!(names, ["Orders"], "no Sandbox is offered, and none was made");
    let patch = StorageEnginePatch { fpu: Some(8), ..Default::default() };
    let resize = UpdateStorageEngine { org, id: engine.id, version, patch };
    assert_eq!(ada.call(&resize).await.unwrap_err().code(), ProblemCode::OfferUnavailable);
    let refused = ada.order_engine(org, new_engine("More")).await.unwrap_err();
    assert_eq!(refused.field("/offer"), Some(FieldCode::NotOffered));
    delete(&ada, org, engine.id).await.unwrap();
    hq.work().await;
    assert!(hq.broker.instances().is_empty());
}

async fn only_what_cannot_be_deleted_is_forgotten(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders data").await;
    let refused = ada.call(&forget(org, engine.id, "Orders data")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NotReady, "it can be deleted");
    away(&hq).await;
    let refused = ada.call(&forget(org, engine.id, "Orders")).await.unwrap_err();
    assert_eq!(refused.field("/name"), Some(FieldCode::NotTheName));
    ada.call(&forget(org, engine.id, " orders  DATA ")).await.expect("typed as people type");
    let gone = ada.call(&GetStorageEngine { org, id: engine.id }).await.unwrap_err();
    assert_eq!(gone.code(), ProblemCode::NotFound);
    hq.broker.is_away(false);
    hq.advance(Duration::hours(1));
    hq.work().await;
    let [left] = hq.broker.instances()[..] else { panic!("it is left where it was") };
    let filter = AuditFilter { action: Some("storage_engines.forget".into()), ..Default::default() };
    let [line] = &ada.call(&ListAuditLog { org, filter, page_token: None }).await.unwrap().items[..] else {
        panic!("one line")
    };
    let told = |field: &str| line.changes.iter().find(|change| change.field == field).unwrap().before.clone();
    assert_eq!(told("instance"), Some(left.to_string()), "so that somebody can look for it there");
    assert_eq!(told("broker").as_deref(), Some("double"));
    let failed = hq.failed_engine(&ada, org, "Failed").await;
    ada.call(&forget(org, failed.id, "Failed")).await.expect("what failed need not be deleted");
}

async fn the_sandbox_is_made_when_it_is_asked_for(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let sandbox = ada.engines(org).await[0].id;
    assert_eq!(retry(&ada, org, sandbox).await.unwrap().state, LifeState::Creating);
    hq.work().await;
    let (made, _) = ada.engine(org, sandbox).await;
    assert_eq!((made.state, made.built_in, made.fpu), (LifeState::Ready, true, Some(2)));
    assert_eq!(retry(&ada, org, sandbox).await, Err(ProblemCode::NotReady));
    assert_eq!(ada.engines(org).await.len(), 1, "the same one");
    assert_eq!(delete(&ada, org, sandbox).await, Err(ProblemCode::BuiltIn));
}

async fn a_forgotten_sandbox_is_there_again(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let sandbox = ada.engines(org).await[0].id;
    let refused = ada.call(&forget(org, sandbox, "Sandbox")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::BuiltIn, "there is nothing to forget");
    hq.broker.fails("provision", BrokerError::refused(400, ErrorBody::default()));
    retry(&ada, org, sandbox).await.unwrap();
    hq.work().await;
    assert_eq!(ada.engine(org, sandbox).await.0.state, LifeState::Failed);
    ada.call(&forget(org, sandbox, "sandbox")).await.unwrap();
    assert_eq!(ada.engine(org, sandbox).await.0.state, LifeState::OnDemand);
    retry(&ada, org, sandbox).await.unwrap();
    hq.work().await;
    assert_eq!(ada.engine(org, sandbox).await.0.state, LifeState::Ready);
    let refused = ada.call(&forget(org, sandbox, "Sandbox")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::BuiltIn, "it works");
}

async fn remove(browser: &Browser, org: OrganizationId) -> Result<(), ProblemCode> {
    let (Organization { name, .. }, version): (_, ETag) =
        browser.call_versioned(&GetOrganization(org.to_string())).await.unwrap();
    let delete = DeleteOrganization { org, name: name.to_string(), version };
    browser.call(&delete).await.map(drop).map_err(|refused| refused.code())
}

async fn an_organization_with_engines_is_not_deleted(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    assert_eq!(ada.call(&GetOrganizationDeletion { org }).await.unwrap().storage_engines, 1);
    assert_eq!(remove(&ada, org).await, Err(ProblemCode::OrganizationInUse));
    delete(&ada, org, engine.id).await.unwrap();
    assert_eq!(remove(&ada, org).await, Err(ProblemCode::OrganizationInUse), "it is not gone yet");
    hq.work().await;
    assert_eq!(ada.call(&GetOrganizationDeletion { org }).await.unwrap().storage_engines, 0);
    remove(&ada, org).await.unwrap();
}

async fn an_erased_organization_leaves_nothing_at_the_broker(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let sandbox = ada.engines(org).await[0].id;
    retry(&ada, org, sandbox).await.unwrap();
    hq.work().await;
    remove(&ada, org).await.expect("the Sandbox does not stand in the way");
    hq.advance(Duration::days(29));
    housekeeping::round(&hq.app).await.unwrap();
    hq.work().await;
    assert_eq!(hq.broker.instances().len(), 1, "it can be restored");
    hq.advance(Duration::days(2));
    housekeeping::round(&hq.app).await.unwrap();
    hq.work().await;
    assert!(hq.broker.instances().is_empty());
}
