//! What is ordered twice, at once, or of what is not there.

use crate::support::{
    Hq,
    asking::{Offer, accepted, ended, status},
    broker::{id, nobody},
    on_both, on_server,
};
use hq_broker::{
    Broker as _, Reply,
    embedded::{Embedded, EmbeddedConfig},
    osb::{ErrorCode, MaintenanceInfo, OperationState, extension::StepState},
};
use serde_json::json;
use std::time::Duration;

on_both!(
    the_same_order_again_is_the_same_instance,
    one_operation_at_a_time,
    of_two_orders_at_once_one_is_made,
    what_is_not_there_is_gone,
    what_is_not_offered_is_refused
);
on_server!(
    what_nobody_can_mend_by_waiting_ends_the_operation,
    a_step_that_fails_for_a_while_is_tried_again,
    what_could_not_be_made_can_be_removed
);

async fn the_same_order_again_is_the_same_instance(hq: Hq) {
    let offer = Offer::engine(&hq.broker, "sandbox").await;
    let (instance, order) = (id(), offer.order(json!({ "fpu": 1 })));
    let first = accepted(hq.broker.provision(instance, &order, &nobody()).await, |body| body.operation);
    let again = accepted(hq.broker.provision(instance, &order, &nobody()).await, |body| body.operation);
    assert_eq!(first, again, "the operation under way");
    hq.work();
    ended(&hq.broker, instance, &offer.poll(Some(first))).await;
    let done = hq.broker.provision(instance, &order, &nobody()).await;
    assert!(matches!(done, Ok(Reply::Done(_))), "{done:?}");
    let mut other = order.clone();
    other.organization_guid = id().to_string();
    assert_eq!(status(hq.broker.provision(instance, &other, &nobody()).await).0, 409);
    let dataplant = Offer::dataplant(&hq.broker).await.order(json!({ "fpu": 1 }));
    assert_eq!(status(hq.broker.provision(instance, &dataplant, &nobody()).await).0, 409);
}

async fn one_operation_at_a_time(hq: Hq) {
    let offer = Offer::engine(&hq.broker, "sandbox").await;
    let instance = id();
    let order = offer.order(json!({ "fpu": 1 }));
    let made = accepted(hq.broker.provision(instance, &order, &nobody()).await, |body| body.operation);
    let busy = (422, Some(ErrorCode::ConcurrencyError));
    assert_eq!(status(hq.broker.deprovision(instance, &offer.poll(None), &nobody()).await), busy);
    assert_eq!(status(hq.broker.update(instance, &offer.change(json!({})), &nobody()).await), busy);
    assert_eq!(status(hq.broker.bind(instance, id(), &offer.binding(json!({})), &nobody()).await), busy);
    hq.work();
    ended(&hq.broker, instance, &offer.poll(Some(made))).await;
    hq.bind(&offer, instance, json!({})).await;
}

async fn of_two_orders_at_once_one_is_made(hq: Hq) {
    let offer = Offer::engine(&hq.broker, "sandbox").await;
    let other = hq.another().await;
    let (instance, order) = (id(), offer.order(json!({ "fpu": 1 })));
    let who = nobody();
    let (one, two) =
        tokio::join!(hq.broker.provision(instance, &order, &who), other.provision(instance, &order, &who));
    let (one, two) = (accepted(one, |body| body.operation), accepted(two, |body| body.operation));
    assert_eq!(one, two);
    let poll = offer.poll(Some(one));
    let stop = hq.stop.clone();
    tokio::spawn(async move { other.run(stop).await });
    hq.work();
    assert_eq!(ended(&hq.broker, instance, &poll).await.state, OperationState::Succeeded);
    let poll = offer.poll(None);
    let (one, two) = tokio::join!(
        hq.broker.deprovision(instance, &poll, &who),
        hq.broker.deprovision(instance, &poll, &who)
    );
    for reply in [one, two] {
        match reply {
            Ok(Reply::Accepted(_)) => {}
            refused => assert!(matches!(status(refused), (422, _) | (410, _))),
        }
    }
    assert_eq!(ended(&hq.broker, instance, &poll).await.state, OperationState::Succeeded);
}

async fn what_is_not_there_is_gone(hq: Hq) {
    let offer = Offer::engine(&hq.broker, "sandbox").await;
    let (poll, who) = (offer.poll(None), nobody());
    assert_eq!(status(hq.broker.deprovision(id(), &poll, &who).await), (410, None));
    assert_eq!(status(hq.broker.update(id(), &offer.change(json!({})), &who).await), (410, None));
    assert_eq!(status(hq.broker.last_operation(id(), &poll).await), (410, None));
    assert_eq!(status(hq.broker.bind(id(), id(), &offer.binding(json!({})), &who).await), (410, None));
    assert_eq!(status(hq.broker.unbind(id(), id(), &poll, &who).await), (410, None));
    assert_eq!(status(hq.broker.last_binding_operation(id(), id(), &poll).await), (410, None));
    assert_eq!(status(hq.broker.instance(id(), &poll).await).0, 404);
}

