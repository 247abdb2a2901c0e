//! A server that is killed again and again while it sends, to a mail server that turns three of ten away at first: every
//! mail arrives, and a second copy is known as one.

use crate::{
    start::start,
    support::{Browser, Mood, SmtpDouble},
};
use hq_contract::{
    OrganizationId, Role,
    invitations::{Invite, NewInvitations},
    me::ListMyOrganizations,
    session::{Credentials, SignIn},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::process::Child;

const KILLS: usize = 20;
/// Invitations before each kill.
const AT_ONCE: usize = 4;

/// Starts the program; answers it and Ada's browser.
async fn server(folder: &TempDir, double: &SmtpDouble) -> (Child, Browser, OrganizationId) {
    let smtp = format!("smtp://{}", double.address);
    let (child, said) = start(folder, &["--demo", "--smtp-url", &smtp, "--mail-lease", "1"], "felix@").await;
    let address = said.split("http://").nth(1).and_then(|rest| rest.split(['/', '\n', ' ']).next());
    let browser = Browser::new(address.expect("an address").parse().expect("an address"));
    let password = hq_server::demo::PASSWORD.to_owned();
    let credentials = Credentials { email: "ada@acme.example".parse().unwrap(), password, code: None };
    browser.call(&SignIn(credentials)).await.expect("signed in");
    let organization = browser.call(&ListMyOrganizations::default()).await.unwrap().items[0].id;
    (child, browser, organization)
}

/// Recipient → Message-IDs, of the invitations to these addresses.
fn arrived(double: &SmtpDouble) -> BTreeMap<String, BTreeSet<String>> {
    let mut arrived: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mail in double.taken() {
        let line = |name: &str| mail.split(name).nth(1).unwrap().lines().next().unwrap().trim().to_owned();
        arrived.entry(line("\nTo: ")).or_default().insert(line("Message-ID: "));
    }
    arrived
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_mail_of_a_server_that_is_killed_arrives() {
    let folder = TempDir::new().unwrap();
    let double = SmtpDouble::start(Mood::Tiresome).await;
    let mut invited = Vec::new();
    for kill in 0..KILLS {
        let (mut child, browser, org) = server(&folder, &double).await;
        let emails: Vec<String> =
            (0..AT_ONCE).map(|number| format!("p{kill}-{number}@example.net")).collect();
        let body = NewInvitations { emails: emails.clone(), role: Role::User, note: None, rules: Vec::new() };
        browser.call(&Invite { org, body }).await.expect("invited");
        invited.extend(emails);
        // Some die before the first of these mails is out, some in the middle of them.
        let (before, started) = (double.taken().len(), Instant::now());
        while kill % 2 == 0 && double.taken().len() == before && started.elapsed() < Duration::from_secs(2) {
            tokio::task::yield_now().await;
        }
        child.kill().await.expect("killed");
    }
    let (mut child, ..) = server(&folder, &double).await;
    let started = Instant::now();
    while !invited.iter().all(|email| arrived(&double).contains_key(email)) {
        assert!(started.elapsed() < Duration::from_secs(300), "missing mails: {:?}", arrived(&double).len());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    child.kill().await.expect("killed");
    let arrived = arrived(&double);
    for email in &invited {
        assert_eq!(arrived[email].len(), 1, "{email} got different mails");
    }
}
