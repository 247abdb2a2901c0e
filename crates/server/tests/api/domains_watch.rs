//! What HQ finds out about domains by itself.

use crate::{
    on_both,
    support::{Browser, DnsAnswer, Hq},
};
use hq_contract::{
    OrganizationId,
    domains::{ClaimDomain, Domain, DomainResult, DomainState, ListDomains, NewDomain, VerifyDomain},
};
use hq_server::{domains::round, mail::outbox};
use time::Duration;

on_both!(
    a_record_is_found_without_being_asked_for,
    one_answer_loses_nothing,
    answers_that_differ_lose_nothing,
    asking_many_times_at_once_loses_nothing,
    a_lost_record_is_noticed_and_told_once,
    a_record_that_comes_back_is_found_again,
    without_its_record_a_domain_is_free_after_a_week,
    a_claim_without_its_record_is_looked_for_for_four_weeks,
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

/// Looks after so many hours, and answers the domain as it is then.
async fn after(hq: &Hq, hours: i64, browser: &Browser, org: OrganizationId) -> Domain {
    hq.advance(Duration::hours(hours));
    round(&hq.app).await.unwrap();
    now(browser, org).await
}

async fn one_answer_loses_nothing(hq: Hq) {
    let (ada, org, domain) = verified(&hq).await;
    let there = DnsAnswer::Texts(vec![domain.record.value.clone()]);
    for answer in [
        DnsAnswer::Texts(Vec::new()),
        DnsAnswer::Nothing,
        DnsAnswer::Texts(vec!["something else".into()]),
        DnsAnswer::Fails,
        DnsAnswer::Silent,
    ] {
        hq.dns.answers(&domain.record.name, answer.clone());
        let seen = after(&hq, 25, &ada, org).await;
        assert_eq!(seen.state, DomainState::Verified, "{answer:?}");
        let definite = !matches!(answer, DnsAnswer::Fails | DnsAnswer::Silent);
        assert_eq!(
            (seen.missing_since.is_some(), seen.lost_from.is_some()),
            (definite, definite),
            "{answer:?}"
        );
        hq.dns.answers(&domain.record.name, there.clone());
        let seen = after(&hq, 25, &ada, org).await;
        assert_eq!((seen.state, seen.missing_since, seen.lost_from), (DomainState::Verified, None, None));
    }
    assert!(mails(&hq).await.is_empty());
}

async fn answers_that_differ_lose_nothing(hq: Hq) {
    let (ada, org, domain) = verified(&hq).await;
    for answer in [&[][..], &["something else"], &[], &["something else"]] {
        hq.dns.texts(&domain.record.name, answer);
        assert_eq!(after(&hq, 24, &ada, org).await.state, DomainState::Verified);
    }
    hq.dns.answers(&domain.record.name, DnsAnswer::Fails);
    for _ in 0..5 {
        assert_eq!(after(&hq, 24, &ada, org).await.state, DomainState::Verified, "a failure says nothing");
    }
    assert!(mails(&hq).await.is_empty());
}

async fn asking_many_times_at_once_loses_nothing(hq: Hq) {
    let (ada, org, domain) = verified(&hq).await;
    hq.dns.texts(&domain.record.name, &[]);
    for hours in [0, 7] {
        hq.advance(Duration::hours(hours));
        for _ in 0..5 {
            let seen = ada.call(&VerifyDomain { org, id: domain.id }).await.unwrap();
            assert_eq!(seen.state, DomainState::Verified);
        }
    }
    assert!(mails(&hq).await.is_empty());
}

async fn a_lost_record_is_noticed_and_told_once(hq: Hq) {
    let (ada, org, domain) = verified(&hq).await;
    hq.dns.texts(&domain.record.name, &["something else"]);
    let first = after(&hq, 24, &ada, org).await;
    let since = first.missing_since.unwrap();
    let lost_from = &first.lost_from.unwrap().as_str()[..16].to_owned();
    for _ in 0..2 {
        let seen = after(&hq, 2, &ada, org).await;
        assert_eq!((seen.state, seen.missing_since.as_ref()), (DomainState::Verified, Some(&since)));
        assert_eq!(seen.bound_until, None);
        assert_eq!(seen.lost_from.unwrap().as_str()[..16], *lost_from);
        assert!(mails(&hq).await.is_empty());
    }
    let lost = after(&hq, 2, &ada, org).await;
    assert_eq!((lost.state, lost.missing_since), (DomainState::Lost, None));
    assert!(lost.bound_until.is_some());
    for _ in 0..5 {
        assert_eq!(after(&hq, 24, &ada, org).await.state, DomainState::Lost);
    }
    assert_eq!(mails(&hq).await, ["The DNS record of acme. example is missing"], "once");
}

async fn lost(hq: &Hq) -> (Browser, OrganizationId, Domain) {
    let (ada, org, domain) = verified(hq).await;
    hq.dns.texts(&domain.record.name, &[]);
    for _ in 0..3 {
        after(hq, 24, &ada, org).await;
    }
    assert_eq!(now(&ada, org).await.state, DomainState::Lost);
    (ada, org, domain)
}

async fn a_record_that_comes_back_is_found_again(hq: Hq) {
    let (ada, org, domain) = lost(&hq).await;
    hq.dns.texts(&domain.record.name, &[&domain.record.value]);
    let back = after(&hq, 1, &ada, org).await;
    assert_eq!((back.state, back.bound_until), (DomainState::Verified, None));
    assert_eq!(back.verified_at, domain.verified_at);
    hq.dns.texts(&domain.record.name, &[]);
    assert_eq!(after(&hq, 24, &ada, org).await.state, DomainState::Verified, "it begins anew");
}

async fn without_its_record_a_domain_is_free_after_a_week(hq: Hq) {
    let (ada, org, domain) = lost(&hq).await;
    for _ in 0..6 {
        assert_eq!(after(&hq, 24, &ada, org).await.state, DomainState::Lost);
    }
    // Nothing is concluded from a failure, nor from one answer of another kind.
    hq.dns.answers(&domain.record.name, DnsAnswer::Fails);
    assert_eq!(after(&hq, 24, &ada, org).await.state, DomainState::Lost);
    hq.dns.texts(&domain.record.name, &["something else"]);
    assert_eq!(after(&hq, 24, &ada, org).await.state, DomainState::Lost);
    for _ in 0..3 {
        after(&hq, 3, &ada, org).await;
    }
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

async fn a_claim_without_its_record_is_looked_for_for_four_weeks(hq: Hq) {
    let (ada, org, domain) = claimed(&hq).await;
    for _ in 0..27 {
        assert!(after(&hq, 24, &ada, org).await.next_check_at.is_some());
    }
    for _ in 0..300 {
        after(&hq, 1, &ada, org).await;
    }
    let asked = hq.dns.asked(&domain.record.name);
    assert_eq!(after(&hq, 48, &ada, org).await.next_check_at, None);
    assert_eq!(hq.dns.asked(&domain.record.name), asked, "it is no longer looked for");
    let seen = ada.call(&VerifyDomain { org, id: domain.id }).await.unwrap();
    assert!(seen.next_check_at.is_some(), "somebody is at it again");
    hq.dns.texts(&domain.record.name, &[&domain.record.value]);
    assert_eq!(after(&hq, 24, &ada, org).await.state, DomainState::Verified);
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
