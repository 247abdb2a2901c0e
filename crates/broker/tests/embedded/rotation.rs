//! Rotation: a second binding, both valid until the old one is removed.

use crate::support::{
    Hq,
    asking::{Offer, part},
    on_server,
    postgres::{connect, run},
};
use sea_orm::sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

on_server!(no_connection_of_the_new_credential_is_lost_under_load);

/// What one client went through.
#[derive(Default)]
struct Counted {
    written: AtomicUsize,
    failed: AtomicUsize,
}

/// Writes rows one after another over connections that each last for three of them, until told to stop.
async fn write(uri: String, counted: Arc<Counted>, stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::SeqCst) {
        let Ok(mut client) = PgConnection::connect(&uri).await else {
            counted.failed.fetch_add(1, Ordering::SeqCst);
            tokio::task::yield_now().await;
            continue;
        };
        for _ in 0..3 {
            match client.execute(AssertSqlSafe("INSERT INTO load VALUES (1)")).await {
                Ok(_) => counted.written.fetch_add(1, Ordering::SeqCst),
                Err(_) => counted.failed.fetch_add(1, Ordering::SeqCst),
            };
        }
    }
}

async fn no_connection_of_the_new_credential_is_lost_under_load(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (old, former) = hq.bind(&offer, instance, json!({ "schema": "primary" })).await;
    let mut client = connect(&part(&former, "uri")).await;
    run(&mut client, "CREATE TABLE load (n integer)".into()).await;
    client.close().await.unwrap();

    let stop = Arc::new(AtomicBool::new(false));
    let (on_old, on_new) = (Arc::new(Counted::default()), Arc::new(Counted::default()));
    let old_stop = Arc::new(AtomicBool::new(false));
    // As many as the old credential has connections: it is used to the full.
    let mut clients: Vec<_> =
        (0..9).map(|_| tokio::spawn(write(part(&former, "uri"), on_old.clone(), old_stop.clone()))).collect();
    let (_, next) = hq.bind(&offer, instance, json!({ "schema": "primary" })).await;
    clients.extend((0..9).map(|_| tokio::spawn(write(part(&next, "uri"), on_new.clone(), stop.clone()))));
    while on_new.written.load(Ordering::SeqCst) < 100 || on_old.written.load(Ordering::SeqCst) < 100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(on_old.failed.load(Ordering::SeqCst), 0, "both are valid");
    hq.unbind(&offer, instance, old).await;
    let at_removal = on_new.written.load(Ordering::SeqCst);
    old_stop.store(true, Ordering::SeqCst);
    while on_new.written.load(Ordering::SeqCst) < at_removal + 100 {
        tokio::task::yield_now().await;
    }
    stop.store(true, Ordering::SeqCst);
    for client in clients {
        client.await.unwrap();
    }
    assert_eq!(on_new.failed.load(Ordering::SeqCst), 0, "the new one never noticed");
    assert!(PgConnection::connect(&part(&former, "uri")).await.is_err(), "the old one is void");
}
