//! Engines: made, looked at, changed, removed.

use crate::support::{
    Hq,
    asking::{Offer, part, status, steps},
    broker::{id, nobody},
    on_both, on_server,
    postgres::{connect, refused, run, texts},
};
use hq_broker::{
    Broker as _, Reply,
    osb::{
        OperationState,
        extension::{HighAvailability, StepState},
    },
};
use sea_orm::sqlx::{Connection as _, Executor as _, SqliteConnection};
use serde_json::json;

on_both!(what_is_offered_depends_on_what_there_is, a_sandbox_is_made_and_removed);
on_server!(
    a_postgresql_engine_can_be_used_with_its_credentials,
    a_size_decides_how_many_connections_there_are,
    a_suspended_engine_lets_nobody_in_until_it_is_resumed,
    what_is_removed_is_gone_with_its_roles
);

async fn what_is_offered_depends_on_what_there_is(hq: Hq) {
    let catalog = hq.broker.catalog().await.unwrap();
    let engines: Vec<_> =
        catalog.services.iter().filter_map(|service| service.hq()?.engine.as_deref()).collect();
    let expected: &[&str] = if hq.server.is_some() { &["postgresql", "sandbox"] } else { &["sandbox"] };
    assert_eq!(engines, expected);
    for service in &catalog.services {
        let (extension, plan) = (service.hq().unwrap(), service.plans[0].hq().unwrap());
        assert!(!extension.limits.is_empty(), "{} says what it cannot promise", service.name);
        assert_eq!(plan.high_availability, HighAvailability::Unavailable);
        assert_eq!((plan.provider.id.as_str(), plan.regions.len()), ("local", 1));
        assert_eq!(plan.price.as_ref().unwrap().currency, "EUR");
        assert!(service.plans[0].schemas.is_some());
    }
}

async fn a_sandbox_is_made_and_removed(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "sandbox").await;
    let (instance, made) = hq.order(&offer, json!({ "region": "local", "fpu": 1 })).await;
    assert_eq!(made.state, OperationState::Succeeded);
    let expected: &[&str] = match hq.server {
        Some(_) => &["connect_server", "create_role", "create_database", "set_permissions", "write_and_read"],
        None => &["create_file", "write_and_read"],
    };
    assert_eq!(steps(&made), expected);
    for step in &made.hq_steps {
        assert_eq!(step.state, StepState::Done);
        assert!(step.started.is_some() && step.ended.is_some(), "{step:?}");
    }

    let found = hq.broker.instance(instance, &offer.poll(None)).await.unwrap();
    let health = found.hq_status.unwrap();
    assert!(health.reachable && health.latency_ms.is_some() && health.storage_bytes > Some(0), "{health:?}");
    assert_eq!(health.storage_limit_bytes, Some(1_000_000_000));

    let (_, credentials) = hq.bind(&offer, instance, json!({})).await;
    if hq.server.is_none() {
        write_to_file(&part(&credentials, "file")).await;
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &str| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&part(&credentials, "file")), 0o600);
        assert_eq!(mode(hq.folder().join("sandbox").to_str().unwrap()), 0o700);
    }
    let removed = hq.remove(&offer, instance).await;
    assert_eq!(removed.state, OperationState::Succeeded);
    assert_eq!(removed.hq_steps.last().unwrap().detail.as_deref(), Some("nothing is left"));
    let gone = status(hq.broker.deprovision(instance, &offer.poll(None), &nobody()).await);
    assert_eq!(gone, (410, None));
    assert_eq!(status(hq.broker.instance(instance, &offer.poll(None)).await).0, 404);
    assert_eq!(hq.broker.orphans().await.unwrap(), []);
    if hq.server.is_none() {
        assert_eq!(std::fs::read_dir(hq.folder().join("sandbox")).unwrap().count(), 0);
    }
}

async fn write_to_file(file: &str) {
    let mut connection = SqliteConnection::connect(&format!("sqlite://{file}")).await.unwrap();
    connection.execute("CREATE TABLE t (n INTEGER)").await.unwrap();
    connection.execute("INSERT INTO t VALUES (1)").await.unwrap();
    connection.close().await.unwrap();
}

