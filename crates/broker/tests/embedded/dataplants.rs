//! Dataplants: connected with the credentials they were given, and nothing else.

use crate::support::{
    Hq,
    asking::{Offer, accepted, ended, status, steps},
    broker::{id, nobody},
    on_both, on_server, tls,
};
use hq_broker::{
    Broker as _,
    osb::{Credentials, OperationState, extension::StepState},
};
use sea_orm::sqlx::{Connection as _, SqliteConnection};
use serde_json::{Value, json};
use tokio::net::TcpStream;

on_both!(
    its_steps_are_what_is_done,
    what_cannot_be_connected_is_not_made,
    an_engine_that_is_away_is_seen,
    it_begins_with_a_sample,
    its_secrets_are_sealed,
    its_url_is_where_it_answers
);
on_server!(only_files_of_sandbox_are_opened);

/// An engine, and credentials of it for each slot.
async fn connections(hq: &Hq) -> (Offer, uuid::Uuid, Value) {
    let (name, size) = if hq.server.is_some() { ("postgresql", 2) } else { ("sandbox", 1) };
    let engines = Offer::engine(&hq.broker, name).await;
    let engine = hq.make(&engines, json!({ "fpu": size })).await;
    let mut all = serde_json::Map::new();
    for slot in ["primary", "mart", "ml"] {
        let (_, Credentials(parts)) = hq.bind(&engines, engine, json!({ "schema": slot })).await;
        all.insert(slot.into(), Value::Object(parts));
    }
    (engines, engine, Value::Object(all))
}

async fn its_steps_are_what_is_done(mut hq: Hq) {
    hq.work();
    hq.open_door();
    let (_, _, connections) = connections(&hq).await;
    let offer = Offer::dataplant(&hq.broker).await;
    let (plant, made) =
        hq.order(&offer, json!({ "region": "local", "fpu": 2, "connections": connections })).await;
    assert_eq!(made.state, OperationState::Succeeded, "{made:?}");
    let expected = [
        "connect_primary",
        "write_primary",
        "connect_mart",
        "write_mart",
        "connect_ml",
        "write_ml",
        "answer",
    ];
    assert_eq!(steps(&made), expected);
    assert_eq!(made.hq_steps[1].detail.as_deref(), Some("wrote to primary and read it back"));
    let found = hq.broker.instance(plant, &offer.poll(None)).await.unwrap();
    assert!(found.hq_status.unwrap().reachable);
    let port = hq.config.front_door.unwrap().address.port();
    assert_eq!(found.dashboard_url.unwrap(), format!("http://{}.localhost:{port}/", plant.simple()));

    let resized = hq.change(&offer, plant, json!({ "fpu": 4 })).await;
    assert_eq!(
        (resized.state, steps(&resized)),
        (OperationState::Succeeded, vec!["apply_settings", "answer"])
    );
    let removed = hq.remove(&offer, plant).await;
    assert_eq!((removed.state, steps(&removed)), (OperationState::Succeeded, vec!["stop_answering"]));
}

async fn what_cannot_be_connected_is_not_made(mut hq: Hq) {
    hq.work();
    hq.open_door();
    let (engines, engine, connections) = connections(&hq).await;
    let offer = Offer::dataplant(&hq.broker).await;
    for (broken, word) in [
        (json!({ "uri": "snowflake://x" }), "neither PostgreSQL nor Sandbox"),
        (json!({ "file": "/etc/passwd" }), "none of this broker's Sandbox"),
        (
            json!({ "host": "127.0.0.1", "database": "d", "username": "u", "password": "p", "schema": "a;b" }),
            "a;b",
        ),
    ] {
        let (plant, failed) = hq.order(&offer, json!({ "fpu": 1, "connections": { "mart": broken } })).await;
        assert_eq!(failed.state, OperationState::Failed);
        assert_eq!(
            (failed.hq_steps[0].name.as_str(), failed.hq_steps[0].state),
            ("connect_mart", StepState::Failed)
        );
        assert!(failed.description.as_deref().unwrap().contains(word), "{failed:?}");
        assert_eq!(hq.broker.instance(plant, &offer.poll(None)).await.unwrap().dashboard_url, None);
        hq.remove(&offer, plant).await;
    }
    // A change that fails leaves what was before.
    let plant = hq.make(&offer, json!({ "fpu": 1, "connections": connections })).await;
    let failed =
        hq.change(&offer, plant, json!({ "connections": { "ml": { "uri": "snowflake://x" } } })).await;
    assert_eq!((failed.state, failed.instance_usable), (OperationState::Failed, Some(true)));
    assert!(hq.broker.instance(plant, &offer.poll(None)).await.unwrap().hq_status.unwrap().reachable);
    hq.remove(&engines, engine).await;
}

