//! Addresses as the mail server gets them.

use crate::{
    invitation_mails::ada,
    on_both,
    support::{Backend, Hq, Mood, PASSWORD, Setup, SmtpDouble},
};
use hq_contract::{
    Role,
    accounts::{SignUp, Verification, Verify},
    invitations::{ListInvitations, MailState},
};
use hq_server::{
    db::entity::outbox,
    mail::{MailServer, Schedule, Worker, smtputf8},
};
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};
use std::time::Duration;

on_both!(crate::addresses_mailed::start =>
    the_envelope_has_the_domain_of_the_dns,
    letters_that_the_mail_server_cannot_write_to_fail_at_once,
    who_would_wait_for_ever_is_told_at_once,
    what_a_mail_server_offers_is_learned_from_its_mails,
    letters_before_the_at_sign_are_mailed_composed,
);

/// A server that sends its mails.
pub async fn start(backend: Backend) -> Hq {
    Hq::start_with(backend, Setup { local_mailbox: false, ..Setup::default() }).await
}

fn server(double: &SmtpDouble) -> MailServer {
    let from = "HQ <hq@bücher.example>".parse().unwrap();
    let url = format!("smtp://{}", double.address);
    MailServer::new(&url, from, Duration::from_millis(500)).unwrap()
}

fn worker(hq: &Hq, double: &SmtpDouble) -> Worker {
    Worker::new(hq.app.clone(), server(double), Schedule::default())
}

/// The answers to a sign-up and to a request for a new password.
async fn asked(hq: &Hq, email: &str) -> [(u16, Value); 2] {
    let account = json!({"full_name": "Ada", "email": email, "password": PASSWORD});
    let mut answers = Vec::new();
    for (path, body) in [("/accounts", account), ("/password-resets", json!({"email": email}))] {
        let reply = hq.browser().post(path, &body).await;
        let fields = serde_json::from_str::<Value>(&reply.body).map(|answer| answer["fields"].clone());
        answers.push((reply.status.as_u16(), fields.unwrap_or_default()));
    }
    answers.try_into().unwrap()
}

async fn account(hq: &Hq, email: &str) {
    let browser = hq.browser();
    browser.call(&SignUp(Hq::new_account(email))).await.unwrap();
    let mails = outbox::Entity::find().all(hq.app.db().read()).await.unwrap();
    let link = mails[0].text_body.split("/verify/").nth(1).unwrap();
    let token = link.split_whitespace().next().unwrap().to_owned();
    browser.call(&Verify(Verification::of(token))).await.unwrap();
}

fn refused() -> (u16, Value) {
    (422, json!({"/email": "unsupported_address"}))
}

async fn who_would_wait_for_ever_is_told_at_once(hq: Hq) {
    let double = SmtpDouble::start(Mood::Kind).await;
    let known = "jörg@bücher.example";
    account(&hq, known).await;
    assert!(smtputf8::ask(&hq.app, &server(&double)).await);
    let mails = async || outbox::Entity::find().all(hq.app.db().read()).await.unwrap().len();
    let before = mails().await;
    for email in [known, "nobody-ß@example.org", "o\u{308}@example.org"] {
        assert_eq!(asked(&hq, email).await, [refused(), refused()], "{email}");
    }
    assert_eq!(mails().await, before, "nothing is left to send");
    for email in ["jo@bücher.example", "jo@example.org"] {
        assert_eq!(asked(&hq, email).await.map(|(status, _)| status), [202, 202], "{email}");
    }
    // The operator renews the mail server, which is asked again, also where it cannot be reached now and then.
    double.become_(Mood::Dropping);
    assert!(!smtputf8::ask(&hq.app, &server(&double)).await);
    assert_eq!(asked(&hq, known).await, [refused(), refused()], "what was known stays");
    double.become_(Mood::International);
    assert!(smtputf8::ask(&hq.app, &server(&double)).await);
    assert_eq!(asked(&hq, known).await.map(|(status, _)| status), [202, 202]);
    assert!(double.envelopes().is_empty() && double.taken().is_empty(), "asked without a mail");
}

async fn what_a_mail_server_offers_is_learned_from_its_mails(hq: Hq) {
    let double = SmtpDouble::start(Mood::Kind).await;
    let (ada, acme) = ada(&hq).await;
    let worker = worker(&hq, &double);
    while worker.round().await.unwrap() > 0 {}
    assert_eq!(asked(&hq, "jörg@example.org").await[0].0, 202, "nothing is known yet");
    worker.round().await.unwrap();
    assert_eq!(asked(&hq, "zoë@example.org").await, [refused(), refused()]);
    double.become_(Mood::International);
    ada.invite(&acme, "bö@example.org", Role::User).await;
    worker.round().await.unwrap();
    assert_eq!(asked(&hq, "zoë@example.org").await[0].0, 202);
}

async fn letters_before_the_at_sign_are_mailed_composed(hq: Hq) {
    let double = SmtpDouble::start(Mood::International).await;
    hq.browser().call(&SignUp(Hq::new_account("Jo\u{308}rg@x.example"))).await.unwrap();
    worker(&hq, &double).round().await.unwrap();
    assert_eq!(double.envelopes().pop().unwrap(), "RCPT TO:<J\u{f6}rg@x.example>");
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
