//! Nobody's mailbox is filled by pressing a button again and again.

use crate::{
    on_both,
    support::{Browser, Hq, Refused},
};
use hq_contract::{
    ProblemCode, Role,
    invitations::{Invite, Invited, InvitedOutcome, NewInvitations, ResendInvitation, RevokeInvitation},
    join_requests::{AskToJoin, NewJoinRequest, WithdrawJoinRequest},
    organizations::Organization,
};
use hq_server::mail::outbox;

on_both!(
    a_fourth_mail_of_an_invitation_waits_a_minute,
    inviting_again_is_sending_again,
    one_person_has_one_measure_for_an_address_whatever_the_organization,
    one_address_gets_so_many_invitations_a_day,
    two_who_invite_the_same_people_do_not_wait_for_each_other,
    asking_and_withdrawing_again_and_again_ends,
    many_who_ask_are_told_to_the_admins_in_measure,
    deleting_and_restoring_again_and_again_ends,
);

const EMAIL: &str = "bob@example.net";

async fn mails_to(hq: &Hq, email: &str) -> usize {
    let mails = outbox::local(&hq.app, 1000).await.unwrap();
    mails.iter().filter(|mail| mail.recipient == email).count()
}

async fn invite(browser: &Browser, to: &Organization, emails: &[&str]) -> Result<Invited, Refused> {
    let emails = emails.iter().map(|email| (*email).to_owned()).collect();
    let body = NewInvitations { emails, role: Role::User, note: None, rules: Vec::new() };
    browser.call(&Invite { org: to.id, body }).await
}

/// The seconds to wait.
fn wait(refused: &Refused) -> i64 {
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
    refused.headers["retry-after"].to_str().unwrap().parse().unwrap()
}

async fn a_fourth_mail_of_an_invitation_waits_a_minute(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let id = ada.invite(&acme, EMAIL, Role::User).await.invitation.unwrap();
    let again = ResendInvitation { org: acme.id, id };
    for _ in 0..3 {
        ada.call(&again).await.unwrap();
    }
    for _ in 0..2 {
        let seconds = wait(&ada.call(&again).await.unwrap_err());
        assert!((1..=61).contains(&seconds), "{seconds}");
    }
    assert_eq!(mails_to(&hq, EMAIL).await, 4);
    // Another admin has no other measure.
    let carl = hq.joined(&ada, &acme, "carl@example.org", Role::Admin).await;
    wait(&carl.call(&again).await.unwrap_err());
    hq.advance(time::Duration::seconds(61));
    ada.call(&again).await.unwrap();
    assert_eq!(mails_to(&hq, EMAIL).await, 5);
}

async fn inviting_again_is_sending_again(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    for _ in 0..4 {
        // Taking it back between does not begin anew.
        let id = ada.invite(&acme, EMAIL, Role::User).await.invitation.unwrap();
        ada.call(&RevokeInvitation { org: acme.id, id }).await.unwrap();
    }
    wait(&invite(&ada, &acme, &[EMAIL]).await.unwrap_err());
    let results = invite(&ada, &acme, &[EMAIL, "dora@example.net", "x"]).await.unwrap().results;
    let outcomes: Vec<_> = results.iter().map(|one| (one.outcome, one.invitation.is_some())).collect();
    use InvitedOutcome as O;
    assert_eq!(outcomes, [(O::TooOften, false), (O::Invited, true), (O::NotAnAddress, false)]);
    assert_eq!((mails_to(&hq, EMAIL).await, mails_to(&hq, "dora@example.net").await), (4, 1));
}

async fn one_person_has_one_measure_for_an_address_whatever_the_organization(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    for number in 0..11 {
        let organization = ada.create(&format!("Acme {number}")).await;
        match invite(&ada, &organization, &[EMAIL]).await {
            Ok(_) => assert!(number < 10),
            Err(refused) => assert!(number == 10 && wait(&refused) > 3600),
        }
    }
    assert_eq!(mails_to(&hq, EMAIL).await, 10);
    // Others may still invite.
    let olga = hq.person("olga@example.com").await;
    let globex = olga.create("Globex").await;
    assert_eq!(olga.invite(&globex, EMAIL, Role::User).await.outcome, InvitedOutcome::Invited);
}

async fn one_address_gets_so_many_invitations_a_day(hq: Hq) {
    let mut sent = 0;
    for person in 0..6 {
        let browser = hq.person(&format!("p{person}@example.org")).await;
        for number in 0..10 {
            let organization = browser.create(&format!("Acme {person} {number}")).await;
            match invite(&browser, &organization, &[EMAIL]).await {
                Ok(_) => sent += 1,
                Err(refused) => assert!(wait(&refused) > 3600),
            }
        }
    }
    assert_eq!((sent, mails_to(&hq, EMAIL).await), (50, 50));
}

async fn two_who_invite_the_same_people_do_not_wait_for_each_other(hq: Hq) {
    let (ada, olga) = (hq.person("ada@example.org").await, hq.person("olga@example.com").await);
    let (acme, globex) = (ada.create("Acme").await, olga.create("Globex").await);
    for round in 0..5 {
        let people: Vec<String> = (0..20).map(|number| format!("p{round}-{number}@example.net")).collect();
        let there: Vec<&str> = people.iter().map(String::as_str).collect();
        let back: Vec<&str> = there.iter().rev().copied().collect();
        let (one, other) = tokio::join!(invite(&ada, &acme, &there), invite(&olga, &globex, &back));
        assert_eq!((one.unwrap().results.len(), other.unwrap().results.len()), (20, 20));
    }
}

async fn asking_and_withdrawing_again_and_again_ends(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.person("bob@acme.example").await;
    let body = NewJoinRequest { note: None, instead_of: None };
    let ask = AskToJoin { org: acme.id, body };
    let before = mails_to(&hq, "ada@acme.example").await;
    for _ in 0..5 {
        let id = bob.call(&ask).await.unwrap().id;
        bob.call(&WithdrawJoinRequest { org: acme.id, id }).await.unwrap();
    }
    assert!(wait(&bob.call(&ask).await.unwrap_err()) > 3600);
    assert_eq!(mails_to(&hq, "ada@acme.example").await - before, 5);
}

async fn many_who_ask_are_told_to_the_admins_in_measure(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let before = mails_to(&hq, "ada@acme.example").await;
    for number in 0..22 {
        let person = hq.person(&format!("p{number}@acme.example")).await;
        let body = NewJoinRequest { note: None, instead_of: None };
        person.call(&AskToJoin { org: acme.id, body }).await.unwrap();
    }
    assert_eq!(mails_to(&hq, "ada@acme.example").await - before, 20);
    let waiting = ada.get(&format!("/organizations/{}/join-requests", acme.id)).await.json();
    assert_eq!(waiting["total"], 22, "every request waits in the list");
}

async fn deleting_and_restoring_again_and_again_ends(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    let before = mails_to(&hq, "ada@example.org").await;
    let delete = || {
        let path = format!("/organizations/{}?name=Acme", acme.id);
        ada.send(ada.request("DELETE", &path).header("if-match", "*"))
    };
    for _ in 0..5 {
        assert_eq!(delete().await.status, 200);
        let path = format!("/organizations/{}/restore", acme.id);
        assert_eq!(ada.post(&path, &serde_json::json!({})).await.status, 200);
    }
    let refused = delete().await;
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["code"]),
        (429, &serde_json::json!("too_many_requests"))
    );
    assert_eq!(mails_to(&hq, "ada@example.org").await - before, 5);
    hq.advance(time::Duration::days(1));
    assert_eq!(delete().await.status, 200);
}
