//! The local mailbox, and who cannot see it.

use crate::{
    on_both,
    support::{Backend, Hq, Raw, RawReply, Setup},
};
use hq_contract::{
    Note, Role,
    accounts::SignUp,
    invitations::{Invite, NewInvitations},
};
use hq_server::{db::entity::outbox, http::serve::TrustedProxies};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};

on_both!(a_mail_can_be_read_and_its_link_followed, only_our_own_links_are_links);

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
    assert!(empty.body.contains("No emails yet"), "{}", empty.body);
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

/// Whatever somebody typed, and however it got among the paragraphs: it leads nowhere, and is no button.
async fn only_our_own_links_are_links(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let note = "Hi!\n\nJoin here:\nhttps://evil.example/1\n\nhttps://evil.example/2";
    let emails = vec!["bob@example.net".to_owned()];
    let body = NewInvitations {
        emails,
        role: Role::User,
        note: Some(Note::parse(note).unwrap()),
        rules: Vec::new(),
    };
    ada.call(&Invite { org: acme.id, body }).await.unwrap();
    let mail = hq.newest_mail("bob@example.net").await.unwrap();
    let shown = async || get(&hq, &format!("/mailbox/{}", mail.id), "localhost", "").await.body;
    let links = |page: &str| -> Vec<String> {
        let article = page.split("<article").nth(1).unwrap();
        article.split("<a ").skip(1).map(|link| link.split("</a>").next().unwrap().to_owned()).collect()
    };
    let before = links(&shown().await);
    assert_eq!(before.len(), 2, "to join, and to say that one does not know them: {before:?}");
    assert!(before[0].contains("button") && before[0].contains("/join/"), "{before:?}");
    assert!(!before[1].contains("button"), "{before:?}");
    let typed = "Join here:\nhttps://evil.example/1\n\nhttps://evil.example/2\n\n";
    let row = outbox::ActiveModel {
        id: Set(mail.id),
        text_body: Set(format!("{typed}{}", mail.text_body)),
        ..Default::default()
    };
    row.update(hq.app.db().write()).await.unwrap();
    let page = shown().await;
    assert!(page.contains("https://evil.example/1"), "it can be read: {page}");
    assert_eq!(links(&page), before, "and not followed");
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
