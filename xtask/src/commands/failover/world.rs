//! The cluster, the servers, the balancers and the people, from start to end.

use super::balancer;
use super::cast::Cast;
use super::cluster::Cluster;
use super::link::Link;
use super::options::Options;
use super::place::{Place, at};
use super::server::Server;
use crate::outcome::Outcome;
use crate::profile::Profile;
use std::net::SocketAddrV4;
use std::path::PathBuf;
use std::time::Instant;

/// Of HQ's secrets none is read here; every server has to have the same key.
const SECRETS_KEY: &str = "c2l4dGVlbiByaXZlcnMgYXQgbm9vbiBhcmUgcXVpZXQ=";

/// Everything that runs.
pub struct World<'a> {
    /// Where it runs.
    pub place: &'a Place,
    /// The databases.
    pub cluster: Cluster<'a>,
    /// The line of each server to its database.
    pub links: [Link; 2],
    /// The servers.
    pub servers: [Server<'a>; 2],
    /// Where HAProxy leads to the primary.
    pub database: u16,
    /// Where people come in.
    pub front: SocketAddrV4,
    /// Who comes.
    pub cast: Cast,
    /// The server's binary.
    pub binary: PathBuf,
}

impl<'a> World<'a> {
    /// Starts it all.
    pub fn start(place: &'a Place, options: &Options) -> Outcome<Self> {
        let begun = Instant::now();
        let tell = |what: &str| println!("{:>4} s  {what}", begun.elapsed().as_secs());
        tell("three machines with etcd, Patroni and PostgreSQL");
        let cluster = Cluster::start(place)?;
        let database = balancer::before_databases(place, &cluster)?;
        let binary = options.server.clone().unwrap_or_else(|| Profile::Release.server());
        let front = place.port()?;
        let links = [Link::lay(place.port()?, database)?, Link::lay(place.port()?, database)?];
        let server = |name, link: &Link| Server::new(place, &binary, name, front, &Cluster::url(link.port));
        let [one, other] = &links;
        let servers = [server("hq1", one)?, server("hq2", other)?];
        tell("two servers behind HAProxy");
        let members = Cast::SIZE.to_string();
        let [first, second] = &servers;
        first.start(&[&MORE[..], &["--demo", "--demo-members", &members]].concat())?;
        second.start(&MORE)?;
        balancer::before_servers(place, front, [first.port, second.port])?;
        tell("people sign in and make organizations");
        let cast = Cast::gather(at(front), &cluster)?;
        tell("ready");
        Ok(Self { place, cluster, links, servers, database, front: at(front), cast, binary })
    }
}

/// What every server is started with besides.
pub const MORE: [&str; 2] = ["--secrets-key", SECRETS_KEY];
