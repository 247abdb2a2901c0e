//! Dataplants that could not be made or changed, and brokers that are away.

use crate::{
    on_both,
    support::{Browser, Hq, new_dataplant},
};
use hq_broker::{BrokerError, Fault, Uncertain, osb::ErrorBody};
use hq_contract::{
    FieldCode, OrganizationId, ProblemCode,
    dataplants::{
        DataplantPatch, ForgetDataplant, GetDataplant, GetDataplantSteps, ListDataplantOperations,
        RetryDataplant,
    },
    operations::{FailureCode, LifeState, OperationKind, Progress},
    storage_engines::ForgetThing,
};

on_both!(
    it_waits_for_the_last_of_its_credentials,
    where_credentials_cannot_be_made_it_fails_and_the_others_go,
    a_retry_has_another_id_and_keeps_the_credentials,
    a_size_that_the_broker_refuses_leaves_the_old_one,
    what_is_there_stays_shown_while_its_broker_is_away,
    a_plan_that_is_gone_cannot_be_tried_again,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    (ada, org)
}

fn refused(status: u16) -> BrokerError {
    BrokerError::refused(status, ErrorBody::default())
}

fn uncertain() -> BrokerError {
    BrokerError::new(Fault::Uncertain(Uncertain::ServerError(500)))
}

async fn it_waits_for_the_last_of_its_credentials(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.dataplant(&ada, org, new_dataplant("First")).await;
    let (made, bound) = (hq.made().len(), hq.broker.bindings().len());
    hq.broker.fails("bind", BrokerError::new(Fault::NotSent));
    let waiting = hq.dataplant(&ada, org, new_dataplant("Orders")).await;
    assert_eq!((waiting.state, hq.made().len()), (LifeState::Creating, made), "it is not asked for before");
    assert_eq!(hq.broker.bindings().len(), bound + 2);
    let told = ada.call(&GetDataplantSteps { org, id: waiting.id }).await.unwrap();
    assert!(told.waits_for_broker && told.state == Progress::Running, "{told:?}");
    hq.advance(time::Duration::minutes(1));
    hq.work().await;
    assert_eq!(ada.dataplant(org, waiting.id).await.state, LifeState::Ready);
    let sent = hq.broker.parameters(*hq.made().last().unwrap()).unwrap();
    assert_eq!(sent["connections"].as_object().map(serde_json::Map::len), Some(3));
}

async fn where_credentials_cannot_be_made_it_fails_and_the_others_go(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.dataplant(&ada, org, new_dataplant("First")).await;
    let before = hq.broker.bindings().len();
    hq.broker.fails("bind", refused(400));
    let failed = hq.dataplant(&ada, org, new_dataplant("Orders")).await;
    assert_eq!(failed.state, LifeState::Failed);
    assert_eq!(
        failed.failure.map(|failure| (failure.code, failure.status)),
        Some((FailureCode::Dependency, Some(400)))
    );
    // Those that were on their way are removed once they have arrived, at the latest after the lease.
    hq.advance(time::Duration::minutes(2));
    hq.work().await;
    assert_eq!(hq.broker.bindings().len(), before, "the others were removed");
    assert_eq!(hq.broker.instances().len(), 2, "the dataplant itself was never asked for");
    let told = ada.call(&GetDataplantSteps { org, id: failed.id }).await.unwrap();
    assert!(told.state == Progress::Failed && told.steps.iter().any(|step| step.state == Progress::Failed));

    ada.call(&RetryDataplant { org, id: failed.id }).await.unwrap();
    hq.work().await;
    let made = ada.dataplant(org, failed.id).await;
    assert_eq!((made.state, made.failure), (LifeState::Ready, None));
    assert_eq!(hq.broker.bindings().len(), before + 3);
    let operations = ada.call(&ListDataplantOperations { org, id: failed.id }).await.unwrap();
    let states: Vec<_> = operations.items.iter().map(|one| (one.kind, one.state)).collect();
    assert_eq!(states, [(OperationKind::Create, Progress::Done), (OperationKind::Create, Progress::Failed)]);
}

