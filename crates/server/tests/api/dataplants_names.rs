//! Names and certificates of dataplants: what their brokers are told, when, and who is told nothing.

use crate::{
    on_both,
    support::{Backend, BrokerDouble, Browser, Hq, Setup, certificate, new_dataplant, pem},
};
use hq_broker::{BrokerError, osb::ErrorBody};
use hq_contract::{
    DataplantId, ETag, FieldCode, OrganizationId, Permission, ProblemCode,
    certificates::{RemoveCertificate, ReplaceCertificate},
    dataplants::{Dataplant, DataplantPatch, ListDataplantOperations, NewDataplant},
    domains::ReleaseDomain,
    operations::{LifeState, OperationKind},
    providers::{GetProviders, OfferKind, UnavailableCode},
};
use hq_server::{
    brokers::{Brokers, Registered},
    dataplants,
    db::entity::{broker_instance, broker_operation, dataplant},
};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use std::sync::Arc;

on_both!(
    the_broker_gets_names_and_certificates,
    keys_lie_in_no_row_in_clear,
    a_certificate_that_is_added_replaced_or_removed_reaches_the_broker,
    a_domain_that_is_given_up_is_answered_no_more,
    time_alone_changes_what_is_valid,
    names_need_the_right_to_domains_too,
    a_name_belongs_to_one_dataplant,
    what_the_broker_refuses_is_not_sent_without_end,
    names_given_while_it_is_made_reach_it,
    who_takes_no_names_is_given_none,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.verified(&ada, org, "acme.example").await;
    hq.work().await;
    (ada, org)
}

fn named(name: &str, names: &[&str]) -> NewDataplant {
    NewDataplant { names: names.iter().map(|name| name.parse().unwrap()).collect(), ..new_dataplant(name) }
}

fn renamed(names: &[&str]) -> DataplantPatch {
    let names = names.iter().map(|name| name.parse().unwrap()).collect();
    DataplantPatch { names: Some(names), ..DataplantPatch::default() }
}

/// What the broker has of the dataplant that was made last.
fn exposure(hq: &Hq) -> Value {
    hq.broker.parameters(*hq.made().last().unwrap()).unwrap()["exposure"].clone()
}

fn keys(exposure: &Value) -> Vec<String> {
    let certificates = exposure["certificates"].as_array().cloned().unwrap_or_default();
    certificates.iter().map(|one| one["private_key"].as_str().unwrap().to_owned()).collect()
}

/// Compares, and lets brokers be asked.
async fn settle(hq: &Hq) -> usize {
    let ordered = dataplants::round(&hq.app).await.unwrap();
    hq.work().await;
    ordered
}

fn certified(dataplant: &Dataplant) -> Vec<(&str, bool)> {
    dataplant.names.iter().map(|name| (name.name.as_str(), name.certificate)).collect()
}

async fn the_broker_gets_names_and_certificates(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    ada.add_certificate(org, "only-wildcard.pem", "chain.key").await;
    let names = ["Data.acme.example", "a.data.acme.example", "data.acme.example"];
    let made = hq.dataplant(&ada, org, named("Orders", &names)).await;
    assert!(made.takes_names);
    assert_eq!(certified(&made), [("data.acme.example", true), ("a.data.acme.example", false)]);
    let sent = exposure(&hq);
    assert_eq!(sent["names"], json!(["data.acme.example", "a.data.acme.example"]));
    assert_eq!(sent["certificates"].as_array().map(Vec::len), Some(1));
    assert!(
        sent["certificates"][0]["chain"].as_str().is_some_and(|chain| chain.contains("BEGIN CERTIFICATE"))
    );
    assert_eq!(keys(&sent), [pem("chain.key")]);
    assert_eq!(settle(&hq).await, 0, "it has what it should have");

    let (answer, _) = ada.change(org, made.id, renamed(&["acme.example"])).await.map(|a| (a, ())).unwrap();
    assert_eq!(answer.state, LifeState::Updating);
    hq.work().await;
    assert_eq!(exposure(&hq), json!({"names": ["acme.example"], "certificates": []}));
    ada.change(org, made.id, renamed(&[])).await.unwrap();
    hq.work().await;
    assert_eq!(exposure(&hq)["names"], json!([]));
    assert_eq!(settle(&hq).await, 0);
}

async fn keys_lie_in_no_row_in_clear(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    ada.add_certificate(org, "wildcard.pem", "chain.key").await;
    hq.dataplant(&ada, org, named("Orders", &["acme.example"])).await;
    assert_eq!(keys(&exposure(&hq)), [pem("chain.key")], "it was sent");
    let db = hq.app.db().read();
    let rows = format!(
        "{:?}{:?}{:?}",
        broker_instance::Entity::find().all(db).await.unwrap(),
        broker_operation::Entity::find().all(db).await.unwrap(),
        dataplant::Entity::find().all(db).await.unwrap()
    );
    let key = pem("chain.key");
    let line = key.lines().nth(1).unwrap();
    assert!(!rows.contains(line) && !rows.contains("PRIVATE KEY") && !rows.contains("secret-"));
    // Of SQLite, everything that there is.
    for file in hq.files().into_iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()) {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(line.len()).any(|part| part == line.as_bytes()));
    }
}

