//! The mails of invitations: every one arrives, and the list tells what became of it.

use crate::{
    on_both,
    support::{Backend, Hq, Mood, Setup, SmtpDouble},
};
use hq_contract::{
    Role,
    invitations::{Invitation, Invite, ListInvitations, MailState, NewInvitations, ResendInvitation},
    organizations::Organization,
};
use hq_server::mail::{MailServer, Schedule, Worker};
use sea_orm::EntityTrait as _;
use std::{collections::BTreeMap, time::Duration};

on_both!(crate::invitation_mails::start =>
    the_list_follows_the_mail,
    inviting_does_not_wait_for_the_mail_server,
    a_round_of_faults_loses_no_mail,
);

pub async fn start(backend: Backend) -> Hq {
    Hq::start_with(backend, Setup { local_mailbox: false, ..Setup::default() }).await
}

fn worker(hq: &Hq, double: &SmtpDouble) -> Worker {
    let from = "HQ <hq@example.org>".parse().unwrap();
    let server =
        MailServer::new(&format!("smtp://{}", double.address), from, Duration::from_millis(300)).unwrap();
    Worker::new(hq.app.clone(), server, Schedule::default())
}

/// Ada and her organization, on a server without the local mailbox.
pub async fn ada(hq: &Hq) -> (crate::support::Browser, Organization) {
    let browser = hq.browser();
    browser.call(&hq_contract::accounts::SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let mails = hq_server::db::entity::outbox::Entity::find().all(hq.app.db().read()).await.unwrap();
    let text = &mails[0].text_body;
    let token = text.split("/verify/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    browser
        .call(&hq_contract::accounts::Verify(hq_contract::accounts::Verification::of(token)))
        .await
        .unwrap();
    let acme = browser.create("Acme").await;
    (browser, acme)
}

async fn only(browser: &crate::support::Browser, acme: &Organization) -> Invitation {
    let list = ListInvitations { org: acme.id, q: None, page_token: None };
    browser.call(&list).await.unwrap().items.remove(0)
}

async fn the_list_follows_the_mail(hq: Hq) {
    let double = SmtpDouble::start(Mood::Greylisting).await;
    let (ada, acme) = ada(&hq).await;
    let worker = worker(&hq, &double);
    let id = ada.invite(&acme, "bob@example.net", Role::User).await.invitation.unwrap();
    assert_eq!(only(&ada, &acme).await.mail, MailState::Queued);
    worker.round().await.unwrap();
    let deferred = only(&ada, &acme).await;
    assert_eq!(deferred.mail, MailState::Deferred);
    assert!(deferred.mail_error.unwrap().contains("come again later"));
    double.become_(Mood::Refusing);
    hq.advance(time::Duration::minutes(1));
    worker.round().await.unwrap();
    let failed = only(&ada, &acme).await;
    assert_eq!(failed.mail, MailState::Failed);
    assert!(failed.mail_error.unwrap().contains("nobody here by that name"));
    // Another email is a new try.
    double.become_(Mood::Kind);
    assert_eq!(ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap().mail, MailState::Queued);
    worker.round().await.unwrap();
    let sent = only(&ada, &acme).await;
    assert_eq!((sent.mail, sent.mail_error), (MailState::Sent, None));
    assert!(double.taken().iter().any(|mail| mail.contains("Subject: Join the organization Acme")));
}

async fn inviting_does_not_wait_for_the_mail_server(hq: Hq) {
    let double = SmtpDouble::start(Mood::HangingAfterData).await;
    let (ada, acme) = ada(&hq).await;
    let worker = worker(&hq, &double);
    let stop = tokio_util::sync::CancellationToken::new();
    let running = tokio::spawn(worker.run(stop.clone()));
    let started = std::time::Instant::now();
    let emails = (0..20).map(|number| format!("p{number}@example.net")).collect();
    let body = NewInvitations { emails, role: Role::User, note: None, rules: Vec::new() };
    ada.call(&Invite { org: acme.id, body }).await.unwrap();
    // One mail alone hangs for 300 ms before it is given up for now.
    assert!(started.elapsed() < Duration::from_millis(1500), "{:?}", started.elapsed());
    stop.cancel();
    running.await.unwrap();
}

async fn a_round_of_faults_loses_no_mail(hq: Hq) {
    let double = SmtpDouble::start(Mood::Kind).await;
    let (ada, acme) = ada(&hq).await;
    let emails: Vec<String> = (0..60).map(|number| format!("p{number}@example.net")).collect();
    let body = NewInvitations { emails: emails.clone(), role: Role::User, note: None, rules: Vec::new() };
    ada.call(&Invite { org: acme.id, body }).await.unwrap();
    // Moods change while it sends, and workers die in the middle of it; their leases end after three minutes.
    for round in 0..20 {
        let mood =
            [Mood::Greylisting, Mood::Kind, Mood::HangingAfterData, Mood::Kind, Mood::Dropping][round % 5];
        double.become_(mood);
        let worker = worker(&hq, &double);
        let task = tokio::spawn(async move { worker.round().await });
        let before = double.taken().len();
        if round % 3 == 0 {
            while double.taken().len() == before && !task.is_finished() {
                tokio::task::yield_now().await;
            }
            task.abort();
        }
        let _ = task.await;
        hq.advance(time::Duration::minutes(4));
    }
    double.become_(Mood::Kind);
    for _ in 0..20 {
        while worker(&hq, &double).round().await.unwrap() > 0 {}
        hq.advance(time::Duration::hours(6));
    }
    let mut ids: BTreeMap<String, std::collections::BTreeSet<String>> = BTreeMap::new();
    for mail in double.taken() {
        let line = |name: &str| mail.split(name).nth(1).unwrap().lines().next().unwrap().trim().to_owned();
        ids.entry(line("\nTo: ")).or_default().insert(line("Message-ID: "));
    }
    for email in &emails {
        assert_eq!(ids.get(email).map(std::collections::BTreeSet::len), Some(1), "{email}");
    }
}