async fn a_postgresql_engine_can_be_used_with_its_credentials(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    assert_eq!(hq.on_server().databases().await, [format!("hq_{}", instance.simple())]);
    let (_, credentials) = hq.bind(&offer, instance, json!({ "schema": "primary" })).await;
    let mut client = connect(&part(&credentials, "uri")).await;
    run(&mut client, "CREATE TABLE sales (amount integer)".into()).await;
    run(&mut client, "INSERT INTO sales VALUES (41), (1)".into()).await;
    assert_eq!(texts(&mut client, "SELECT sum(amount)::text FROM sales").await, ["42"]);
    let place = "SELECT schemaname || ' ' || tableowner FROM pg_tables WHERE tablename = 'sales'";
    let group = format!("hq_{}", instance.simple());
    assert_eq!(texts(&mut client, place).await, [format!("primary {group}")]);
    let owner = format!("SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = '{group}'");
    assert_eq!(
        texts(&mut client, &owner).await,
        [hq.on_server().role.clone()],
        "the broker owns the database"
    );
}

async fn a_size_decides_how_many_connections_there_are(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (_, credentials) = hq.bind(&offer, instance, json!({})).await;
    let uri = part(&credentials, "uri");
    let mut ten = Vec::new();
    for _ in 0..10 {
        ten.push(connect(&uri).await);
    }
    assert!(sea_orm::sqlx::PgConnection::connect(&uri).await.is_err(), "2 FPU are 10 connections");
    let changed = hq.change(&offer, instance, json!({ "fpu": 4 })).await;
    assert_eq!((changed.state, steps(&changed)), (OperationState::Succeeded, vec!["set_connection_limit"]));
    connect(&uri).await;
    let found = hq.broker.instance(instance, &offer.poll(None)).await.unwrap();
    assert_eq!(found.parameters["fpu"], 4);
    let same = hq.broker.update(instance, &offer.change(json!({ "fpu": 4 })), &nobody()).await;
    assert!(matches!(same, Ok(Reply::Done(_))), "nothing is left to do");
}

async fn a_suspended_engine_lets_nobody_in_until_it_is_resumed(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (binding, credentials) = hq.bind(&offer, instance, json!({})).await;
    let uri = part(&credentials, "uri");
    let mut client = connect(&uri).await;
    let suspended = hq.change(&offer, instance, json!({ "suspended": true })).await;
    assert_eq!(suspended.hq_steps[0].detail.as_deref(), Some("1 ended"));
    refused(&mut client, "SELECT 1").await;
    assert!(sea_orm::sqlx::PgConnection::connect(&uri).await.is_err());
    let health = hq.broker.instance(instance, &offer.poll(None)).await.unwrap().hq_status.unwrap();
    assert!(!health.reachable && health.storage_bytes.is_some(), "it can still be measured");
    let refusal = hq.broker.bind(instance, id(), &offer.binding(json!({})), &nobody()).await;
    assert_eq!(status(refusal).0, 400);
    hq.change(&offer, instance, json!({ "suspended": false })).await;
    connect(&uri).await;
    hq.change(&offer, instance, json!({ "suspended": true })).await;
    hq.unbind(&offer, instance, binding).await;
}

async fn what_is_removed_is_gone_with_its_roles(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let (one, other) =
        (hq.make(&offer, json!({ "fpu": 2 })).await, hq.make(&offer, json!({ "fpu": 2 })).await);
    let (_, credentials) = hq.bind(&offer, one, json!({})).await;
    hq.bind(&offer, one, json!({ "schema": "mart" })).await;
    let mut client = connect(&part(&credentials, "uri")).await;
    run(&mut client, "CREATE TABLE t (n integer)".into()).await;
    let removed = hq.remove(&offer, one).await;
    assert_eq!(steps(&removed), ["end_sessions", "drop_database", "drop_roles", "verify_gone"]);
    let receipt = removed.hq_steps[1].detail.clone().unwrap();
    assert!(
        receipt.starts_with(&format!("hq_{}, ", one.simple())) && receipt.ends_with(" bytes"),
        "{receipt}"
    );
    assert_eq!(removed.hq_steps[0].detail.as_deref(), Some("1 ended"), "who was connected is sent away");
    assert_eq!(hq.on_server().databases().await, [format!("hq_{}", other.simple())]);
    assert_eq!(hq.on_server().roles().await, [format!("hq_{}", other.simple())]);
    // Its polls are still answered, and its id is not taken again.
    let (poll, _) = hq.broker.last_operation(one, &offer.poll(None)).await.unwrap();
    assert_eq!(poll.state, OperationState::Succeeded);
    let again = hq.broker.provision(one, &offer.order(json!({ "fpu": 2 })), &nobody()).await;
    assert_eq!(status(again).0, 409);
}
