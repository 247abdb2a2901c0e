//! Domains' records at the name servers of their zones, and at a resolver that remembers.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, NameServer, Resolver, Setup},
};
use hq_contract::{
    OrganizationId,
    domains::{
        ClaimDomain, Domain, DomainHint, DomainResult, DomainState, ListDomains, NewDomain, VerifyDomain,
    },
};
use hq_server::domains::round;
use std::{
    net::{SocketAddr, UdpSocket},
    ops::Deref,
};
use time::Duration;

on_both!(
    crate::domains_zones::World::start =>
    our_early_questions_do_not_keep_a_record_from_being_found,
    checking_at_once_does_not_either,
    a_record_among_many_is_found,
    aliases_are_followed_to_their_end,
    circles_and_rubbish_say_nothing,
    the_texts_of_others_are_not_shown,
    a_wildcard_is_told_from_a_record,
    a_record_at_another_name_is_told,
);
/// A server whose resolver remembers, in front of the name server of `example`.
pub struct World {
    pub hq: Hq,
    pub zone: NameServer,
    pub resolver: Resolver,
    ada: Browser,
    org: OrganizationId,
}

impl Deref for World {
    type Target = Hq;

    fn deref(&self) -> &Hq {
        &self.hq
    }
}

fn local(host: u8, port: u16) -> SocketAddr {
    ([127, 0, 0, host], port).into()
}

impl World {
    async fn start(backend: Backend) -> Self {
        let zone = NameServer::start(local(1, 0), "example").await;
        let port = zone.address.port();
        Self::with(backend, zone, &[], port).await
    }

    /// No name server can be reached but the resolver.
    pub async fn start_behind_a_firewall(backend: Backend) -> Self {
        let zone = NameServer::start(local(1, 0), "example").await;
        let closed = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Self::with(backend, zone, &[], closed).await
    }

    async fn with(backend: Backend, zone: NameServer, others: &[&NameServer], port: u16) -> Self {
        let resolver = Resolver::start(&[&[&zone], others].concat()).await;
        // Servers of zones may have the address of any resolver of the operator's: two, as long as it is not asked.
        let dns = vec![resolver.address, local(2, resolver.address.port())];
        let hq = Hq::start_with(backend, Setup { dns, zone_port: Some(port), ..Setup::default() }).await;
        let ada = hq.person("ada@acme.example").await;
        let org = ada.create("Acme").await.id;
        Self { hq, zone, resolver, ada, org }
    }

    pub async fn claim(&self, name: &str) -> Domain {
        let body = NewDomain { name: name.parse().unwrap() };
        self.ada.call(&ClaimDomain { org: self.org, body }).await.unwrap()
    }

    pub async fn check(&self, domain: &Domain) -> Domain {
        self.ada.call(&VerifyDomain { org: self.org, id: domain.id }).await.unwrap()
    }

    async fn now(&self, domain: &Domain) -> Domain {
        let all = self.ada.call(&ListDomains { org: self.org }).await.unwrap().items;
        all.into_iter().find(|one| one.id == domain.id).unwrap()
    }

    /// Looks after so long, by itself.
    pub async fn after(&self, span: Duration, domain: &Domain) -> Domain {
        self.hq.advance(span);
        round(&self.hq.app).await.unwrap();
        self.now(domain).await
    }
}

pub fn result(domain: &Domain) -> DomainResult {
    domain.finding.as_ref().unwrap().result
}

async fn our_early_questions_do_not_keep_a_record_from_being_found(world: World) {
    let domain = world.claim("acme.example").await;
    let early = world.after(Duration::minutes(1), &domain).await;
    assert_eq!(result(&early), DomainResult::Missing);
    assert_eq!(early.finding.unwrap().old_until, None, "it is what the zone says now");
    world.hq.advance(Duration::seconds(20));
    world.zone.text(&domain.record.name, &domain.record.value);
    let found = world.after(Duration::seconds(41), &domain).await;
    assert_eq!(found.state, DomainState::Verified);
    assert!(!world.resolver.was_asked(&domain.record.name));
    // Later the resolver is asked too: it may know another network.
    let other = world.claim("other.example").await;
    world.after(Duration::minutes(6), &other).await;
    assert!(world.resolver.was_asked(&other.record.name));
    world.zone.text(&other.record.name, &other.record.value);
    assert_eq!(world.check(&other).await.state, DomainState::Verified, "whatever the resolver remembers");
}

async fn checking_at_once_does_not_either(world: World) {
    let domain = world.claim("deep.below.acme.example").await;
    assert_eq!(result(&world.check(&domain).await), DomainResult::Missing);
    world.zone.text(&domain.record.name, &domain.record.value);
    assert_eq!(world.check(&domain).await.state, DomainState::Verified);
    for name in [&domain.record.name, "deep.below.acme.example", "below.acme.example"] {
        assert!(!world.resolver.was_asked(name), "{name}");
    }
}

async fn a_record_among_many_is_found(world: World) {
    let domain = world.claim("acme.example").await;
    for number in 0..200 {
        world.zone.text(&domain.record.name, &format!("{number} {}", "x".repeat(100)));
    }
    assert_eq!(result(&world.check(&domain).await), DomainResult::Differs);
    world.zone.text(&domain.record.name, &domain.record.value);
    assert_eq!(world.check(&domain).await.state, DomainState::Verified);
}

