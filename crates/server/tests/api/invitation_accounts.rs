//! Whom the link of an invitation tells whether the address has an account: who reads the address's mail, or is signed in as
//! it. Whoever passes a link on could ask about any address else.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD, Reply},
};
use hq_contract::{
    Role,
    invitations::{GetInvitation, LinkInvitation, LinkedInvitation, ResendInvitation},
    organizations::Organization,
};
use serde_json::{Value, json};

on_both!(
    a_mailed_link_tells_whether_there_is_an_account,
    a_link_that_was_passed_on_tells_the_invited_person_alone,
    a_link_that_was_passed_on_answers_the_same_for_every_address,
);

const KNOWN: &str = "aaa@example.net";
const UNKNOWN: &str = "bbb@example.net";

async fn look(browser: &Browser, token: &str) -> LinkedInvitation {
    browser.call(&GetInvitation { token: token.to_owned() }).await.unwrap()
}

/// The secret of a link to pass on.
async fn passed_on(ada: &Browser, acme: &Organization, email: &str) -> String {
    let id = ada.invite(acme, email, Role::User).await.invitation.unwrap();
    let url = ada.call(&LinkInvitation { org: acme.id, id }).await.unwrap().url;
    url.rsplit('/').next().unwrap().to_owned()
}

async fn a_mailed_link_tells_whether_there_is_an_account(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    hq.person(KNOWN).await;
    for (email, account) in [(KNOWN, true), (UNKNOWN, false)] {
        let id = ada.invite(&acme, email, Role::User).await.invitation.unwrap();
        let token = hq.token_from_mail(email, "/join/").await;
        for browser in [&hq.browser(), &hq.person(&format!("other-{email}")).await, &ada] {
            assert_eq!(look(browser, &token).await.account, Some(account), "{email}");
        }
        ada.call(&ResendInvitation { org: acme.id, id }).await.unwrap();
        assert_eq!(look(&hq.browser(), &token).await.account, Some(account), "an older mail is a mail");
    }
}

async fn a_link_that_was_passed_on_tells_the_invited_person_alone(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let bob = hq.person(KNOWN).await;
    let token = passed_on(&ada, &acme, KNOWN).await;
    assert_eq!(look(&bob, &token).await.account, Some(true));
    let carl = hq.person("carl@example.com").await;
    for browser in [&hq.browser(), &carl, &ada] {
        assert_eq!(look(browser, &token).await.account, None);
        let body = browser.get(&format!("/invitations/{token}")).await.json();
        assert!(body.get("account").is_none(), "absent, not null");
    }
}

/// Status, headers but those of the moment, and body, without what names the request and the address.
fn told(reply: &Reply, email: &str) -> (u16, Vec<String>, Value) {
    let (status, body) = reply.anonymous();
    let body = serde_json::from_str(&body.to_string().replace(email, "EMAIL")).unwrap();
    let own = ["date", "x-request-id"];
    let mut headers: Vec<String> = reply
        .headers
        .iter()
        .filter(|(name, _)| !own.contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {value:?}"))
        .collect();
    headers.sort();
    (status.as_u16(), headers, body)
}

async fn a_link_that_was_passed_on_answers_the_same_for_every_address(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    hq.person(KNOWN).await;
    let carl = hq.person("carl@example.com").await;
    let mut seen = Vec::new();
    for email in [KNOWN, UNKNOWN] {
        let token = passed_on(&ada, &acme, email).await;
        let path = |rest: &str| format!("/invitations/{token}{rest}");
        let mut answers = Vec::new();
        let account = json!({"full_name": "Eve", "password": PASSWORD});
        for browser in [&hq.browser(), &carl, &ada] {
            answers.push(told(&browser.get(&path("")).await, email));
            for (act, body) in [
                ("/accept", json!({})),
                ("/decline", json!({})),
                ("/report", json!({})),
                ("/renewal", json!({})),
                ("/account", account.clone()),
            ] {
                answers.push(told(&browser.post(&path(act), &body).await, email));
            }
        }
        // The same once nobody can accept it as it is: the page asks for another.
        hq.advance(time::Duration::days(8));
        answers.push(told(&hq.browser().get(&path("")).await, email));
        answers.push(told(&hq.browser().post(&path("/renewal"), &json!({})).await, email));
        let mails = hq_server::mail::outbox::local(&hq.app, 1000).await.unwrap();
        let asked =
            mails.iter().filter(|mail| mail.subject.contains("new link") && mail.text_body.contains(email));
        answers.push((asked.count() as u16, Vec::new(), Value::Null));
        seen.push(answers);
    }
    let (known, unknown) = (&seen[0], &seen[1]);
    for (known, unknown) in known.iter().zip(unknown) {
        // The moment until which it can be accepted is another.
        let without_moment = |answer: &(u16, Vec<String>, Value)| {
            let mut answer = answer.clone();
            if let Some(fields) = answer.2.as_object_mut() {
                fields.remove("expires_at");
            }
            answer
        };
        assert_eq!(without_moment(known), without_moment(unknown));
    }
}
