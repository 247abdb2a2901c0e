//! What HQ does with what brokers answer: rows, ids, secrets, and who works on what.

use crate::{
    on_both,
    support::{Browser, Hq, Setup, in_progress, over},
};
use hq_broker::{
    BrokerError, Fault, Uncertain,
    http::{Auth, HttpBroker, Settings},
    osb::{ErrorBody, OperationState},
};
use hq_contract::{
    OrganizationId,
    operations::{FailureCode, OperationFailure, OperationKind},
};
use hq_server::{
    brokers::{self, Brokers, InstanceState, OwnerKind, Registered, order, store},
    db::entity::{
        broker_binding, broker_catalog,
        broker_instance::{self, InstanceId, OwnerId},
        broker_operation,
    },
    operation::{Operation, Origin},
    owners::OWNERS,
    platform::micros::Micros,
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use std::{sync::Arc, time::Duration};
use tokio::net::TcpListener;
use uuid::Uuid;

on_both!(
    what_is_ordered_is_made_bound_and_removed,
    what_takes_its_time_is_polled,
    a_refusal_leaves_nothing_to_clean_up,
    what_is_uncertain_is_cleaned_up_and_stays_failed,
    a_broker_that_is_away_is_asked_again_with_the_same_id,
    a_busy_broker_is_asked_again_and_nothing_is_cleaned_up,
    a_broker_that_has_too_much_to_do_is_asked_later,
    a_resize_that_fails_keeps_the_old_size,
    a_removal_that_fails_is_tried_again,
    credentials_lie_encrypted,
    another_server_goes_on_after_the_lease,
    two_workers_do_a_thing_once,
    what_is_forgotten_while_it_is_looked_at_stays_so,
    a_catalog_stays_known_while_its_broker_is_away,
    what_waits_for_a_failed_instance_fails_with_it,
    what_a_schema_refuses_is_not_sent
);

async fn organization(hq: &Hq) -> OrganizationId {
    let ada: Browser = hq.person("ada@acme.example").await;
    hq.work().await;
    ada.create("Acme").await.id
}

async fn begin(hq: &Hq) -> Operation {
    Operation::begin(&hq.app, &Origin::server()).await.unwrap()
}

async fn commit(operation: Operation) {
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await.unwrap();
}

async fn ordered(hq: &Hq, organization: OrganizationId) -> broker_instance::Model {
    let offers = brokers::catalogs::offers(&hq.app, hq.app.db().read()).await.unwrap();
    let found = offers.find("double/postgresql/pg").unwrap();
    let mut operation = begin(hq).await;
    let new = order::NewInstance {
        organization,
        kind: OwnerKind::StorageEngine,
        owner: OwnerId(Uuid::from_u128(7)),
        found,
        region: found.region("here").unwrap(),
        fpu: Some(4),
        high_availability: true,
        name: "Orders",
        parameters: serde_json::Map::new(),
        user: None,
        held: false,
    };
    let row = order::create(&mut operation, new).await.unwrap();
    commit(operation).await;
    row
}

async fn look(hq: &Hq, id: InstanceId) -> (InstanceState, Option<OperationFailure>) {
    let row = store::instance(hq.app.db().read(), id).await.unwrap();
    let seen = brokers::view::Seen::of(&row).unwrap();
    (row.state, seen.failure)
}

async fn remove(hq: &Hq, id: InstanceId) {
    let row = store::instance(hq.app.db().read(), id).await.unwrap();
    let mut operation = begin(hq).await;
    order::remove(&mut operation, &row, None).await.unwrap();
    commit(operation).await;
}

async fn bound(hq: &Hq, instance: &broker_instance::Model) -> broker_binding::Model {
    let mut operation = begin(hq).await;
    let whose = (OwnerKind::Credential, OwnerId(Uuid::from_u128(9)));
    let row = order::bind(&mut operation, instance, whose, serde_json::Map::new(), None).await.unwrap();
    commit(operation).await;
    row
}

fn asked(hq: &Hq, verb: &str) -> usize {
    hq.broker.asked().iter().filter(|(asked, _)| *asked == verb).count()
}

const fn uncertain(status: u16) -> BrokerError {
    BrokerError::new(Fault::Uncertain(Uncertain::ServerError(status)))
}

async fn what_is_ordered_is_made_bound_and_removed(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    let binding = bound(&hq, &instance).await;
    assert!(hq.broker.instances().is_empty(), "nothing before the worker has come");
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await, (InstanceState::Ready, None));
    assert_eq!((hq.broker.instances(), hq.broker.bindings()), (vec![instance.id.0], vec![binding.id.0]));
    let sent = hq.broker.parameters(instance.id.0).unwrap();
    assert_eq!(sent, serde_json::json!({"region": "here", "fpu": 4, "high_availability": true}));
    let row = store::instance(hq.app.db().read(), instance.id).await.unwrap();
    assert_eq!((row.reachable, row.storage_bytes), (Some(true), Some(1_500_000_000)));
    remove(&hq, instance.id).await;
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await.0, InstanceState::Gone);
    assert!(hq.broker.instances().is_empty() && hq.broker.bindings().is_empty());
    let verbs: Vec<_> = hq.broker.asked().into_iter().map(|(verb, _)| verb).collect();
    let order: Vec<_> = verbs.iter().filter(|verb| ["unbind", "deprovision"].contains(*verb)).collect();
    assert_eq!(order, [&"unbind", &"deprovision"], "its credentials go first");
}

