//! At which addresses brokers are asked.

use crate::{fault, id, identity, provision};
use futures::future::BoxFuture;
use hq_broker::http::{AddressPolicy, BadBroker, HttpBroker, Lookup, Settings};
use hq_broker::testing::{Call, Hostile};
use hq_broker::{Broker as _, Fault};
use serde_json::json;
use std::collections::VecDeque;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A name that means something else each time it is asked for; at last it is unknown.
struct Rebinding(Mutex<VecDeque<Vec<IpAddr>>>);

impl Rebinding {
    fn new(answers: &[&[&str]]) -> Arc<Self> {
        let parsed = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
        Arc::new(Self(Mutex::new(answers.iter().map(parsed).collect())))
    }
}

impl Lookup for Rebinding {
    fn lookup(&self, name: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        assert_eq!(name, "broker.example");
        let answer = self.0.lock().unwrap().pop_front();
        Box::pin(async move { answer.ok_or_else(|| io::Error::other("there is no such name")) })
    }
}

fn policy(networks: &[&str]) -> AddressPolicy {
    AddressPolicy::new(networks.iter().map(|network| network.parse().unwrap()).collect())
}

/// A client that finds the broker by name.
fn by_name(hostile: &Hostile, allowed: &[&str], answers: &[&[&str]]) -> HttpBroker {
    let url = format!("http://broker.example:{}/osb", hostile.address().port());
    let settings =
        Settings { policy: policy(allowed), lookup: Rebinding::new(answers), ..Settings::default() };
    HttpBroker::new(&url, Hostile::auth(), settings).unwrap()
}

fn at(url: &str, allowed: &[&str]) -> HttpBroker {
    let settings =
        Settings { policy: policy(allowed), connect: Duration::from_millis(200), ..Settings::default() };
    HttpBroker::new(url, Hostile::auth(), settings).unwrap()
}

#[tokio::test]
async fn this_machine_is_asked_where_its_address_is_registered() {
    let hostile = Hostile::start().await.unwrap();
    let port = hostile.address().port();
    for host in ["127.0.0.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]"] {
        let broker = at(&format!("http://{host}:{port}/osb"), &[]);
        assert!(broker.catalog().await.is_ok(), "{host}");
    }
}

#[tokio::test]
async fn other_addresses_that_are_not_public_are_not_asked() {
    for host in [
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "0",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[::]",
    ] {
        let broker = at(&format!("http://{host}:1/"), &[]);
        assert_eq!(fault(broker.catalog().await), Fault::AddressRefused, "{host}");
        let asked = provision("database", "small", &json!({}));
        assert_eq!(fault(broker.provision(id(1), &asked, &identity()).await), Fault::AddressRefused);
    }
}

#[tokio::test]
async fn the_operators_networks_are_asked() {
    // Nobody listens there, but it was tried.
    let broker = at("http://0.0.0.0:1/", &["0.0.0.0/32"]);
    assert_eq!(fault(broker.catalog().await), Fault::NotSent);
}

#[tokio::test]
async fn a_name_that_means_this_machine_is_not_asked() {
    let hostile = Hostile::start().await.unwrap();
    for address in ["127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "10.1.2.3", "169.254.169.254"] {
        let broker = by_name(&hostile, &[], &[&[address]]);
        assert_eq!(fault(broker.catalog().await), Fault::AddressRefused, "{address}");
    }
    assert!(hostile.seen().is_empty());
    let allowed = by_name(&hostile, &["127.0.0.0/8"], &[&["127.0.0.1"]]);
    assert!(allowed.catalog().await.is_ok());
}

#[tokio::test]
async fn a_name_that_comes_to_mean_something_else_changes_nothing() {
    let hostile = Hostile::start().await.unwrap();
    let broker = by_name(&hostile, &["127.0.0.1/32"], &[&["127.0.0.1"], &["127.0.0.2"], &["127.0.0.1"]]);
    assert!(broker.catalog().await.is_ok());
    assert_eq!(fault(broker.catalog().await), Fault::AddressRefused);
    assert!(broker.catalog().await.is_ok());
    assert_eq!(hostile.count(Call::Catalog), 2);
}

#[tokio::test]
async fn of_several_addresses_only_the_allowed_are_asked() {
    let hostile = Hostile::start().await.unwrap();
    let broker = by_name(&hostile, &["127.0.0.1/32"], &[&["10.0.0.1", "::1", "127.0.0.2", "127.0.0.1"]]);
    assert!(broker.catalog().await.is_ok());
}

#[tokio::test]
async fn where_a_name_is_unknown_nothing_was_sent() {
    let hostile = Hostile::start().await.unwrap();
    for answers in [&[][..], &[&[][..]][..]] {
        let broker = by_name(&hostile, &["127.0.0.0/8"], answers);
        assert_eq!(fault(broker.catalog().await), Fault::NotSent);
    }
}

#[test]
fn private_keys_are_for_tls_and_this_machine() {
    for (url, confidential) in [
        ("https://broker.example", true),
        ("https://10.0.0.1", true),
        ("http://127.0.0.1:8090", true),
        ("http://127.9.9.9", true),
        ("http://[::1]:8090", true),
        ("http://[::ffff:127.0.0.1]", true),
        ("http://localhost:8090", false),
        ("http://broker.example", false),
        ("http://10.0.0.1", false),
        ("http://127.0.0.1.broker.example", false),
    ] {
        assert_eq!(at(url, &[]).is_confidential(), confidential, "{url}");
    }
}

#[test]
fn what_is_no_place_is_not_registered() {
    for (url, expected) in [
        ("broker.example", BadBroker::Url),
        ("", BadBroker::Url),
        ("ftp://broker.example", BadBroker::Url),
        ("file:///etc/passwd", BadBroker::Url),
        ("http://", BadBroker::Url),
        ("https://name:password@broker.example", BadBroker::Extra),
        ("https://name@broker.example", BadBroker::Extra),
        ("https://broker.example/?a=b", BadBroker::Extra),
        ("https://broker.example/#a", BadBroker::Extra),
    ] {
        let refused = HttpBroker::new(url, Hostile::auth(), Settings::default());
        assert_eq!(refused.unwrap_err(), expected, "{url}");
    }
}
