//! The mails of invitations through a mail server that others have written: it takes, refuses, greylists, hangs and drops.

use crate::{invitation_mails::ada, on_both, support::Hq};
use hq_contract::{
    Role,
    invitations::{Invite, ListInvitations, MailState, NewInvitations},
};
use hq_server::mail::{MailServer, Schedule, Worker};
use std::{collections::BTreeMap, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

on_both!(crate::invitation_mails::start => every_mail_arrives_or_is_told_of);

const KINDS: [&str; 5] = ["welcome", "refused", "greylisted", "hanging", "dropped"];

/// The server's process, its port, and what it says.
async fn mail_server() -> (Child, String, Lines<BufReader<ChildStdout>>) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/support/mail_server.cjs");
    let mut child = Command::new("node")
        .arg(script)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("Node.js, and HQ_TEST_SMTP_SERVER: `cargo xtask test api` sets both up");
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let port = timeout(Duration::from_secs(20), lines.next_line()).await.unwrap().unwrap().unwrap();
    (child, port, lines)
}

async fn every_mail_arrives_or_is_told_of(hq: Hq) {
    let (mut child, port, mut lines) = mail_server().await;
    let from = "HQ <hq@example.org>".parse().unwrap();
    let server = MailServer::new(&format!("smtp://127.0.0.1:{port}"), from, Duration::from_secs(2)).unwrap();
    let worker = Worker::new(hq.app.clone(), server, Schedule::default());
    let (ada, acme) = ada(&hq).await;
    let emails = KINDS.map(|kind| format!("{kind}@example.net")).to_vec();
    ada.call(&Invite {
        org: acme.id,
        body: NewInvitations { emails, role: Role::User, note: None, rules: Vec::new() },
    })
    .await
    .unwrap();
    let states = async || {
        let list = ListInvitations { org: acme.id, q: None, page_token: None };
        let items = ada.call(&list).await.unwrap().items;
        let state =
            |kind: &str| items.iter().find(|item| item.email.as_str().starts_with(kind)).unwrap().mail;
        KINDS.map(state)
    };
    use MailState::{Deferred, Failed, Sent};
    while worker.round().await.unwrap() > 0 {}
    assert_eq!(states().await, [Sent, Failed, Deferred, Deferred, Deferred]);
    hq.advance(time::Duration::minutes(1));
    while worker.round().await.unwrap() > 0 {}
    assert_eq!(states().await, [Sent, Failed, Sent, Sent, Sent]);

    child.kill().await.unwrap();
    let mut taken: BTreeMap<String, Vec<String>> = BTreeMap::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        let (address, id) = line.split_once(' ').unwrap();
        taken.entry(address.to_owned()).or_default().push(id.to_owned());
    }
    for (kind, copies) in [("welcome", 1), ("greylisted", 1), ("dropped", 1), ("hanging", 2)] {
        let ids = &taken[&format!("{kind}@example.net")];
        assert_eq!(ids.len(), copies, "{kind}");
        assert!(ids.iter().all(|id| *id == ids[0]), "a second copy is known as one");
    }
    assert!(!taken.contains_key("refused@example.net"));
}
