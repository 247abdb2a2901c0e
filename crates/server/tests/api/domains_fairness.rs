//! That domains whose DNS does not answer keep nobody waiting: neither other organizations nor the end of the server.

use crate::{
    on_both,
    support::{Browser, DnsAnswer, Hq},
};
use hq_contract::{
    OrganizationId,
    domains::{ClaimDomain, Domain, DomainResult, DomainState, ListDomains, MAX_DOMAINS, NewDomain},
};
use hq_server::domains::{round, watch};
use std::time::{Duration as Span, Instant};
use time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

on_both!(
    dead_domains_keep_nobody_waiting,
    dead_domains_are_asked_less_and_less_often,
    stopping_does_not_wait_for_the_dns
);

async fn claim(browser: &Browser, org: OrganizationId, name: &str) -> Domain {
    let body = NewDomain { name: name.parse().unwrap() };
    browser.call(&ClaimDomain { org, body }).await.unwrap()
}

async fn dead_domains_keep_nobody_waiting(hq: Hq) {
    let mallory = hq.person("mallory@evil.example").await;
    let mut dead = Vec::new();
    for number in 0..8 {
        let org = mallory.create(&format!("Evil {number}")).await.id;
        for at in 0..MAX_DOMAINS {
            let domain = claim(&mallory, org, &format!("d{number}-{at}.example")).await;
            hq.dns.answers(&domain.record.name, DnsAnswer::Silent);
            dead.push(domain.record.name);
        }
    }
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let ours = claim(&ada, org, "acme.example").await;
    hq.dns.texts(&ours.record.name, &[&ours.record.value]);
    hq.advance(Duration::minutes(2));
    // The last of 801 that are due, and found in the first round all the same.
    let begin = Instant::now();
    round(&hq.app).await.unwrap();
    let took = begin.elapsed();
    let now = ada.call(&ListDomains { org }).await.unwrap().items.remove(0);
    assert_eq!(now.state, DomainState::Verified);
    assert!(took < Span::from_secs(60), "{took:?}");
    let asked = dead.iter().filter(|name| hq.dns.asked(name) > 0).count();
    assert!(asked <= 8 * 4, "an organization gets its share of a round, not {asked}");
    // What did not answer waits for its like from now on.
    let other = claim(&ada, org, "other.example").await;
    hq.advance(Duration::minutes(2));
    round(&hq.app).await.unwrap();
    let items = ada.call(&ListDomains { org }).await.unwrap().items;
    let seen = items.iter().find(|domain| domain.id == other.id).unwrap();
    assert_eq!(seen.finding.as_ref().unwrap().result, DomainResult::Missing);
}

async fn dead_domains_are_asked_less_and_less_often(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let domain = claim(&ada, org, "acme.example").await;
    hq.dns.answers(&domain.record.name, DnsAnswer::Fails);
    for _ in 0..24 * 60 {
        hq.advance(Duration::minutes(1));
        round(&hq.app).await.unwrap();
    }
    let asked = hq.dns.asked(&domain.record.name);
    assert!((9..=12).contains(&asked), "{asked} times in a day");
    // As soon as it answers again, it is as any other.
    hq.dns.texts(&domain.record.name, &[]);
    for _ in 0..3 {
        hq.advance(Duration::days(1));
        round(&hq.app).await.unwrap();
    }
    let before = hq.dns.asked(&domain.record.name);
    for _ in 0..5 {
        hq.advance(Duration::minutes(2));
        round(&hq.app).await.unwrap();
    }
    assert_eq!(hq.dns.asked(&domain.record.name), before + 5);
}

async fn stopping_does_not_wait_for_the_dns(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let domain = claim(&ada, org, "acme.example").await;
    hq.dns.answers(&domain.record.name, DnsAnswer::Silent);
    hq.advance(Duration::minutes(2));
    let stop = CancellationToken::new();
    let watching = tokio::spawn(watch(hq.app.clone(), stop.clone()));
    timeout(Span::from_secs(30), hq.dns.until_asked(&domain.record.name)).await.expect("it looks");
    stop.cancel();
    timeout(Span::from_secs(1), watching).await.expect("it stops at once").unwrap();
    // Another server takes it up after the lease.
    hq.dns.texts(&domain.record.name, &[&domain.record.value]);
    assert_eq!(round(&hq.app).await.unwrap(), 0);
    hq.advance(Duration::minutes(3));
    assert_eq!(round(&hq.app).await.unwrap(), 1);
    assert_eq!(ada.call(&ListDomains { org }).await.unwrap().items[0].state, DomainState::Verified);
}
