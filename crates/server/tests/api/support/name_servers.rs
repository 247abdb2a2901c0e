//! Name servers of zones on loopback, and a resolver in front of them that remembers their answers.

use super::dns::{Answering, listen};
use hickory_proto::{
    op::{Message, MessageType, OpCode, Query, ResponseCode},
    rr::{
        Name, RData, Record, RecordType,
        rdata::{A, CNAME, NS, SOA, TXT},
    },
};
use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};
use tokio::task::JoinSet;

/// For how many seconds a zone lets others remember that a name is missing (RFC 2308, 4).
pub const MINIMUM: u32 = 3600;

/// A server that knows one zone; it stops when dropped.
pub struct NameServer {
    pub address: SocketAddr,
    zone: Arc<Mutex<Zone>>,
    _tasks: JoinSet<()>,
}

struct Zone {
    name: Name,
    records: Vec<Record>,
    asked: Vec<Name>,
    /// Names that are answered with half a message.
    garbage: Vec<Name>,
}

fn absolute(name: &str) -> Name {
    Name::from_ascii(format!("{name}.")).expect("a name")
}

impl NameServer {
    /// Serves a zone at an address; its own name there is `ns` in it.
    pub async fn start(at: SocketAddr, zone: &str) -> Self {
        let name = absolute(zone);
        let zone = Zone { name, records: Vec::new(), asked: Vec::new(), garbage: Vec::new() };
        let zone = Arc::new(Mutex::new(zone));
        let known = zone.clone();
        let answering: Answering = Arc::new(move |query| known.lock().unwrap().asked_for(query));
        let (address, tasks) = listen(at, answering).await;
        let server = Self { address, zone, _tasks: tasks };
        let name = server.zone.lock().unwrap().name.to_ascii();
        server.delegate(name.trim_end_matches('.'), address);
        server
    }

    pub fn add(&self, name: &str, data: RData) {
        self.zone.lock().unwrap().records.push(Record::from_rdata(absolute(name), 60, data));
    }

    pub fn text(&self, name: &str, text: &str) {
        self.add(name, RData::TXT(TXT::from_bytes(text.as_bytes().chunks(255).collect())));
    }

    pub fn alias(&self, name: &str, target: &str) {
        self.add(name, RData::CNAME(CNAME(absolute(target))));
    }

    /// A zone is served by the server at this address.
    pub fn delegate(&self, zone: &str, to: SocketAddr) {
        let SocketAddr::V4(to) = to else { panic!("an address of IPv4") };
        self.add(zone, RData::NS(NS(absolute(&format!("ns.{zone}")))));
        self.add(&format!("ns.{zone}"), RData::A(A(*to.ip())));
    }

    /// Takes everything at a name away.
    pub fn remove(&self, name: &str) {
        self.zone.lock().unwrap().records.retain(|record| record.name != absolute(name));
    }

    /// From now on a name is answered with half a message.
    pub fn breaks(&self, name: &str) {
        self.zone.lock().unwrap().garbage.push(absolute(name));
    }

    /// How often a name was asked for.
    pub fn asked(&self, name: &str) -> usize {
        self.zone.lock().unwrap().asked.iter().filter(|asked| **asked == absolute(name)).count()
    }
}

impl Zone {
    fn asked_for(&mut self, query: &[u8]) -> Option<Vec<u8>> {
        let query = Message::from_vec(query).ok()?;
        let question = query.queries.first()?;
        self.asked.push(question.name.clone());
        let mut answer = self.answer(question);
        answer.metadata.id = query.metadata.id;
        let mut bytes = answer.to_vec().ok()?;
        if self.garbage.contains(&question.name) {
            bytes.truncate(bytes.len() - 5);
        }
        Some(bytes)
    }