async fn a_retry_has_another_id_and_keeps_the_credentials(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.dataplant(&ada, org, new_dataplant("First")).await;
    hq.broker.fails("provision", uncertain());
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    hq.advance(time::Duration::minutes(5));
    hq.work().await;
    let failed = ada.dataplant(org, id).await;
    assert_eq!(failed.state, LifeState::Failed);
    let (former, bound) = (*hq.made().last().unwrap(), hq.asked("bind"));
    assert!(hq.broker.asked().contains(&("deprovision", former)), "what may be left is cleaned up");

    let retry = RetryDataplant { org, id };
    let (one, two) = tokio::join!(ada.call(&retry), ada.call(&retry));
    assert!(one.is_ok() ^ two.is_ok());
    let refused = one.err().or(two.err()).unwrap();
    assert_eq!(refused.code(), ProblemCode::NotReady);
    hq.work().await;
    assert_eq!(ada.dataplant(org, id).await.state, LifeState::Ready);
    let made = *hq.made().last().unwrap();
    assert!(made != former && hq.broker.instances().contains(&made));
    assert_eq!(hq.asked("bind"), bound, "the credentials that were there are kept");
    let connections = &hq.broker.parameters(made).unwrap()["connections"];
    assert_eq!(connections.as_object().map(serde_json::Map::len), Some(3));
    assert_eq!(ada.call(&retry).await.unwrap_err().code(), ProblemCode::NotReady, "nothing to try again");
}

async fn a_size_that_the_broker_refuses_leaves_the_old_one(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    hq.broker.fails("update", refused(422));
    let patch = DataplantPatch { fpu: Some(8), ..DataplantPatch::default() };
    ada.change(org, id, patch).await.unwrap();
    hq.work().await;
    let stands = ada.dataplant(org, id).await;
    assert_eq!((stands.state, stands.fpu, stands.pending_fpu), (LifeState::Ready, Some(4), None));
    let operations = ada.call(&ListDataplantOperations { org, id }).await.unwrap();
    let last = &operations.items[0];
    assert_eq!(
        (last.kind, last.state, last.from_fpu, last.to_fpu),
        (OperationKind::Resize, Progress::Failed, Some(4), Some(8))
    );
}

async fn what_is_there_stays_shown_while_its_broker_is_away(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    let forget = |name: &str| ForgetDataplant { org, id, body: ForgetThing { name: name.into() } };
    assert_eq!(
        ada.call(&forget("Orders")).await.unwrap_err().code(),
        ProblemCode::NotReady,
        "its broker is there"
    );
    hq.broker.is_away(true);
    hq.advance(time::Duration::minutes(10));
    hq.work().await;
    let shown = ada.dataplant(org, id).await;
    assert_eq!((shown.state, shown.broker_available), (LifeState::Ready, false));
    assert_eq!(
        ada.order(org, new_dataplant("More")).await.unwrap_err().code(),
        ProblemCode::OfferUnavailable
    );
    assert_eq!(ada.call(&forget("Order")).await.unwrap_err().field("/name"), Some(FieldCode::NotTheName));
    assert_eq!(ada.call(&forget(" ")).await.unwrap_err().field("/name"), Some(FieldCode::Required));
    ada.call(&forget(" orders ")).await.unwrap();
    assert_eq!(ada.call(&GetDataplant { org, id }).await.unwrap_err().code(), ProblemCode::NotFound);

    hq.broker.is_away(false);
    hq.advance(time::Duration::minutes(10));
    hq.work().await;
    assert!(hq.broker.bindings().is_empty(), "its credentials go once the engine can be reached");
    assert_eq!(hq.broker.instances().len(), 2, "the dataplant itself is left");
    ada.order(org, new_dataplant("Orders")).await.expect("the name is free");
}

async fn a_plan_that_is_gone_cannot_be_tried_again(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let there = hq.dataplant(&ada, org, new_dataplant("First")).await;
    hq.broker.fails("provision", refused(400));
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    assert_eq!(ada.dataplant(org, id).await.failure.map(|failure| failure.code), Some(FailureCode::Refused));
    hq.broker.loses_its_plans();
    hq.advance(time::Duration::minutes(10));
    hq.work().await;
    let refused = ada.call(&RetryDataplant { org, id }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::OfferUnavailable);
    let stays = ada.dataplant(org, there.id).await;
    assert_eq!((stays.state, stays.offer_name), (LifeState::Ready, there.offer_name));
    ada.ask_to_delete(org, id).await.expect("what failed can be removed all the same");
    hq.work().await;
    assert_eq!(ada.call(&GetDataplant { org, id }).await.unwrap_err().code(), ProblemCode::NotFound);
}