async fn an_engine_that_is_away_is_seen(mut hq: Hq) {
    hq.work();
    hq.open_door();
    let (engines, engine, connections) = connections(&hq).await;
    let offer = Offer::dataplant(&hq.broker).await;
    let plant = hq.make(&offer, json!({ "fpu": 1, "connections": connections })).await;
    hq.remove(&engines, engine).await;
    hq.advance(std::time::Duration::from_secs(11));
    let found = hq.broker.instance(plant, &offer.poll(None)).await.unwrap();
    let health = found.hq_status.unwrap();
    assert!(!health.reachable && health.latency_ms.is_none());
    assert!(health.detail.unwrap().starts_with("primary: "));
    let host = format!("{}.localhost", plant.simple());
    let mut door = TcpStream::connect(hq.config.front_door.unwrap().address).await.unwrap();
    let page = tls::get(&mut door, &host, "/").await;
    assert_eq!(page.matches("Not reachable").count(), 3, "{page}");
    assert!(!page.contains(&engine.simple().to_string()), "no address of an engine");
}

async fn its_secrets_are_sealed(mut hq: Hq) {
    hq.work();
    hq.open_door();
    let (_, _, connections) = connections(&hq).await;
    let certificate = tls::certificate(&["data.acme.example"]);
    let exposure = json!({ "names": ["data.acme.example"], "certificates": [certificate] });
    let offer = Offer::dataplant(&hq.broker).await;
    let parameters = json!({ "fpu": 1, "connections": connections, "exposure": exposure });
    let plant = hq.make(&offer, parameters.clone()).await;
    let again = hq.broker.provision(plant, &offer.order(parameters), &nobody()).await;
    assert!(matches!(again, Ok(hq_broker::Reply::Done(_))), "secrets too are compared");
    let key: String = certificate.private_key.lines().nth(1).unwrap().into();
    let password = connections["primary"].get("password").and_then(Value::as_str).map(str::to_owned);
    for secret in password.into_iter().chain([key]) {
        match &hq.server {
            Some(server) => {
                let mut journal = server.admin_in(&server.journal).await;
                for table in ["broker_instances", "broker_operations", "broker_steps"] {
                    let rows = format!("SELECT row_to_json(t)::text FROM {table} t");
                    let rows = crate::support::postgres::texts(&mut journal, &rows).await;
                    assert!(rows.iter().all(|row| !row.contains(&secret)), "{table}");
                }
            }
            None => {
                let file = hq.folder().join("broker.sqlite");
                let mut journal =
                    SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
                sea_orm::sqlx::Executor::execute(&mut journal, "PRAGMA wal_checkpoint(TRUNCATE)")
                    .await
                    .unwrap();
                let bytes = std::fs::read(file).unwrap();
                assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
            }
        }
    }
}

async fn its_url_is_where_it_answers(mut hq: Hq) {
    hq.work();
    let offer = Offer::dataplant(&hq.broker).await;
    let plant = id();
    let order = offer.order(json!({ "fpu": 1 }));
    let made = accepted(hq.broker.provision(plant, &order, &nobody()).await, |body| body.operation);
    // Its door is shut: it is not ready before it answers.
    hq.see(|broker| {
        let poll = offer.poll(Some(made.clone()));
        async move { broker.last_operation(plant, &poll).await.unwrap().0.hq_steps[0].detail.is_some() }
    })
    .await;
    assert_eq!(status(hq.broker.instance(plant, &offer.poll(None)).await).0, 404);
    hq.open_door();
    hq.advance(std::time::Duration::from_secs(31));
    assert_eq!(ended(&hq.broker, plant, &offer.poll(Some(made))).await.state, OperationState::Succeeded);
    assert!(hq.broker.instance(plant, &offer.poll(None)).await.unwrap().dashboard_url.is_some());
}

async fn only_files_of_sandbox_are_opened(hq: Hq) {
    hq.work();
    // Named as those of Sandbox are, and there.
    let folder = tempfile::tempdir().unwrap();
    let outside = folder.path().join(format!("{}.sqlite", id().simple()));
    std::fs::write(&outside, "").unwrap();
    let offer = Offer::dataplant(&hq.broker).await;
    for file in [
        outside.to_string_lossy().into_owned(),
        hq.folder().join("sandbox/../broker.sqlite").to_string_lossy().into_owned(),
        "sqlite:///etc/passwd".into(),
    ] {
        let (_, failed) =
            hq.order(&offer, json!({ "fpu": 1, "connections": { "primary": { "file": file } } })).await;
        assert_eq!(failed.state, OperationState::Failed);
    }
    assert_eq!(std::fs::metadata(outside).unwrap().len(), 0);
}

async fn it_begins_with_a_sample(mut hq: Hq) {
    hq.work();
    hq.open_door();
    let (_, _, connections) = connections(&hq).await;
    let offer = Offer::dataplant(&hq.broker).await;
    let parameters = json!({ "fpu": 1, "connections": connections, "template": "sample" });
    let (plant, made) = hq.order(&offer, parameters).await;
    assert_eq!(made.state, OperationState::Succeeded, "{made:?}");
    let loaded = made.hq_steps.iter().find(|step| step.name == "load_sample").unwrap();
    assert_eq!(loaded.detail.as_deref(), Some("50 customers, 500 orders and a view"));
    let changed = hq.change(&offer, plant, json!({ "fpu": 2 })).await;
    assert!(!changed.hq_steps.iter().any(|step| step.name == "load_sample"), "once");
    let other = offer.order(json!({ "fpu": 1, "template": "other" }));
    assert!(hq.broker.provision(uuid::Uuid::from_u128(1), &other, &nobody()).await.is_err());
}
