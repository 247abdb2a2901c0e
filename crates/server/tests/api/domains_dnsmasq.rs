//! Records in a DNS server that others wrote: dnsmasq, of Debian.

use crate::support::{Backend, Hq, Setup};
use hq_contract::domains::{ClaimDomain, DomainFinding, DomainResult, NewDomain, VerifyDomain};
use std::{
    net::{SocketAddr, UdpSocket},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// An address of its own: a port of 127.0.0.1 that is free for UDP may be another test's for TCP, and dnsmasq takes both.
const HERE: &str = "127.0.53.1";

/// The server; it ends with the test.
struct Dnsmasq(Child);

impl Dnsmasq {
    /// Knows these TXT records, and that there is nothing else under `example`.
    fn start(address: SocketAddr, records: &[(&str, &str)]) -> Self {
        let mut command = Command::new("/usr/sbin/dnsmasq");
        command
            .args([
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--pid-file=",
            ])
            .args(["--local=/example/", "--bind-interfaces", "--log-facility=-"])
            .arg(format!("--listen-address={}", address.ip()))
            .arg(format!("--port={}", address.port()));
        for (name, value) in records {
            command.arg(format!("--txt-record={name},{value}"));
        }
        Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("dnsmasq is installed"))
    }
}

impl Drop for Dnsmasq {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn records_of_a_usual_dns_server_are_found() {
    let address = UdpSocket::bind((HERE, 0)).unwrap().local_addr().unwrap();
    let hq = Hq::start_with(Backend::Sqlite, Setup { dns: vec![address], ..Setup::default() }).await;
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let mut claims = Vec::new();
    for name in ["one.example", "many.example", "other.example", "none.example"] {
        let body = NewDomain { name: name.parse().unwrap() };
        claims.push(ada.call(&ClaimDomain { org, body }).await.unwrap());
    }
    let look =
        async |id| -> DomainFinding { ada.call(&VerifyDomain { org, id }).await.unwrap().finding.unwrap() };
    assert_eq!(look(claims[0].id).await.result, DomainResult::Unreachable, "nobody is there yet");

    // Nine of these do not fit into a packet: they come by TCP.
    let long: Vec<String> = (0..9).map(|n| format!("{n}{}", "x".repeat(200))).collect();
    let [one, many, other] = [&claims[0].record, &claims[1].record, &claims[2].record];
    let mut records = vec![(one.name.as_str(), one.value.as_str()), (&other.name, "something else")];
    records.extend(long.iter().map(|value| (many.name.as_str(), value.as_str())));
    records.push((&many.name, &many.value));
    let _server = Dnsmasq::start(address, &records);
    // As soon as it listens.
    let deadline = Instant::now() + Duration::from_secs(10);
    while look(claims[0].id).await.result != DomainResult::Found {
        assert!(Instant::now() < deadline, "dnsmasq does not answer");
        hq.advance(time::Duration::hours(1));
    }
    assert_eq!(look(claims[1].id).await.result, DomainResult::Found);
    let differs = look(claims[2].id).await;
    assert_eq!((differs.result, differs.values), (DomainResult::Differs, Vec::new()));
    assert_eq!(look(claims[3].id).await.result, DomainResult::Missing);
}
