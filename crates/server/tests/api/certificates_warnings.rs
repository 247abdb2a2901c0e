//! Mails before a certificate expires.

use crate::{
    on_both,
    support::{Hq, certificate},
};
use hq_contract::{
    Role,
    certificates::{ListCertificates, ReplaceCertificate},
};
use hq_server::{certificates::warn, mail::outbox};
use time::Duration;

on_both!(
    admins_are_warned_at_30_14_7_and_1_days_and_once_each,
    a_replaced_certificate_is_warned_of_no_more,
    several_servers_warn_once,
);

/// The subjects of the mails about a certificate, the oldest first.
async fn warnings(hq: &Hq, to: &str) -> Vec<String> {
    let mails = outbox::local(&hq.app, 1000).await.unwrap();
    let about = mails.into_iter().filter(|mail| mail.recipient == to && mail.subject.contains("certificate"));
    let mut subjects: Vec<String> = about.map(|mail| mail.subject).collect();
    subjects.reverse();
    subjects
}

async fn admins_are_warned_at_30_14_7_and_1_days_and_once_each(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    // On 10 April at nine, in forty days.
    ada.add_certificate(acme.id, "expires-2026-04-10.pem", "chain.key").await;
    for _ in 0..45 {
        warn(&hq.app).await.unwrap();
        warn(&hq.app).await.unwrap();
        hq.advance(Duration::days(1));
    }
    let said: Vec<String> = [30, 14, 7]
        .iter()
        .map(|days| format!("The certificate of acme.example expires in {days} days"))
        .chain(["The certificate of acme.example expires in 1 day".to_owned()])
        .collect();
    assert_eq!(warnings(&hq, "ada@acme.example").await, said);
    assert!(warnings(&hq, "bob@example.net").await.is_empty(), "only admins can do something about it");
    let mail = hq.newest_mail("ada@acme.example").await.unwrap();
    assert!(mail.text_body.contains("/organizations/acme/settings/certificates"), "{}", mail.text_body);
}

async fn a_replaced_certificate_is_warned_of_no_more(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let old = ada.add_certificate(org, "expires-2026-04-10.pem", "chain.key").await;
    hq.advance(Duration::days(11));
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    let body = certificate("chain.pem", "chain.key");
    ada.call(&ReplaceCertificate { org, id: old.id, version: old.etag(), body }).await.unwrap();
    hq.advance(Duration::days(20));
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
    let (ada, _) = hq.sign_in("ada@acme.example").await;
    assert_eq!(ada.call(&ListCertificates { org }).await.unwrap().items[0].id, old.id);
    // Added with nine days left: whoever adds it sees that, and hears of it at seven.
    let late = ada.create("Late").await.id;
    ada.add_certificate(late, "expires-2026-04-10.pem", "chain.key").await;
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
    hq.advance(Duration::days(3));
    warn(&hq.app).await.unwrap();
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 2);
}

async fn several_servers_warn_once(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    ada.add_certificate(org, "expires-2026-04-10.pem", "chain.key").await;
    hq.advance(Duration::days(11));
    let rounds = (0..8).map(|_| warn(&hq.app));
    for round in futures::future::join_all(rounds).await {
        round.unwrap();
    }
    assert_eq!(warnings(&hq, "ada@acme.example").await.len(), 1);
}