async fn what_is_not_offered_is_refused(hq: Hq) {
    let offer = Offer::engine(&hq.broker, "sandbox").await;
    let mut unknown = offer.order(json!({ "fpu": 1 }));
    unknown.plan_id = "gold".into();
    assert_eq!(status(hq.broker.provision(id(), &unknown, &nobody()).await).0, 400);
    let mut versioned = offer.order(json!({ "fpu": 1 }));
    versioned.maintenance_info = Some(MaintenanceInfo { version: "9.9.9".into(), description: None });
    let conflict = (422, Some(ErrorCode::MaintenanceInfoConflict));
    assert_eq!(status(hq.broker.provision(id(), &versioned, &nobody()).await), conflict);
    let large = offer.order(json!({ "fpu": 64 }));
    let refused = hq.broker.provision(id(), &large, &nobody()).await.unwrap_err();
    assert_eq!(refused.description.as_deref(), Some("Its only size is 1 FPU."));
}

async fn what_nobody_can_mend_by_waiting_ends_the_operation(hq: Hq) {
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    hq.make_with_worker(&offer).await;
    hq.on_server().admin_runs(format!("ALTER ROLE {} NOCREATEDB", hq.on_server().role)).await;
    let (_, failed) = hq.order(&offer, json!({ "fpu": 2 })).await;
    assert_eq!(failed.state, OperationState::Failed);
    assert!(failed.description.unwrap().contains("permission denied"));
    assert_eq!(failed.hq_steps[2].state, StepState::Failed);
}

async fn a_step_that_fails_for_a_while_is_tried_again(hq: Hq) {
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    // The journal is there before a second one looks for it.
    assert_eq!(hq.broker.orphans().await.unwrap(), []);
    // The worker's server is reached through a database of its own, which can be shut without touching the journal.
    let server = hq.on_server();
    let database = format!("{}_main", server.role);
    server.admin_runs(format!("CREATE DATABASE {database} OWNER {} TEMPLATE template0", server.role)).await;
    let mut storage = url::Url::parse(&server.url).unwrap();
    storage.set_path(&database);
    let config = EmbeddedConfig { storage: Some(storage.into()), ..hq.config.clone() };
    let worker = Embedded::open(config).await.unwrap();
    let stop = hq.stop.clone();
    tokio::spawn(async move { worker.run(stop).await });
    let engine = hq.make(&offer, json!({ "fpu": 2 })).await;

    server.admin_runs(format!("ALTER DATABASE {database} ALLOW_CONNECTIONS false")).await;
    let order = hq.broker.update(engine, &offer.change(json!({ "fpu": 4 })), &nobody()).await;
    let waiting = offer.poll(Some(accepted(order, |body| body.operation)));
    hq.see(|broker| {
        let waiting = waiting.clone();
        async move { broker.last_operation(engine, &waiting).await.unwrap().0.hq_steps[0].detail.is_some() }
    })
    .await;
    let (told, _) = hq.broker.last_operation(engine, &waiting).await.unwrap();
    assert_eq!(told.state, OperationState::InProgress);
    let why = told.hq_steps[0].detail.as_deref().unwrap();
    assert!(why.contains("not currently accepting connections"), "{why}");
    server.admin_runs(format!("ALTER DATABASE {database} ALLOW_CONNECTIONS true")).await;
    hq.advance(Duration::from_secs(31));
    assert_eq!(ended(&hq.broker, engine, &waiting).await.state, OperationState::Succeeded);
}

async fn what_could_not_be_made_can_be_removed(hq: Hq) {
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    hq.make_with_worker(&offer).await;
    let role = hq.on_server().role.clone();
    hq.on_server().admin_runs(format!("ALTER ROLE {role} NOCREATEDB")).await;
    let (instance, failed) = hq.order(&offer, json!({ "fpu": 2 })).await;
    assert_eq!(failed.state, OperationState::Failed);
    let again = hq.broker.provision(instance, &offer.order(json!({ "fpu": 2 })), &nobody()).await;
    assert_eq!(status(again).0, 409, "a failed one is not made again");
    assert_eq!(hq.remove(&offer, instance).await.state, OperationState::Succeeded);
    assert!(!hq.on_server().roles().await.contains(&format!("hq_{}", instance.simple())));
    assert_eq!(hq.broker.orphans().await.unwrap(), []);
}
