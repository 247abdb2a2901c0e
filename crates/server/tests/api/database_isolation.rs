//! A database whose default is the strictest isolation: HQ says which it works under.

use crate::support::{Browser, Hq, Setup, postgres};
use futures::future::join_all;
use hq_contract::{Role, me::ListMyOrganizations};
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::json;

/// A server on a database where everything is SERIALIZABLE unless something else is said.
async fn begin() -> (Hq, Browser) {
    let url = postgres().await;
    let name = url.rsplit_once('/').expect("a database").1.to_owned();
    let admin = Database::connect(&url).await.unwrap();
    admin
        .execute_unprepared(&format!(
            "ALTER DATABASE {name} SET default_transaction_isolation TO 'serializable'"
        ))
        .await
        .unwrap();
    admin.close().await.unwrap();
    let hq = Hq::start_on(&url, None, Setup::default()).await;
    let ada = hq.person("ada@acme.example").await;
    (hq, ada)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twelve_who_invite_at_once_are_all_served() {
    let (hq, ada) = begin().await;
    let acme = ada.create("Acme").await;
    let mut admins = vec![ada];
    for number in 1..12 {
        let email = format!("admin{number}@acme.example");
        let admin = hq.joined(&admins[0], &acme, &email, Role::Admin).await;
        admins.push(admin);
    }
    let path = format!("/organizations/{}/invitations", acme.id);
    let (path, admins) = (&path, &admins);
    let callers = admins.iter().enumerate().map(|(number, admin)| async move {
        for round in 0..5 {
            let body = json!({"emails": [format!("p{number}-{round}@example.net")], "role": "user"});
            let reply = admin.post(path, &body).await;
            assert!(reply.status.is_success(), "{} {}", reply.status, reply.body);
        }
    });
    join_all(callers).await;
    let list = admins[0].get(&format!("{path}?limit=100")).await.json();
    assert_eq!(list["total"], json!(60), "{list}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_is_repeated_at_once_is_done_once() {
    let (_hq, ada) = begin().await;
    for key in ["k1", "k2", "k3"] {
        let send = || {
            let request = ada.request("POST", "/organizations").header("idempotency-key", key);
            ada.send(request.json(&json!({"name": key})))
        };
        let replies = join_all((0..12).map(|_| send())).await;
        for reply in &replies {
            assert_eq!((reply.status.as_u16(), &reply.body), (201, &replies[0].body));
        }
    }
    assert_eq!(ada.call(&ListMyOrganizations::default()).await.unwrap().total, 3);
}
