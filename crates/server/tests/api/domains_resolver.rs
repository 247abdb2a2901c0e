//! Domains' records where port 53 is closed: at a resolver that remembers, and nowhere else.

use crate::{
    domains_zones::{World, result},
    on_both,
};
use hq_contract::{
    Timestamp,
    domains::{DomainResult, DomainState},
};
use time::Duration;

on_both!(
    crate::domains_zones::World::start_behind_a_firewall =>
    without_the_zones_own_servers_the_first_question_waits,
    checking_at_once_waits_as_well,
    an_old_answer_is_told_with_its_end,
);

fn minute(at: &Timestamp) -> String {
    at.as_str()[..16].to_owned()
}

async fn without_the_zones_own_servers_the_first_question_waits(world: World) {
    let domain = world.claim("acme.example").await;
    let waiting = world.after(Duration::minutes(1), &domain).await;
    assert_eq!((waiting.state, result(&waiting)), (DomainState::Pending, DomainResult::Waiting));
    world.hq.advance(Duration::seconds(20));
    world.zone.text(&domain.record.name, &domain.record.value);
    assert!(!world.resolver.was_asked(&domain.record.name));
    let found = world.after(Duration::minutes(4), &domain).await;
    assert_eq!(found.state, DomainState::Verified);
}

async fn checking_at_once_waits_as_well(world: World) {
    let domain = world.claim("acme.example").await;
    let waiting = world.check(&domain).await;
    assert_eq!(result(&waiting), DomainResult::Waiting);
    assert!(!world.resolver.was_asked(&domain.record.name));
    world.hq.advance(Duration::seconds(80));
    world.zone.text(&domain.record.name, &domain.record.value);
    let found = world.after(Duration::seconds(41), &domain).await;
    assert_eq!(found.state, DomainState::Verified, "two minutes after the claim");
}

async fn an_old_answer_is_told_with_its_end(world: World) {
    let domain = world.claim("acme.example").await;
    let missing = world.after(Duration::minutes(5), &domain).await;
    assert_eq!(result(&missing), DomainResult::Missing);
    let finding = missing.finding.clone().unwrap();
    assert_eq!(minute(&finding.checked_at), "2026-03-01T09:05");
    assert_eq!(finding.old_until.as_ref().map(minute), Some("2026-03-01T10:05".to_owned()));
    assert_eq!(missing.next_check_at.as_ref().map(minute), Some("2026-03-01T10:05".to_owned()));
    world.zone.text(&domain.record.name, &domain.record.value);
    assert_eq!(world.check(&domain).await.state, DomainState::Pending, "the resolver remembers");
    world.resolver.forget();
    let found = world.after(Duration::minutes(61), &domain).await;
    assert_eq!((found.state, found.finding.unwrap().old_until), (DomainState::Verified, None));
}
