//! The local mailbox, and who cannot see it.

use crate::{
    on_both,
    support::{Backend, Hq, Raw, RawReply, Setup},
};
use hq_contract::accounts::SignUp;
use hq_server::serve::TrustedProxies;

on_both!(a_mail_can_be_read_and_its_link_followed);

async fn get(hq: &Hq, path: &str, host: &str, more: &str) -> RawReply {
    let mut raw = Raw::connect(hq.address).await;
    raw.send(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n")).await;
    raw.reply().await
}

/// All of an answer but its request's name.
fn anonymous(reply: &RawReply) -> (u16, String) {
    let problem: serde_json::Value = serde_json::from_str(&reply.body).expect("a problem");
    (reply.status, problem["code"].to_string())
}

async fn a_mail_can_be_read_and_its_link_followed(hq: Hq) {
    let empty = get(&hq, "/mailbox", "localhost", "").await;
    assert!(empty.body.contains("No mail yet"), "{}", empty.body);
    let mut account = Hq::new_account("ada&co@example.org");
    account.full_name = "<b>Ada</b> Lovelace".parse().unwrap();
    hq.browser().call(&SignUp(account)).await.unwrap();

    let list = get(&hq, "/mailbox", "127.0.0.1:8080", "Accept-Language: fr\r\n").await;
    assert!(list.body.contains("Boîte aux lettres locale") && !list.body.contains("<b>"), "{}", list.body);
    let path = list.body.split("href=\"/mailbox/").nth(2).and_then(|rest| rest.split('"').next()).unwrap();
    let mail = get(&hq, &format!("/mailbox/{path}"), "[::1]:8080", "").await;
    let token = hq.token_from_mail("ada&co@example.org", "/verify/").await;
    let link = format!("href=\"http://{}/verify/{token}\"", hq.address);
    assert!(mail.body.contains(&link), "{}", mail.body);
    assert!(!mail.body.contains("<b>") && mail.body.contains("ada&amp;co@example.org"), "{}", mail.body);
}

#[tokio::test]
async fn nobody_else_sees_it() {
    let trusted =
        TrustedProxies { networks: vec!["127.0.0.0/8".parse().unwrap()], ..TrustedProxies::default() };
    let hq = Hq::start_with(Backend::Sqlite, Setup { trusted, ..Setup::default() }).await;
    let nothing = anonymous(&get(&hq, "/api/nothing", "localhost", "").await);
    for (host, more) in [
        ("rebound.example.org", ""),
        ("localhost.example.org", ""),
        ("localhost", "X-Forwarded-For: 203.0.113.9\r\n"),
        ("localhost", "Forwarded: for=127.0.0.1\r\n"),
        ("localhost", "X-Forwarded-Host: hq.example.org\r\n"),
        ("localhost", "Via: 1.1 proxy\r\n"),
    ] {
        for path in ["/mailbox", "/mailbox/style.css", "/mailbox/0199a0c0-0000-7000-8000-000000000000"] {
            assert_eq!(anonymous(&get(&hq, path, host, more).await), nothing, "{path} {host} {more}");
        }
    }
    for path in ["/mailbox/0199a0c0-0000-7000-8000-000000000000", "/mailbox/x"] {
        assert_eq!(anonymous(&get(&hq, path, "localhost", "").await), nothing, "{path}");
    }
}

#[tokio::test]
async fn a_server_that_sends_mails_has_none() {
    let hq = Hq::start_with(Backend::Sqlite, Setup { local_mailbox: false, ..Setup::default() }).await;
    assert_eq!(get(&hq, "/mailbox", "localhost", "").await.status, 404);
}

/// A proxy on the same machine speaks for anybody, whatever it says it was asked for.
#[tokio::test]
async fn nobody_sees_it_where_people_reach_the_server_under_another_name() {
    let setup = Setup { public_url: Some("https://hq.example.org"), ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    let nowhere = get(&hq, "/api/nowhere", "127.0.0.1", "").await;
    for host in ["127.0.0.1", "localhost:8080", "hq.example.org"] {
        assert_eq!(anonymous(&get(&hq, "/mailbox", host, "").await), anonymous(&nowhere), "{host}");
    }
}