async fn aliases_are_followed_to_their_end(world: World) {
    let domain = world.claim("acme.example").await;
    world.zone.alias(&domain.record.name, "proofs.example");
    assert_eq!(result(&world.check(&domain).await), DomainResult::Missing);
    world.zone.text("proofs.example", &domain.record.value);
    assert_eq!(world.check(&domain).await.state, DomainState::Verified);
}

async fn circles_and_rubbish_say_nothing(world: World) {
    let domain = world.claim("acme.example").await;
    let name = domain.record.name.as_str();
    world.zone.text(name, &domain.record.value);
    assert_eq!(world.check(&domain).await.state, DomainState::Verified);
    let unreachable = async |what: &str| {
        world.resolver.forget();
        let seen = world.check(&domain).await;
        assert_eq!((seen.state, result(&seen)), (DomainState::Verified, DomainResult::Unreachable), "{what}");
        assert_eq!(seen.missing_since, None, "{what}");
    };
    world.zone.remove(name);
    world.zone.alias(name, "circle.example");
    world.zone.alias("circle.example", name);
    unreachable("a circle").await;
    world.zone.remove("circle.example");
    world.zone.alias("circle.example", "a0.example");
    for number in 0..15 {
        world.zone.alias(&format!("a{number}.example"), &format!("a{}.example", number + 1));
    }
    world.zone.text("a15.example", "the end");
    unreachable("a chain too long").await;
    world.zone.remove(name);
    world.zone.breaks(name);
    let seen = world.check(&domain).await;
    assert_eq!((seen.state, seen.missing_since), (DomainState::Verified, None), "half a message");
}

async fn the_texts_of_others_are_not_shown(world: World) {
    let domain = world.claim("evil.example").await;
    world.zone.alias(&domain.record.name, "victim.example");
    world.zone.text("victim.example", "secret=of somebody else");
    world.zone.text("victim.example", "hq-verification=another");
    let seen = world.check(&domain).await.finding.unwrap();
    assert_eq!(
        (seen.result, seen.values),
        (DomainResult::Differs, vec!["hq-verification=another".to_owned()])
    );
    assert_eq!(seen.hint, Some(DomainHint::Other));
}

async fn a_wildcard_is_told_from_a_record(world: World) {
    let domain = world.claim("acme.example").await;
    world.zone.text("*.acme.example", "v=spf1 -all");
    let seen = world.check(&domain).await.finding.unwrap();
    assert_eq!((seen.result, seen.hint), (DomainResult::Differs, Some(DomainHint::Wildcard)));
    world.zone.text(&domain.record.name, "v=spf1 -all");
    world.zone.text(&domain.record.name, "more");
    assert_eq!(world.check(&domain).await.finding.unwrap().hint, None);
    world.zone.remove(&domain.record.name);
    for (text, hint) in [
        (format!("\"{}\"", domain.record.value), DomainHint::Quotes),
        (format!("{};", domain.record.value), DomainHint::Separators),
        (domain.record.value.to_uppercase(), DomainHint::Case),
    ] {
        world.zone.text(&domain.record.name, &text);
        let seen = world.check(&domain).await.finding.unwrap();
        assert_eq!((seen.result, seen.hint), (DomainResult::Differs, Some(hint)), "{text}");
        world.zone.remove(&domain.record.name);
    }
}

async fn a_record_at_another_name_is_told(world: World) {
    let domain = world.claim("data.acme.example").await;
    for name in [
        "data.acme.example",
        "_hq-challenge.data.acme.example.data.acme.example",
        "_hq-challenge.data.acme.example.acme.example",
        "_hq-challenge.acme.example",
        "hq-challenge.data.acme.example",
    ] {
        world.zone.text(name, &domain.record.value);
        let seen = world.check(&domain).await.finding.unwrap();
        assert_eq!((seen.result, seen.elsewhere.as_deref()), (DomainResult::Missing, Some(name)));
        world.zone.remove(name);
    }
    assert_eq!(world.check(&domain).await.finding.unwrap().elsewhere, None);
}

#[tokio::test]
async fn zones_below_are_found_at_their_own_servers() {
    let above = NameServer::start(local(1, 0), "example").await;
    let port = above.address.port();
    let below = NameServer::start(local(2, port), "acme.example").await;
    above.delegate("acme.example", below.address);
    let world = World::with(Backend::Sqlite, above, &[&below], port).await;
    let domain = world.claim("acme.example").await;
    assert_eq!(result(&world.check(&domain).await), DomainResult::Missing);
    below.text(&domain.record.name, &domain.record.value);
    assert_eq!(world.check(&domain).await.state, DomainState::Verified);
    assert!(below.asked(&domain.record.name) >= 2 && !world.resolver.was_asked(&domain.record.name));
}

#[tokio::test]
async fn a_strangers_zone_does_not_lead_to_local_addresses() {
    let above = NameServer::start(local(1, 0), "example").await;
    let port = above.address.port();
    let inside = NameServer::start(local(3, port), "evil.example").await;
    above.delegate("evil.example", inside.address);
    let world = World::with(Backend::Sqlite, above, &[&inside], port).await;
    let domain = world.claim("evil.example").await;
    world.hq.advance(Duration::minutes(6));
    assert_eq!(result(&world.check(&domain).await), DomainResult::Missing, "as the resolver says");
    assert!(world.zone.asked(&domain.record.name) >= 1);
    assert_eq!(inside.asked(&domain.record.name), 0);
}