async fn what_takes_its_time_is_polled(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    hq.broker.is_slow(true);
    hq.work().await;
    assert_eq!((look(&hq, instance.id).await.0, asked(&hq, "poll")), (InstanceState::Creating, 0));
    hq.broker.polls(in_progress());
    hq.advance(time::Duration::seconds(2));
    hq.work().await;
    hq.work().await;
    assert_eq!(asked(&hq, "poll"), 1, "not before it is due again");
    hq.broker.polls(over(OperationState::Succeeded));
    hq.advance(time::Duration::seconds(30));
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await, (InstanceState::Ready, None));
    let rows = store::operations_of_instances(hq.app.db().read(), &[instance.id], 10).await.unwrap();
    let operations = brokers::view::operations(hq.app.db().read(), &rows).await.unwrap();
    let steps: Vec<&str> = operations[0].steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(steps, ["Working on it", "Over"], "each of its descriptions is a step");
    assert!(operations[0].steps.iter().all(|step| step.ended_at.is_some()));
}

async fn a_refusal_leaves_nothing_to_clean_up(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    let body = ErrorBody { error: None, description: Some("No room left.".to_owned()) };
    hq.broker.fails("provision", BrokerError::refused(409, body));
    hq.work().await;
    let (state, failure) = look(&hq, instance.id).await;
    let failure = failure.unwrap();
    assert_eq!(
        (state, failure.code, failure.status),
        (InstanceState::Failed, FailureCode::Refused, Some(409))
    );
    assert_eq!(failure.description.as_deref(), Some("No room left."));
    assert_eq!(asked(&hq, "deprovision"), 0);
}

async fn what_is_uncertain_is_cleaned_up_and_stays_failed(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    hq.broker.fails("provision", uncertain(500));
    hq.broker.fails("deprovision", uncertain(502));
    hq.work().await;
    let (state, failure) = look(&hq, instance.id).await;
    assert_eq!((state, failure.unwrap().code), (InstanceState::Failed, FailureCode::Uncertain));
    hq.advance(time::Duration::hours(1));
    hq.work().await;
    assert_eq!(asked(&hq, "deprovision"), 2, "until the broker says that there is none");
    let row = store::instance(hq.app.db().read(), instance.id).await.unwrap();
    assert!(row.gone_at.is_some());
    assert_eq!(look(&hq, instance.id).await.1.unwrap().status, Some(500), "the first error stays shown");
}

async fn a_broker_that_is_away_is_asked_again_with_the_same_id(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    hq.broker.is_away(true);
    hq.work().await;
    let rows = store::operations_of_instances(hq.app.db().read(), &[instance.id], 10).await.unwrap();
    assert!(rows[0].waits && rows[0].ended_at.is_none());
    let offers = brokers::catalogs::offers(&hq.app, hq.app.db().read()).await.unwrap();
    let found = offers.find("double/postgresql/pg").unwrap();
    assert!(found.offer().unavailable.is_some(), "nothing new can be ordered from then on");
    hq.broker.is_away(false);
    hq.advance(time::Duration::seconds(30));
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await, (InstanceState::Ready, None));
    let asked: Vec<Uuid> =
        hq.broker.asked().into_iter().filter(|(verb, _)| *verb == "provision").map(|(_, id)| id).collect();
    assert_eq!(asked, [instance.id.0, instance.id.0]);
}

