//! Mails on their way: every one arrives, whatever the mail server does, and a second copy is known as one.

use crate::{
    on_both,
    support::{Backend, Hq, Mood, Setup, SmtpDouble},
};
use hq_contract::accounts::SignUp;
use hq_server::{
    db::entity::outbox::{Entity, Model},
    mail::{MailServer, Schedule, Worker},
};
use sea_orm::EntityTrait as _;
use std::{collections::BTreeSet, time::Duration};
use tokio_util::sync::CancellationToken;

on_both!(crate::mail::start =>
    a_mail_is_sent_once_and_its_secret_forgotten,
    a_greylisted_mail_arrives_later,
    a_mail_server_that_is_away_loses_nothing,
    a_mail_goes_out_again_under_its_name_when_nobody_said_that_it_was_taken,
    an_unknown_recipient_is_given_up,
    a_mail_is_given_up_after_three_days,
    two_servers_send_a_mail_once,
    a_mail_of_a_server_that_died_is_sent_by_another,
    the_worker_wakes_up_after_a_commit,
);

const EMAIL: &str = "ada@example.org";

/// A server that sends its mails.
async fn start(backend: Backend) -> Hq {
    Hq::start_with(backend, Setup { local_mailbox: false, ..Setup::default() }).await
}

fn worker(hq: &Hq, double: &SmtpDouble) -> Worker {
    let from = "HQ <hq@example.org>".parse().unwrap();
    let server =
        MailServer::new(&format!("smtp://{}", double.address), from, Duration::from_millis(300)).unwrap();
    Worker::new(hq.app.clone(), server, Schedule::default())
}

/// Queues a mail, by signing up.
async fn sign_up(hq: &Hq, email: &str) {
    hq.browser().call(&SignUp(Hq::new_account(email))).await.unwrap();
}

async fn rows(hq: &Hq) -> Vec<Model> {
    Entity::find().all(hq.app.db().read()).await.unwrap()
}

async fn row(hq: &Hq) -> Model {
    rows(hq).await.pop().expect("a mail")
}

async fn a_mail_is_sent_once_and_its_secret_forgotten(hq: Hq) {
    let double = SmtpDouble::start(Mood::Kind).await;
    sign_up(&hq, EMAIL).await;
    let queued = row(&hq).await;
    assert!(queued.text_body.contains("/verify/"));
    assert_eq!(worker(&hq, &double).round().await.unwrap(), 1);
    assert_eq!(worker(&hq, &double).round().await.unwrap(), 0);

    let mail = double.taken().pop().expect("the mail");
    assert!(mail.contains(&format!("Message-ID: {}", queued.message_id)), "{mail}");
    assert!(mail.contains("To: ada@example.org") && mail.contains("From: HQ <hq@example.org>"), "{mail}");
    assert!(
        mail.contains("Auto-Submitted: auto-generated") && mail.contains("multipart/alternative"),
        "{mail}"
    );
    let sent = row(&hq).await;
    assert_eq!((sent.state.as_str(), sent.attempts, sent.lease_until), ("sent", 1, None));
    assert_eq!((sent.text_body, sent.html_body), (String::new(), String::new()));
    assert!(sent.sent_at.is_some());
}

async fn a_greylisted_mail_arrives_later(hq: Hq) {
    let double = SmtpDouble::start(Mood::Greylisting).await;
    sign_up(&hq, EMAIL).await;
    let worker = worker(&hq, &double);
    assert_eq!(worker.round().await.unwrap(), 1);
    let deferred = row(&hq).await;
    assert_eq!(deferred.state.as_str(), "queued");
    assert!(deferred.last_error.unwrap().contains("come again later"));

    double.become_(Mood::Kind);
    assert_eq!(worker.round().await.unwrap(), 0, "it is not due yet");
    hq.advance(time::Duration::seconds(31));
    assert_eq!(worker.round().await.unwrap(), 1);
    assert_eq!((double.taken().len(), row(&hq).await.state.as_str()), (1, "sent"));
    assert_eq!(row(&hq).await.last_error, None);
}

