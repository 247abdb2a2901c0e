//! What HQ finds out about domains by itself.

use crate::{
    on_both,
    support::{Browser, DnsAnswer, Hq},
};
use hq_contract::{
    OrganizationId,
    domains::{ClaimDomain, Domain, DomainResult, DomainState, ListDomains, NewDomain},
};
use hq_server::{domains::round, mail::outbox};
use time::Duration;

on_both!(
    a_record_is_found_without_being_asked_for,
    a_lost_record_is_noticed_and_told,
    a_record_that_comes_back_is_found_again,
    without_its_record_a_domain_is_free_after_a_week,
    several_servers_look_once,
    deleted_organizations_are_left_alone,
);

async fn claimed(hq: &Hq) -> (Browser, OrganizationId, Domain) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let body = NewDomain { name: "acme.example".parse().unwrap() };
    let domain = ada.call(&ClaimDomain { org, body }).await.unwrap();
    (ada, org, domain)
}

async fn verified(hq: &Hq) -> (Browser, OrganizationId, Domain) {
    let (ada, org, domain) = claimed(hq).await;
    hq.dns.texts(&domain.record.name, &[&domain.record.value]);
    hq.advance(Duration::minutes(2));
    round(&hq.app).await.unwrap();
    let domain = now(&ada, org).await;
    assert_eq!(domain.state, DomainState::Verified);
    (ada, org, domain)
}

async fn now(browser: &Browser, org: OrganizationId) -> Domain {
    browser.call(&ListDomains { org }).await.unwrap().items.remove(0)
}

async fn mails(hq: &Hq) -> Vec<String> {
    let mails = outbox::local(&hq.app, 1000).await.unwrap();
    mails.into_iter().map(|mail| mail.subject).filter(|subject| subject.contains("record")).collect()
}

async fn a_record_is_found_without_being_asked_for(hq: Hq) {
    let (ada, org, domain) = claimed(&hq).await;
    assert_eq!(round(&hq.app).await.unwrap(), 0, "nobody has made the record yet");
    hq.advance(Duration::minutes(1));
    assert_eq!(round(&hq.app).await.unwrap(), 1);
    assert_eq!(now(&ada, org).await.finding.unwrap().result, DomainResult::Missing);
    hq.dns.texts(&domain.record.name, &[&domain.record.value]);
    assert_eq!(round(&hq.app).await.unwrap(), 0);
    hq.advance(Duration::minutes(1));
    assert_eq!(round(&hq.app).await.unwrap(), 1);
    assert_eq!(now(&ada, org).await.state, DomainState::Verified);
    hq.advance(Duration::hours(23));
    assert_eq!(round(&hq.app).await.unwrap(), 0);
    hq.advance(Duration::hours(1));
    assert_eq!(round(&hq.app).await.unwrap(), 1, "once a day from then on");
}

async fn a_lost_record_is_noticed_and_told(hq: Hq) {
    let (ada, org, domain) = verified(&hq).await;
    hq.dns.answers(&domain.record.name, DnsAnswer::Fails);
    hq.advance(Duration::days(1));
    round(&hq.app).await.unwrap();
    assert_eq!(now(&ada, org).await.state, DomainState::Verified, "a failure says nothing");
    assert!(mails(&hq).await.is_empty());
    hq.dns.texts(&domain.record.name, &["something else"]);
    hq.advance(Duration::days(1));
    round(&hq.app).await.unwrap();
    let lost = now(&ada, org).await;
    assert_eq!(
        (lost.state, lost.finding.unwrap().values),
        (DomainState::Lost, vec!["something else".into()])
    );
    assert!(lost.bound_until.is_some());
    hq.advance(Duration::days(1));
    round(&hq.app).await.unwrap();
    assert_eq!(mails(&hq).await, ["The record of acme.example is gone"], "once");
}

async fn a_record_that_comes_back_is_found_again(hq: Hq) {
    let (ada, org, domain) = verified(&hq).await;
    hq.dns.texts(&domain.record.name, &[]);
    hq.advance(Duration::days(1));
    round(&hq.app).await.unwrap();
    assert_eq!(now(&ada, org).await.state, DomainState::Lost);
    hq.dns.texts(&domain.record.name, &[&domain.record.value]);
    hq.advance(Duration::hours(1));
    round(&hq.app).await.unwrap();
    let back = now(&ada, org).await;
    assert_eq!((back.state, back.bound_until), (DomainState::Verified, None));
    assert_eq!(back.verified_at, domain.verified_at);
}

async fn without_its_record_a_domain_is_free_after_a_week(hq: Hq) {
    let (ada, org, domain) = verified(&hq).await;
    hq.dns.texts(&domain.record.name, &[]);
    for _ in 0..7 {
        hq.advance(Duration::days(1));
        round(&hq.app).await.unwrap();
        assert_eq!(now(&ada, org).await.state, DomainState::Lost);
    }
    hq.advance(Duration::days(1));
    round(&hq.app).await.unwrap();
    let after = now(&ada, org).await;
    assert_eq!((after.state, after.verified_at, after.bound_until), (DomainState::Pending, None, None));
    assert_ne!(after.record.value, domain.record.value);
    let olga = hq.person("olga@globex.example").await;
    let globex = olga.create("Globex").await.id;
    let body = NewDomain { name: "acme.example".parse().unwrap() };
    let theirs = olga.call(&ClaimDomain { org: globex, body }).await.unwrap();
    hq.dns.texts(&theirs.record.name, &[&theirs.record.value]);
    hq.advance(Duration::minutes(2));
    round(&hq.app).await.unwrap();
    assert_eq!(now(&olga, globex).await.state, DomainState::Verified);
}

async fn several_servers_look_once(hq: Hq) {
    let (_, _, domain) = claimed(&hq).await;
    hq.advance(Duration::minutes(2));
    let rounds = futures::future::join_all((0..8).map(|_| round(&hq.app))).await;
    let looked: usize = rounds.into_iter().map(Result::unwrap).sum();
    assert_eq!((looked, hq.dns.asked(&domain.record.name)), (1, 1));
}

async fn deleted_organizations_are_left_alone(hq: Hq) {
    let (ada, org, domain) = verified(&hq).await;
    let version = hq_contract::ETag("*".into());
    let delete =
        hq_contract::organizations::deletion::DeleteOrganization { org, name: "Acme".into(), version };
    ada.call(&delete).await.unwrap();
    let before = hq.dns.asked(&domain.record.name);
    hq.advance(Duration::days(10));
    assert_eq!(round(&hq.app).await.unwrap(), 0);
    assert_eq!(hq.dns.asked(&domain.record.name), before);
}