    /// What the zone says (RFC 1034, 4.3.2), a referral where a zone below it knows more.
    fn answer(&self, question: &Query) -> Message {
        let mut answer = Message::new(0, MessageType::Response, OpCode::Query);
        answer.queries.push(question.clone());
        if !self.name.zone_of(&question.name) {
            answer.metadata.response_code = ResponseCode::Refused;
            return answer;
        }
        if let Some(servers) = self.below(&question.name) {
            let glue = servers.iter().flat_map(|server| match &server.data {
                RData::NS(NS(name)) => self.at(name, RecordType::A),
                _ => Vec::new(),
            });
            answer.additionals = glue.collect();
            answer.authorities = servers;
            return answer;
        }
        answer.metadata.authoritative = true;
        let mut name = question.name.clone();
        for _ in 0..20 {
            answer.answers.extend(self.at(&name, question.query_type));
            let alias = self.at(&name, RecordType::CNAME).pop();
            let Some(Record { data: RData::CNAME(CNAME(target)), .. }) = alias.clone() else { break };
            answer.answers.extend(alias);
            name = target;
        }
        let outside = !self.name.zone_of(&name);
        if answer.answers.iter().all(|record| record.record_type() != question.query_type) && !outside {
            let known = self.records.iter().any(|record| name.zone_of(&record.name));
            answer.metadata.response_code =
                if known { ResponseCode::NoError } else { ResponseCode::NXDomain };
            let soa = SOA::new(self.name.clone(), self.name.clone(), 1, 7200, 600, 86_400, MINIMUM);
            answer.authorities.push(Record::from_rdata(self.name.clone(), MINIMUM, RData::SOA(soa)));
        }
        answer
    }

    fn below(&self, name: &Name) -> Option<Vec<Record>> {
        let is_cut = |record: &&Record| {
            record.record_type() == RecordType::NS && record.name != self.name && record.name.zone_of(name)
        };
        let cut = self.records.iter().find(is_cut)?;
        Some(self.at(&cut.name, RecordType::NS))
    }

    /// The records of a name; those of the wildcard where there are none at all (RFC 4592).
    fn at(&self, name: &Name, kind: RecordType) -> Vec<Record> {
        let of = |owner: &Name| {
            self.records.iter().filter(|record| record.name == *owner).cloned().collect::<Vec<_>>()
        };
        let mut all = of(name);
        if all.is_empty() {
            all = of(&name.clone().into_wildcard());
            all.iter_mut().for_each(|record| record.name = name.clone());
        }
        all.retain(|record| record.record_type() == kind);
        all
    }
}

/// A resolver that remembers whatever it was told, for ever, as one does within the times that zones allow; it stops when
/// dropped.
pub struct Resolver {
    pub address: SocketAddr,
    memory: Arc<Mutex<HashMap<(Name, RecordType), Message>>>,
    _tasks: JoinSet<()>,
}

impl Resolver {
    /// Knows the zones of these servers.
    pub async fn start(servers: &[&NameServer]) -> Self {
        let memory = Arc::new(Mutex::new(HashMap::new()));
        let zones: Vec<_> = servers.iter().map(|server| server.zone.clone()).collect();
        let known = memory.clone();
        let answering: Answering = Arc::new(move |query| {
            let query = Message::from_vec(query).ok()?;
            let question = query.queries.first()?;
            let key = (question.name.to_lowercase(), question.query_type);
            let mut answer: Message =
                known.lock().unwrap().entry(key).or_insert_with(|| resolve(&zones, question)).clone();
            answer.metadata.id = query.metadata.id;
            answer.to_vec().ok()
        });
        let (address, tasks) = listen((Ipv4Addr::LOCALHOST, 0).into(), answering).await;
        Self { address, memory, _tasks: tasks }
    }

    /// Whether the TXT records of a name were asked for since it forgot all.
    pub fn was_asked(&self, name: &str) -> bool {
        self.memory.lock().unwrap().contains_key(&(absolute(name), RecordType::TXT))
    }

    pub fn forget(&self) {
        self.memory.lock().unwrap().clear();
    }
}

/// What the server of the nearest zone says.
fn resolve(zones: &[Arc<Mutex<Zone>>], question: &Query) -> Message {
    let nearest = zones
        .iter()
        .filter(|zone| zone.lock().unwrap().name.zone_of(&question.name))
        .max_by_key(|zone| zone.lock().unwrap().name.num_labels());
    let mut answer = match nearest {
        Some(zone) => zone.lock().unwrap().answer(question),
        None => Message::error_msg(0, OpCode::Query, ResponseCode::NXDomain),
    };
    if answer.queries.is_empty() {
        answer.queries.push(question.clone());
    }
    answer.metadata.authoritative = false;
    answer.metadata.recursion_available = true;
    answer
}
