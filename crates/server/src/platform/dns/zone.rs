//! What a zone's own name servers say. They are found from its top-level domain on downwards, as resolvers do it (RFC 1034,
//! 5.3.3), so that the resolver is never asked for a name that may be missing, and would remember that.

use super::{
    Dns, MAX_CHAIN, MAX_SERVERS, PATIENCE, Unreachable, absolute, address,
    answer::{self, Reading, Records},
    exchange, is_said,
};
use futures::{StreamExt as _, future::join_all, stream::FuturesUnordered};
use hickory_resolver::proto::{
    op::{Message, Query, ResponseCode},
    rr::{Name, RData, Record, RecordType},
};
use std::{
    net::{IpAddr, SocketAddr},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::time::timeout;

/// The most zones below each other that are gone through.
const MAX_DEPTH: usize = 8;
/// The most questions of one look: strangers' zones may name servers without end.
const MAX_QUESTIONS: usize = 64;

/// A zone, and some of the servers that know it.
type Cut = (Name, Vec<SocketAddr>);

/// What a server says.
enum Said {
    Answer(Reading),
    /// Others know more of it.
    Referral(Cut),
}

/// Asks the name servers of zones, for one look: it remembers the way to them, and ends after so many questions.
pub struct Zones<'a> {
    dns: &'a Dns,
    questions: AtomicUsize,
    known: Mutex<Vec<Cut>>,
}

impl Dns {
    /// Asks the name servers of zones.
    #[must_use]
    pub fn zones(&self) -> Zones<'_> {
        Zones { dns: self, questions: AtomicUsize::new(0), known: Mutex::default() }
    }
}