async fn a_certificate_that_is_added_replaced_or_removed_reaches_the_broker(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.dataplant(&ada, org, named("Orders", &["acme.example"])).await.id;
    assert!(keys(&exposure(&hq)).is_empty());
    let first = ada.add_certificate(org, "chain.pem", "chain.key").await;
    assert_eq!(settle(&hq).await, 1);
    assert_eq!(keys(&exposure(&hq)), [pem("chain.key")]);
    assert_eq!(certified(&ada.dataplant(org, id).await), [("acme.example", true)]);

    let body = certificate("p384.pem", "p384.key");
    let replace = ReplaceCertificate { org, id: first.id, version: ETag("*".into()), body };
    ada.call(&replace).await.unwrap();
    assert_eq!(keys(&exposure(&hq)), [pem("chain.key")], "the former one until then");
    assert_eq!(settle(&hq).await, 1);
    assert_eq!(keys(&exposure(&hq)), [pem("p384.key")]);
    ada.call(&RemoveCertificate { org, id: first.id, version: ETag("*".into()) }).await.unwrap();
    assert_eq!(settle(&hq).await, 1);
    assert!(keys(&exposure(&hq)).is_empty());
    assert_eq!(settle(&hq).await, 0);
    let operations = ada.call(&ListDataplantOperations { org, id }).await.unwrap();
    let kinds: Vec<_> = operations.items.iter().map(|one| (one.kind, one.actor.is_some())).collect();
    let exposed = (OperationKind::Expose, false);
    assert_eq!(kinds, [exposed, exposed, exposed, (OperationKind::Create, true)], "HQ did by itself");
}

async fn a_domain_that_is_given_up_is_answered_no_more(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let other = hq.verified(&ada, org, "data.example").await;
    ada.add_certificate(org, "chain.pem", "chain.key").await;
    let id = hq.dataplant(&ada, org, named("Orders", &["acme.example", "data.example"])).await.id;
    assert_eq!(exposure(&hq)["names"], json!(["acme.example", "data.example"]));
    ada.call(&ReleaseDomain { org, id: other.id }).await.unwrap();
    assert_eq!(settle(&hq).await, 1);
    assert_eq!(exposure(&hq)["names"], json!(["acme.example"]));
    assert_eq!(ada.dataplant(org, id).await.names.len(), 2, "it was given them still");
    hq.verified(&ada, org, "data.example").await;
    assert_eq!(settle(&hq).await, 1);
    assert_eq!(exposure(&hq)["names"], json!(["acme.example", "data.example"]));
}

async fn time_alone_changes_what_is_valid(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    ada.add_certificate(org, "expires-2026-04-10.pem", "chain.key").await;
    let id = hq.dataplant(&ada, org, named("Orders", &["acme.example"])).await.id;
    assert_eq!(certified(&ada.dataplant(org, id).await), [("acme.example", true)]);
    hq.advance(time::Duration::days(60));
    assert_eq!(settle(&hq).await, 1);
    assert!(keys(&exposure(&hq)).is_empty());
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    assert_eq!(certified(&ada.dataplant(org, id).await), [("acme.example", false)]);
}

async fn names_need_the_right_to_domains_too(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let acme = ada.session().await.organizations.items[0].clone();
    assert_eq!(acme.id, org);
    let organization = ada.call(&hq_contract::organizations::GetOrganization(org.to_string())).await.unwrap();
    let may = ["allow dataplants all all"];
    let bob = hq.user_with(&ada, &organization, "bob@acme.example", &may).await;
    let lacks = |refused: crate::support::Refused| refused.problem.permission;
    let refused = bob.order(org, named("Orders", &["acme.example"])).await.unwrap_err();
    assert_eq!(lacks(refused), Some(Permission::ManageInfrastructure));
    let id = hq.dataplant(&ada, org, named("Orders", &["acme.example"])).await.id;
    for names in [&["www.acme.example"][..], &[]] {
        let refused = bob.change(org, id, renamed(names)).await.unwrap_err();
        assert_eq!(lacks(refused), Some(Permission::ManageInfrastructure));
    }
    let same = DataplantPatch { name: Some("Sales".parse().unwrap()), ..renamed(&["acme.example"]) };
    assert_eq!(bob.change(org, id, same).await.unwrap().name.as_str(), "Sales", "the names stay");
}

