use crate::{on_both, support::Hq};
use hq_contract::me::ListMyOrganizations;
use serde_json::json;

on_both!(
    a_repeated_post_is_done_once_and_answers_the_same,
    a_key_belongs_to_one_request,
    a_key_belongs_to_one_caller,
    a_refused_try_does_not_use_the_key_up,
    thirty_two_at_once_have_one_effect,
    a_broken_key_is_refused,
);

async fn a_repeated_post_is_done_once_and_answers_the_same(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let request = || {
        browser
            .request("POST", "/organizations")
            .header("idempotency-key", "k")
            .json(&json!({"name": "Acme"}))
    };
    let first = browser.send(request()).await;
    let second = browser.send(request()).await;
    assert_eq!(
        (first.status, &first.body, first.header("etag")),
        (second.status, &second.body, second.header("etag"))
    );
    assert_eq!(browser.call(&ListMyOrganizations::default()).await.unwrap().total, 1);

    hq.advance(time::Duration::hours(25));
    hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
    assert_ne!(browser.send(request()).await.body, first.body, "a day later the key is free");
}

async fn a_key_belongs_to_one_request(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let send = async |name: &str| {
        browser
            .send(
                browser
                    .request("POST", "/organizations")
                    .header("idempotency-key", "k")
                    .json(&json!({"name": name})),
            )
            .await
    };
    assert_eq!(send("Acme").await.status, 201);
    let other = send("Beta").await;
    assert_eq!((other.status.as_u16(), &other.json()["code"]), (422, &json!("idempotency_key_reused")));
}

async fn a_key_belongs_to_one_caller(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let bob = hq.person("bob@example.org").await;
    for (browser, slug) in [(&ada, "acme"), (&bob, "acme-2")] {
        let reply = browser
            .send(
                browser
                    .request("POST", "/organizations")
                    .header("idempotency-key", "k")
                    .json(&json!({"name": "Acme"})),
            )
            .await;
        assert_eq!(reply.json()["slug"], slug);
    }
}

async fn a_refused_try_does_not_use_the_key_up(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    browser.create("Acme").await;
    let send = async |slug: &str| {
        browser
            .send(
                browser
                    .request("POST", "/organizations")
                    .header("idempotency-key", "k")
                    .json(&json!({"name": "A", "slug": slug})),
            )
            .await
            .status
            .as_u16()
    };
    assert_eq!(send("acme").await, 409);
    assert_eq!(send("acme-b").await, 201);
}

async fn thirty_two_at_once_have_one_effect(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let send = || {
        browser.send(
            browser
                .request("POST", "/organizations")
                .header("idempotency-key", "k")
                .json(&json!({"name": "Acme"})),
        )
    };
    let replies = futures::future::join_all((0..32).map(|_| send())).await;
    for reply in &replies {
        assert_eq!((reply.status.as_u16(), &reply.body), (201, &replies[0].body));
    }
    assert_eq!(browser.call(&ListMyOrganizations::default()).await.unwrap().total, 1);
}

async fn a_broken_key_is_refused(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    for key in [String::new(), "k".repeat(256), "é".into()] {
        let reply = browser
            .send(
                browser
                    .request("POST", "/organizations")
                    .header("idempotency-key", key.as_str())
                    .json(&json!({"name": "A"})),
            )
            .await;
        assert_eq!(reply.status, 400, "{key}");
    }
}