impl Zones<'_> {
    /// The TXT records at a name, of all of some servers of its zone: what one of them has, others may be yet to learn.
    ///
    /// # Errors
    /// Where none of them is found, may be asked, or answers.
    pub async fn records(&self, name: &str) -> Result<Records, Unreachable> {
        timeout(PATIENCE, self.follow(absolute(name)?)).await.map_err(|_| Unreachable)?
    }

    async fn follow(&self, mut name: Name) -> Result<Records, Unreachable> {
        for _ in 0..MAX_CHAIN {
            match self.descend(&name).await? {
                Reading::Records(records) => return Ok(records),
                Reading::LeadsTo(target) => name = target,
            }
        }
        Err(Unreachable)
    }

    /// From the nearest zone that is known to the one that has the name.
    async fn descend(&self, name: &Name) -> Result<Reading, Unreachable> {
        let mut cut = match self.nearest(name) {
            Some(cut) => cut,
            None => self.top(name).await?,
        };
        for _ in 0..MAX_DEPTH {
            match self.said(&cut, name).await? {
                Said::Answer(reading) => return Ok(reading),
                Said::Referral(below) => {
                    self.known.lock().unwrap_or_else(PoisonError::into_inner).push(below.clone());
                    cut = below;
                }
            }
        }
        Err(Unreachable)
    }

    fn nearest(&self, name: &Name) -> Option<Cut> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().filter(|(zone, _)| zone.zone_of(name)).max_by_key(|(zone, _)| zone.num_labels()).cloned()
    }

    /// The topmost zone whose servers the resolver knows: the top-level domain, or one below it in a network with names of
    /// its own. Names that may not be there yet are left out.
    async fn top(&self, name: &Name) -> Result<Cut, Unreachable> {
        let labels = usize::from(name.num_labels());
        let deepest = labels.saturating_sub(2).max(2).min(labels.saturating_sub(1));
        for labels in 1..=deepest {
            let zone = name.trim_to(labels);
            let Ok(answer) = self.resolve(&zone, RecordType::NS).await else { continue };
            let servers = self.addresses(&name_servers(&answer.answers, &zone), &[]).await;
            if !servers.is_empty() {
                let cut = (zone, servers);
                self.known.lock().unwrap_or_else(PoisonError::into_inner).push(cut.clone());
                return Ok(cut);
            }
        }
        Err(Unreachable)
    }

    /// What the servers of a zone say of a name: the way to others from the first that knows it, what is there from all.
    async fn said(&self, cut: &Cut, name: &Name) -> Result<Said, Unreachable> {
        let (zone, servers) = cut;
        let mut asked: FuturesUnordered<_> =
            servers.iter().map(|server| self.ask(*server, zone, name)).collect();
        let mut all: Option<Reading> = None;
        while let Some(said) = asked.next().await {
            match said {
                Ok(Said::Referral(below)) => return Ok(Said::Referral(below)),
                Ok(Said::Answer(reading)) => {
                    all = Some(all.map_or(reading.clone(), |before| both(before, reading)))
                }
                Err(Unreachable) => {}
            }
        }
        all.map(Said::Answer).ok_or(Unreachable)
    }

    async fn ask(&self, server: SocketAddr, zone: &Name, name: &Name) -> Result<Said, Unreachable> {
        self.count()?;
        let query = Query::query(name.clone(), RecordType::TXT);
        let answer = exchange::ask(server, &query, false).await?;
        if answer.metadata.authoritative {
            return answer::read(&answer, name).map(Said::Answer);
        }
        // What knows nothing of itself, and of no other, does not serve the zone, whatever the zone says.
        let below = below(&answer, zone, name).ok_or(Unreachable)?;
        let servers = self.addresses(&name_servers(&answer.authorities, &below), &answer.additionals).await;
        if servers.is_empty() { Err(Unreachable) } else { Ok(Said::Referral((below, servers))) }
    }

    /// Where these servers are, as far as they may be asked.
    async fn addresses(&self, servers: &[Name], told: &[Record]) -> Vec<SocketAddr> {
        let of = |server: &Name| {
            let known: Vec<IpAddr> = addresses_of(told, server);
            let server = server.clone();
            async move { if known.is_empty() { self.address(&server).await } else { known } }
        };
        let all = join_all(servers.iter().take(MAX_SERVERS).map(of)).await;
        let mut addresses: Vec<IpAddr> = all.into_iter().filter_map(|all| self.allowed(all)).collect();
        addresses.dedup();
        addresses.into_iter().map(|address| SocketAddr::new(address, self.dns.zone_port)).collect()
    }

    /// One address of a server, of IPv4 if there is one. Zones are written by strangers: only what is public, or what the
    /// operator named as a resolver, is asked.
    fn allowed(&self, addresses: Vec<IpAddr>) -> Option<IpAddr> {
        let own = |address: IpAddr| self.dns.resolvers.iter().any(|resolver| resolver.ip() == address);
        let may_be_asked = addresses.into_iter().filter(|at| address::is_public(*at) || own(*at));
        may_be_asked.min_by_key(IpAddr::is_ipv6)
    }

    async fn address(&self, server: &Name) -> Vec<IpAddr> {
        for kind in [RecordType::A, RecordType::AAAA] {
            let Ok(answer) = self.resolve(server, kind).await else { return Vec::new() };
            let found: Vec<IpAddr> =
                answer.answers.iter().filter_map(|record| record.data.ip_addr()).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    async fn resolve(&self, name: &Name, kind: RecordType) -> Result<Message, Unreachable> {
        self.count()?;
        self.dns.resolve(name, kind).await
    }

    fn count(&self) -> Result<(), Unreachable> {
        let before = self.questions.fetch_add(1, Ordering::Relaxed);
        if before < MAX_QUESTIONS { Ok(()) } else { Err(Unreachable) }
    }
}

/// The zone that a server refers to: nearer to the name than its own.
fn below(answer: &Message, zone: &Name, name: &Name) -> Option<Name> {
    if !is_said(answer)
        || answer.metadata.response_code != ResponseCode::NoError
        || !answer.answers.is_empty()
    {
        return None;
    }
    let nearer = |at: &&Record| {
        matches!(at.data, RData::NS(_)) && at.name != *zone && zone.zone_of(&at.name) && at.name.zone_of(name)
    };
    answer.authorities.iter().find(nearer).map(|record| record.name.clone())
}

fn name_servers(records: &[Record], zone: &Name) -> Vec<Name> {
    let name = |record: &Record| match &record.data {
        RData::NS(server) if record.name == *zone => Some(server.0.clone()),
        _ => None,
    };
    records.iter().filter_map(name).collect()
}

fn addresses_of(records: &[Record], server: &Name) -> Vec<IpAddr> {
    records
        .iter()
        .filter(|record| record.name == *server)
        .filter_map(|record| record.data.ip_addr())
        .collect()
}

/// What two servers of a zone say together.
fn both(one: Reading, other: Reading) -> Reading {
    match (one, other) {
        (Reading::Records(mut one), Reading::Records(other)) => {
            one.texts.extend(other.texts);
            one.texts.sort();
            one.texts.dedup();
            Reading::Records(one)
        }
        (Reading::Records(records), Reading::LeadsTo(name))
        | (Reading::LeadsTo(name), Reading::Records(records)) => {
            if records.texts.is_empty() {
                Reading::LeadsTo(name)
            } else {
                Reading::Records(records)
            }
        }
        (leads, Reading::LeadsTo(_)) => leads,
    }
}
