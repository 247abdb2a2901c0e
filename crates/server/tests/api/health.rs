//! What load balancers ask.

use crate::{
    on_both,
    support::{Hq, Raw},
};

on_both!(a_server_with_its_database_is_ready, a_server_without_its_database_lives_and_is_not_ready);

async fn ask(hq: &Hq, path: &str) -> (u16, String) {
    let mut raw = Raw::connect(hq.address).await;
    raw.send(format!("GET {path} HTTP/1.1\r\nHost: hq\r\n\r\n")).await;
    let reply = raw.reply().await;
    (reply.status, reply.head)
}

async fn a_server_with_its_database_is_ready(hq: Hq) {
    assert_eq!(ask(&hq, "/livez").await.0, 200);
    assert_eq!(ask(&hq, "/readyz").await.0, 200);
}

async fn a_server_without_its_database_lives_and_is_not_ready(hq: Hq) {
    hq.app.db().clone().close().await;
    assert_eq!(ask(&hq, "/livez").await.0, 200);
    let (status, head) = ask(&hq, "/readyz").await;
    assert_eq!(status, 503);
    assert!(head.contains("retry-after: "), "{head}");
}