async fn a_mail_server_that_is_away_loses_nothing(hq: Hq) {
    let double = SmtpDouble::start(Mood::Dropping).await;
    for number in 0..30 {
        sign_up(&hq, &format!("ada{number}@example.org")).await;
    }
    let worker = worker(&hq, &double);
    while worker.round().await.unwrap() > 0 {}
    double.become_(Mood::Kind);
    hq.advance(time::Duration::seconds(31));
    while worker.round().await.unwrap() > 0 {}
    assert_eq!(double.taken().len(), 30);
}

async fn a_mail_goes_out_again_under_its_name_when_nobody_said_that_it_was_taken(hq: Hq) {
    let double = SmtpDouble::start(Mood::HangingAfterData).await;
    sign_up(&hq, EMAIL).await;
    let worker = worker(&hq, &double);
    worker.round().await.unwrap();
    assert_eq!(row(&hq).await.state.as_str(), "queued");
    double.become_(Mood::Kind);
    hq.advance(time::Duration::seconds(31));
    worker.round().await.unwrap();

    let name = |mail: &String| mail.split("Message-ID: ").nth(1).unwrap().lines().next().unwrap().to_owned();
    let names: Vec<String> = double.taken().iter().map(name).collect();
    assert_eq!(names.len(), 2);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 1);
}

async fn an_unknown_recipient_is_given_up(hq: Hq) {
    let double = SmtpDouble::start(Mood::Refusing).await;
    sign_up(&hq, EMAIL).await;
    worker(&hq, &double).round().await.unwrap();
    let failed = row(&hq).await;
    assert_eq!((failed.state.as_str(), failed.text_body.as_str()), ("failed", ""));
    assert!(failed.last_error.unwrap().contains("nobody here by that name"));
}

async fn a_mail_is_given_up_after_three_days(hq: Hq) {
    let double = SmtpDouble::start(Mood::Greylisting).await;
    sign_up(&hq, EMAIL).await;
    let worker = worker(&hq, &double);
    let mut hours = 0;
    while row(&hq).await.state.as_str() == "queued" {
        worker.round().await.unwrap();
        hq.advance(time::Duration::hours(1));
        hours += 1;
        assert!(hours < 80, "it is tried for ever");
    }
    assert!(hours >= 72, "given up after {hours} hours");
    assert_eq!(row(&hq).await.state.as_str(), "failed");
    assert!((10..40).contains(&row(&hq).await.attempts), "{} attempts", row(&hq).await.attempts);
}

async fn two_servers_send_a_mail_once(hq: Hq) {
    let double = SmtpDouble::start(Mood::Kind).await;
    for number in 0..20 {
        sign_up(&hq, &format!("ada{number}@example.org")).await;
    }
    let workers = [worker(&hq, &double), worker(&hq, &double), worker(&hq, &double)];
    let tried = futures::future::join_all(workers.iter().map(Worker::round)).await;
    assert_eq!(tried.into_iter().map(Result::unwrap).sum::<usize>(), 20);
    assert_eq!(double.taken().len(), 20);
}

async fn a_mail_of_a_server_that_died_is_sent_by_another(hq: Hq) {
    let double = SmtpDouble::start(Mood::HangingAfterData).await;
    sign_up(&hq, EMAIL).await;
    let dying = worker(&hq, &double);
    let task = tokio::spawn(async move { dying.round().await });
    while double.taken().is_empty() {
        tokio::task::yield_now().await;
    }
    task.abort();
    let _ = task.await;

    double.become_(Mood::Kind);
    let other = worker(&hq, &double);
    assert_eq!(other.round().await.unwrap(), 0, "it belongs to the dead server for a while");
    hq.advance(time::Duration::minutes(4));
    assert_eq!(other.round().await.unwrap(), 1);
    assert_eq!(row(&hq).await.state.as_str(), "sent");
}

async fn the_worker_wakes_up_after_a_commit(hq: Hq) {
    let double = SmtpDouble::start(Mood::Kind).await;
    let stop = CancellationToken::new();
    let running = tokio::spawn(worker(&hq, &double).run(stop.clone()));
    sign_up(&hq, EMAIL).await;
    let arrived = async {
        while double.taken().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    // Much less than the time between two looks at the table.
    tokio::time::timeout(Duration::from_secs(5), arrived).await.expect("the mail arrives at once");
    stop.cancel();
    running.await.unwrap();
}