async fn a_busy_broker_is_asked_again_and_nothing_is_cleaned_up(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    let body = ErrorBody { error: Some("ConcurrencyError".to_owned()), description: None };
    hq.broker.fails("provision", BrokerError::refused(422, body));
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await, (InstanceState::Creating, None));
    hq.advance(time::Duration::seconds(30));
    hq.work().await;
    assert_eq!((look(&hq, instance.id).await.0, asked(&hq, "deprovision")), (InstanceState::Ready, 0));
}

async fn a_broker_that_has_too_much_to_do_is_asked_later(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    hq.broker.fails("provision", BrokerError::refused(429, ErrorBody::default()));
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await, (InstanceState::Creating, None));
    hq.advance(time::Duration::seconds(30));
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await.0, InstanceState::Ready);
}

async fn a_resize_that_fails_keeps_the_old_size(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    hq.work().await;
    let resize = async |fpu| {
        let row = store::instance(hq.app.db().read(), instance.id).await.unwrap();
        let mut operation = begin(&hq).await;
        order::resize(&mut operation, &row, fpu, None).await.unwrap();
        commit(operation).await;
        let row = store::instance(hq.app.db().read(), instance.id).await.unwrap();
        assert_eq!((row.fpu, row.pending_fpu), (Some(4), Some(i64::from(fpu))));
        hq.work().await;
        store::instance(hq.app.db().read(), instance.id).await.unwrap()
    };
    hq.broker.fails("update", uncertain(500));
    let row = resize(8).await;
    assert_eq!((row.fpu, row.pending_fpu, row.state.as_str()), (Some(4), None, "ready"));
    assert_eq!(asked(&hq, "deprovision"), 0);
    let row = resize(6).await;
    assert_eq!((row.fpu, row.pending_fpu), (Some(6), None));
    assert_eq!(hq.broker.parameters(instance.id.0).unwrap()["fpu"], 6);
}

async fn a_removal_that_fails_is_tried_again(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    hq.work().await;
    hq.broker.fails("deprovision", BrokerError::refused(400, ErrorBody::default()));
    remove(&hq, instance.id).await;
    hq.work().await;
    let (state, failure) = look(&hq, instance.id).await;
    assert_eq!((state, failure.unwrap().status), (InstanceState::DeleteFailed, Some(400)));
    hq.advance(time::Duration::hours(1));
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await.0, InstanceState::Gone);
}

async fn credentials_lie_encrypted(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    let binding = bound(&hq, &instance).await;
    hq.work().await;
    let row = store::binding(hq.app.db().read(), binding.id).await.unwrap();
    let secret = format!("secret-{}", binding.id);
    let sealed = row.sealed_credentials.unwrap();
    assert!(!sealed.windows(secret.len()).any(|part| part == secret.as_bytes()));
    assert!(!row.facts.unwrap().contains("secret"));
    let opened = hq.app.secrets().open(binding.id.as_bytes(), &sealed).unwrap();
    assert!(String::from_utf8(opened).unwrap().contains(&secret));
    let operations = broker_operation::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(!format!("{operations:?}").contains(&secret));
}

async fn another_server_goes_on_after_the_lease(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    // The first one sent it, and ended before it could write down the answer.
    let work = brokers::round(&hq.app, hq_server::owners::OWNERS);
    assert!(
        tokio::time::timeout(Duration::ZERO, work).await.is_err()
            || look(&hq, instance.id).await.0 == InstanceState::Ready
    );
    hq.advance(time::Duration::seconds(91));
    hq.work().await;
    assert_eq!(look(&hq, instance.id).await, (InstanceState::Ready, None));
    assert_eq!(hq.broker.instances(), [instance.id.0]);
}

async fn two_workers_do_a_thing_once(hq: Hq) {
    let organization = organization(&hq).await;
    for _ in 0..8 {
        ordered(&hq, organization).await;
    }
    tokio::join!(hq.work(), hq.work(), hq.work());
    assert_eq!((hq.broker.instances().len(), asked(&hq, "provision")), (8, 8));
}

