//! Addresses as the mail server gets them.

use crate::{
    invitation_mails::ada,
    on_both,
    support::{Backend, Hq, Mood, Setup, SmtpDouble},
};
use hq_contract::{
    Role,
    accounts::SignUp,
    invitations::{ListInvitations, MailState},
};
use hq_server::{
    db::entity::outbox,
    mail::{MailServer, Schedule, Worker},
};
use sea_orm::EntityTrait as _;
use std::time::Duration;

on_both!(crate::addresses_mailed::start =>
    the_envelope_has_the_domain_of_the_dns,
    letters_that_the_mail_server_cannot_write_to_fail_at_once,
);

/// A server that sends its mails.
pub async fn start(backend: Backend) -> Hq {
    Hq::start_with(backend, Setup { local_mailbox: false, ..Setup::default() }).await
}

fn worker(hq: &Hq, double: &SmtpDouble) -> Worker {
    let from = "HQ <hq@bücher.example>".parse().unwrap();
    let url = format!("smtp://{}", double.address);
    let server = MailServer::new(&url, from, Duration::from_millis(500)).unwrap();
    Worker::new(hq.app.clone(), server, Schedule::default())
}

async fn the_envelope_has_the_domain_of_the_dns(hq: Hq) {
    let double = SmtpDouble::start(Mood::Kind).await;
    for email in ["Jo@bücher.example", "jo@bu\u{308}cher2.example", "jo@例え。テスト"] {
        hq.browser().call(&SignUp(Hq::new_account(email))).await.unwrap();
    }
    while worker(&hq, &double).round().await.unwrap() > 0 {}
    let mut envelopes: Vec<String> =
        double.envelopes().into_iter().filter(|line| line.starts_with("RCPT")).collect();
    envelopes.sort();
    assert_eq!(
        envelopes,
        [
            "RCPT TO:<Jo@xn--bcher-kva.example>",
            "RCPT TO:<jo@xn--bcher2-3ya.example>",
            "RCPT TO:<jo@xn--r8jz45g.xn--zckzah>",
        ]
    );
    assert!(double.envelopes().contains(&"MAIL FROM:<hq@xn--bcher-kva.example>".to_owned()));
    let mails = double.taken();
    assert_eq!(mails.len(), 3);
    assert!(mails.iter().any(|mail| mail.contains("To: Jo@xn--bcher-kva.example")), "{mails:?}");
    assert!(mails.iter().all(|mail| mail.is_ascii()));
}

async fn letters_that_the_mail_server_cannot_write_to_fail_at_once(hq: Hq) {
    let double = SmtpDouble::start(Mood::Kind).await;
    let (ada, acme) = ada(&hq).await;
    let worker = worker(&hq, &double);
    worker.round().await.unwrap();
    let only = async || {
        let list = ListInvitations { org: acme.id, q: None, page_token: None };
        ada.call(&list).await.unwrap().items.remove(0)
    };
    ada.invite(&acme, "jörg@bücher.example", Role::User).await;
    assert_eq!(worker.round().await.unwrap(), 1);
    let unsupported = only().await;
    assert_eq!(unsupported.mail, MailState::Unsupported);
    assert!(unsupported.mail_error.unwrap().contains("SMTPUTF8"));
    hq.advance(time::Duration::hours(1));
    assert_eq!(worker.round().await.unwrap(), 0, "it would say so each time");
    let rows = outbox::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(rows.iter().all(|row| row.text_body.is_empty()), "the link in it is forgotten");

    double.become_(Mood::International);
    ada.invite(&acme, "jörg@bücher.example", Role::User).await;
    assert_eq!(worker.round().await.unwrap(), 1);
    assert_eq!(only().await.mail, MailState::Sent);
    let last = double.envelopes().pop().unwrap();
    assert_eq!(last, "RCPT TO:<jörg@xn--bcher-kva.example>");
    assert!(double.envelopes().iter().any(|line| line.contains("SMTPUTF8")));
}
