//! One caller writes so often in a minute, whatever it is, and nobody else is concerned.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, Reply, Setup},
};
use hq_contract::Role;
use hq_server::{
    http::serve::{ForwardedHeader, TrustedProxies},
    platform::writes::USUAL,
};
use serde_json::json;
use time::Duration;

on_both!(
    crate::limits_of_writes::limited =>
    one_more_write_in_a_minute_does_nothing,
    a_retry_gets_its_answer_once_the_minute_is_over,
    a_change_that_can_be_repeated_counts_once,
    who_is_not_signed_in_counts_by_network,
);

/// Behind a proxy, so that there are several networks.
async fn limited(backend: Backend) -> Hq {
    let networks = vec!["127.0.0.0/8".parse().unwrap()];
    let trusted = TrustedProxies { networks, header: ForwardedHeader::XForwardedFor };
    Hq::start_with(backend, Setup { writes_per_minute: USUAL, trusted, ..Setup::default() }).await
}

/// Limit, and what is left.
fn told(reply: &Reply) -> (u16, Option<&str>, Option<&str>) {
    (reply.status.as_u16(), reply.header("ratelimit-limit"), reply.header("ratelimit-remaining"))
}

/// Writes until all but so many writes of a minute are done.
async fn write_all_but(browser: &Browser, left: u32) {
    for number in 1..=USUAL - left {
        let reply = browser.post("/organizations/acme/visits", &json!({})).await;
        assert_eq!(told(&reply), (204, Some("600"), Some(&*(USUAL - number).to_string())), "{}", reply.body);
    }
}

async fn one_more_write_in_a_minute_does_nothing(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
    let key = json!({"name": "Script", "role": "admin", "expires_in_days": 90});
    let key = ada.post("/organizations/acme/api-keys", &key).await.json()["secret"].clone();
    let script = hq.script(key.as_str().unwrap());
    hq.advance(Duration::minutes(1));
    write_all_but(&ada, 0).await;

    let rename = |browser: &Browser, name: &str| {
        let body = json!({"name": name});
        browser.request("PATCH", "/organizations/acme").header("if-match", "*").json(&body)
    };
    let before = hq.app.db().writes();
    let refused = ada.send(rename(&ada, "Globex")).await;
    assert_eq!(told(&refused), (429, Some("600"), Some("0")));
    assert_eq!(hq.app.db().writes(), before, "the database's writer is not even asked for");
    let (elsewhere, _) = hq.sign_in("ada@acme.example").await;
    assert_eq!(elsewhere.send(rename(&elsewhere, "Globex")).await.status, 429, "in another session");
    let read = ada.get("/organizations/acme").await;
    assert_eq!((read.status.as_u16(), &read.json()["name"]), (200, &json!("Acme")));

    assert_eq!(bob.send(rename(&bob, "Acme Labs")).await.status, 200, "somebody else");
    assert_eq!(script.send(rename(&script, "Acme Works")).await.status, 200, "and a key");
    let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    hq.advance(Duration::seconds(wait));
    assert_eq!(told(&ada.send(rename(&ada, "Globex")).await), (200, Some("600"), Some("599")));
}

async fn a_retry_gets_its_answer_once_the_minute_is_over(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    ada.create("Acme").await;
    hq.advance(Duration::minutes(1));
    write_all_but(&ada, 1).await;
    let create = || {
        let body = json!({"name": "Globex"});
        ada.send(ada.request("POST", "/organizations").header("idempotency-key", "k").json(&body))
    };
    let first = create().await;
    assert_eq!(first.status, 201);
    assert_eq!(create().await.status, 429, "whatever was done before");
    hq.advance(Duration::minutes(1));
    let again = create().await;
    assert_eq!((again.body.as_str(), again.header("idempotency-replayed")), (&*first.body, Some("true")));
}

async fn a_change_that_can_be_repeated_counts_once(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    ada.create("Acme").await;
    hq.advance(Duration::minutes(1));
    for left in ["599", "598"] {
        let patch = ada.request("PATCH", "/me").header("if-match", "*").header("idempotency-key", left);
        let changed = ada.send(patch.json(&json!({"full_name": format!("Ada {left}")}))).await;
        assert_eq!(told(&changed), (200, Some("600"), Some(left)), "{}", changed.body);
    }
}

async fn who_is_not_signed_in_counts_by_network(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    ada.create("Acme").await;
    let invited = json!({"emails": ["bob@example.net"], "role": "user"});
    assert_eq!(ada.post("/organizations/acme/invitations", &invited).await.status, 201);
    let path = format!("/invitations/{}/report", hq.token_from_mail("bob@example.net", "/join/").await);
    hq.advance(Duration::hours(1));
    let stranger = hq.browser();
    let report = |network: &str| {
        stranger.send(stranger.request("POST", &path).header("x-forwarded-for", network).json(&json!({})))
    };
    // What is refused once it has begun counts too.
    for _ in 0..USUAL {
        assert_ne!(report("192.0.2.1").await.status, 429);
    }
    assert_eq!(told(&report("192.0.2.1").await), (429, Some("600"), Some("0")));
    assert_ne!(report("192.0.2.2").await.status, 429, "another network");
    let patch = ada.request("PATCH", "/me").header("if-match", "*").header("x-forwarded-for", "192.0.2.1");
    assert_eq!(ada.send(patch.json(&json!({"full_name": "Ada"}))).await.status, 200, "who is signed in");
}