async fn a_name_belongs_to_one_dataplant(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let first = hq.dataplant(&ada, org, named("First", &["data.acme.example"])).await;
    let refused = ada.order(org, named("Second", &["acme.example", "DATA.acme.example"])).await.unwrap_err();
    assert_eq!(refused.field("/names/1"), Some(FieldCode::Taken));
    let second = hq.dataplant(&ada, org, named("Second", &["acme.example"])).await;
    let refused = ada.change(org, second.id, renamed(&["data.acme.example"])).await.unwrap_err();
    assert_eq!(refused.field("/names/0"), Some(FieldCode::Taken));
    for (names, code) in
        [(vec!["example.net"], FieldCode::NotVerified), (vec!["acme.example.net"], FieldCode::NotVerified)]
    {
        let refused = ada.change(org, second.id, renamed(&names)).await.unwrap_err();
        assert_eq!(refused.field("/names/0"), Some(code));
    }
    let many: Vec<String> = (0..11).map(|number| format!("a{number}.acme.example")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let refused = ada.change(org, second.id, renamed(&many)).await.unwrap_err();
    assert_eq!(refused.field("/names"), Some(FieldCode::TooLong));
    ada.change(org, first.id, renamed(&[])).await.unwrap();
    hq.work().await;
    let swapped = ada.change(org, second.id, renamed(&["data.acme.example"])).await.unwrap();
    assert_eq!(certified(&swapped), [("data.acme.example", false)]);
    hq.work().await;

    // Whoever has lost the domain holds none of its names for others.
    let bob = hq.person("bob@elsewhere.example").await;
    let other = bob.create("Other").await.id;
    let claimed = ada.call(&hq_contract::domains::ListDomains { org }).await.unwrap().items;
    ada.call(&ReleaseDomain { org, id: claimed[0].id }).await.unwrap();
    hq.verified(&bob, other, "acme.example").await;
    let theirs = hq.dataplant(&bob, other, named("Theirs", &["data.acme.example"])).await;
    assert_eq!(theirs.names.len(), 1);
    assert!(ada.dataplant(org, second.id).await.names.is_empty());
}

async fn what_the_broker_refuses_is_not_sent_without_end(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.dataplant(&ada, org, named("Orders", &["acme.example"])).await.id;
    ada.add_certificate(org, "chain.pem", "chain.key").await;
    hq.broker.fails("update", BrokerError::refused(400, ErrorBody::default()));
    assert_eq!(settle(&hq).await, 1);
    assert_eq!(ada.dataplant(org, id).await.state, LifeState::Ready);
    assert_eq!(settle(&hq).await, 0, "not again and again");
    hq.advance(time::Duration::minutes(10));
    assert_eq!(settle(&hq).await, 1);
    assert_eq!(keys(&exposure(&hq)), [pem("chain.key")]);
}

async fn names_given_while_it_is_made_reach_it(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.dataplant(&ada, org, new_dataplant("First")).await;
    let id: DataplantId = ada.order(org, new_dataplant("Orders")).await.unwrap().id;
    ada.change(org, id, renamed(&["acme.example"])).await.unwrap();
    hq.work().await;
    assert_eq!(exposure(&hq)["names"], json!(["acme.example"]));
    let both = DataplantPatch { fpu: Some(8), ..renamed(&["www.acme.example"]) };
    ada.change(org, id, both).await.unwrap();
    hq.work().await;
    assert_eq!(settle(&hq).await, 1, "after the size, the names");
    assert_eq!(exposure(&hq)["names"], json!(["www.acme.example"]));
    assert_eq!(ada.dataplant(org, id).await.fpu, Some(8));
}

async fn who_takes_no_names_is_given_none(hq: Hq) {
    hq.broker.takes_no_names();
    let (ada, org) = acme(&hq).await;
    ada.add_certificate(org, "chain.pem", "chain.key").await;
    let refused = ada.order(org, named("Orders", &["acme.example"])).await.unwrap_err();
    assert_eq!(refused.field("/names"), Some(FieldCode::NotOffered));
    let made = hq.dataplant(&ada, org, new_dataplant("Orders")).await;
    assert!(!made.takes_names && made.state == LifeState::Ready);
    let refused = ada.change(org, made.id, renamed(&["acme.example"])).await.unwrap_err();
    assert_eq!(refused.field("/names"), Some(FieldCode::NotOffered));
    // Called otherwise it can be: that is no secret.
    let called = DataplantPatch { name: Some("Sales".parse().unwrap()), ..DataplantPatch::default() };
    ada.change(org, made.id, called).await.unwrap();
    hq.work().await;
    assert_eq!(hq.broker.name(*hq.made().last().unwrap()).as_deref(), Some("Sales"));
    assert_eq!(exposure(&hq), Value::Null, "and it hears of no certificate");
    assert_eq!(settle(&hq).await, 0);
}

/// A broker that would hear secrets in clear is told none, and that is said before anything is ordered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_not_confidential_hears_no_secret() {
    let broker = BrokerDouble::default();
    let registered =
        Registered { name: "double".to_owned(), broker: Arc::new(broker.clone()), confidential: false };
    let setup = Setup { brokers: Some(Brokers::new([registered])), ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    let (ada, org) = acme(&hq).await;
    let offers = ada.call(&GetProviders).await.unwrap().offers;
    let reason = |kind| {
        let offer = offers.iter().find(|offer| offer.kind == kind).unwrap();
        offer.unavailable.as_ref().map(|unavailable| unavailable.code)
    };
    assert_eq!(reason(OfferKind::Dataplant), Some(UnavailableCode::InClear));
    assert_eq!(reason(OfferKind::StorageEngine), None);
    let refused = ada.order(org, named("Orders", &["acme.example"])).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::OfferUnavailable);
    hq.work().await;
    assert!(broker.instances().is_empty());
}