async fn what_is_forgotten_while_it_is_looked_at_stays_so(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    hq.work().await;
    // Another server, whose broker takes its time to say how the instance is.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let broker = HttpBroker::new(&url, Auth::Bearer("token".to_owned()), Settings::default()).unwrap();
    let broker = Arc::new(broker);
    let asked = Brokers::new([Registered { name: "double".to_owned(), broker, confidential: true }]);
    let setup = Setup { brokers: Some(asked), ..Setup::default() };
    let other = Hq::start_on(&hq.url, None, setup).await;
    other.advance(time::Duration::seconds(61));
    let forgotten = async {
        let asking = listener.accept().await.unwrap();
        let row = store::instance(hq.app.db().read(), instance.id).await.unwrap();
        let mut operation = begin(&hq).await;
        order::forget(&mut operation, &row).await.unwrap();
        commit(operation).await;
        // Only now it comes to an end.
        drop((asking, listener));
    };
    let (looked, ()) = tokio::join!(brokers::round(&other.app, OWNERS), forgotten);
    looked.unwrap();
    let row = store::instance(hq.app.db().read(), instance.id).await.unwrap();
    assert_eq!((row.state, row.next_probe_at), (InstanceState::Forgotten, Micros::MAX));
}

async fn a_catalog_stays_known_while_its_broker_is_away(hq: Hq) {
    hq.work().await;
    hq.broker.is_away(true);
    hq.advance(time::Duration::minutes(6));
    hq.work().await;
    let offers = brokers::catalogs::offers(&hq.app, hq.app.db().read()).await.unwrap();
    let found = offers.find("double/postgresql/pg").unwrap();
    assert!(found.offer().unavailable.is_some(), "shown, and not to be ordered");
    hq.broker.is_away(false);
    hq.advance(time::Duration::seconds(16));
    hq.work().await;
    let offers = brokers::catalogs::offers(&hq.app, hq.app.db().read()).await.unwrap();
    assert_eq!(offers.find("double/postgresql/pg").unwrap().offer().unavailable, None);
}

async fn what_waits_for_a_failed_instance_fails_with_it(hq: Hq) {
    let instance = ordered(&hq, organization(&hq).await).await;
    let binding = bound(&hq, &instance).await;
    hq.broker.fails("provision", BrokerError::refused(400, ErrorBody::default()));
    hq.work().await;
    let row = store::binding(hq.app.db().read(), binding.id).await.unwrap();
    assert_eq!(row.state, brokers::BindingState::Failed);
    let failure = brokers::view::binding_failure(&row).unwrap().unwrap();
    assert_eq!(failure.code, FailureCode::Dependency);
    assert_eq!(asked(&hq, "bind"), 0);
    let rows = store::operations_of_bindings(hq.app.db().read(), &[binding.id]).await.unwrap();
    assert!(rows.iter().all(|row| row.ended_at.is_some() && row.kind == OperationKind::Bind));
}

async fn what_a_schema_refuses_is_not_sent(hq: Hq) {
    let organization = organization(&hq).await;
    let catalog = broker_catalog::Entity::find().one(hq.app.db().read()).await.unwrap().unwrap();
    let mut offered: serde_json::Value = serde_json::from_str(catalog.catalog.as_ref().unwrap()).unwrap();
    let schema = serde_json::json!({"type": "object", "properties": {"fpu": {"maximum": 2}}});
    offered["services"][0]["plans"][0]["schemas"] =
        serde_json::json!({"service_instance": {"create": {"parameters": schema}}});
    let mut change = catalog.into_active_model();
    change.catalog = Set(Some(offered.to_string()));
    change.update(hq.app.db().write()).await.unwrap();
    let instance = ordered(&hq, organization).await;
    hq.work().await;
    let (state, failure) = look(&hq, instance.id).await;
    let failure = failure.unwrap();
    assert_eq!((state, failure.code), (InstanceState::Failed, FailureCode::Refused));
    assert!(failure.description.unwrap().contains("/fpu"));
    assert_eq!((asked(&hq, "provision"), asked(&hq, "deprovision")), (0, 0));
}
