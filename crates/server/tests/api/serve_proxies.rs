//! Who the client is behind a proxy, and whom limits on addresses take for one client.

use crate::on_both;
use crate::support::{Backend, Browser, Hq, PASSWORD, Setup};
use hq_server::http::serve::{ForwardedHeader, TrustedProxies};
use serde_json::{Value, json};

on_both!(super::behind_nginx => the_audit_log_names_who_the_proxy_names, addresses_of_one_subscriber_share_a_limit);

/// Behind a proxy on this machine that overwrites `X-Forwarded-For` and passes on whatever else the client sends, as nginx does.
async fn behind_nginx(backend: Backend) -> Hq {
    let trusted = TrustedProxies {
        networks: vec!["127.0.0.0/8".parse().unwrap()],
        header: ForwardedHeader::XForwardedFor,
    };
    Hq::start_with(backend, Setup { trusted, ..Setup::default() }).await
}

async fn the_audit_log_names_who_the_proxy_names(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    for made_up in ["x", "for=127.0.0.1", "for=203.0.113.1", "for=unknown", "\"", ""] {
        let patch = ada
            .request("PATCH", &format!("/organizations/{}", acme.id))
            .header("if-match", "*")
            .header("x-forwarded-for", "198.51.100.7")
            .header("forwarded", made_up)
            .json(&json!({"description": format!("after {made_up:?}")}));
        assert!(ada.send(patch).await.status.is_success());
        let log = ada.get(&format!("/organizations/{}/audit-log", acme.id)).await.json();
        assert_eq!(log["items"][0]["address"], "198.51.100.7", "{made_up:?}: {log}");
    }
}

/// Sends the same from the `last` address of a network, by way of the proxy.
async fn send(browser: &Browser, path: &str, body: &Value, address: String) -> u16 {
    let request = browser.request("POST", path).header("x-forwarded-for", address).json(body);
    browser.send(request).await.status.as_u16()
}

async fn addresses_of_one_subscriber_share_a_limit(hq: Hq) {
    let account = |number: usize| json!({"full_name": "Ada", "email": format!("ada{number}@example.org"), "password": PASSWORD});
    let verification = json!({"token": "unknown", "full_name": "Ada", "password": PASSWORD});
    let confirmation = json!({"token": "unknown", "password": PASSWORD});
    let invited = json!({"full_name": "Ada", "password": PASSWORD});
    for (path, body) in [
        ("/accounts", None),
        ("/accounts/verify", Some(verification)),
        ("/password-resets", None),
        ("/password-resets/confirm", Some(confirmation)),
        ("/invitations/unknown/account", Some(invited)),
    ] {
        let body = |number: usize| match (&body, path) {
            (Some(body), _) => body.clone(),
            (None, "/accounts") => account(number),
            (None, _) => json!({"email": format!("nobody{number}@example.org")}),
        };
        let browser = hq.browser();
        for number in 0..60 {
            let status = send(&browser, path, &body(number), format!("2001:db8:1:2::{number:x}")).await;
            assert_ne!(status, 429, "{path}, try {number}");
        }
        let next = send(&browser, path, &body(60), "2001:db8:1:2:ffff:ffff:ffff:ffff".to_owned()).await;
        assert_eq!(next, 429, "{path}: another address of the same network");
        for neighbour in ["2001:db8:1:3::1", "192.0.2.1"] {
            let status = send(&browser, path, &body(61), neighbour.to_owned()).await;
            assert_ne!(status, 429, "{path}: another network");
        }
    }
}
