//! What a message of the DNS says of the TXT records at a name.

use super::{MAX_CHAIN, Unreachable, is_said};
use hickory_resolver::proto::{
    op::Message,
    rr::{Name, RData, Record, rdata::TXT},
};

/// The TXT records at a name: none where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// The text of each, its strings joined (RFC 7208, 3.3).
    pub texts: Vec<String>,
    /// For how many seconds whoever passed this on may go on saying so.
    pub ttl: u32,
}

/// What a message comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// These are there.
    Records(Records),
    /// The name stands for another one (CNAME), of which the message says nothing.
    LeadsTo(Name),
}

/// Reads what a message says of the TXT records at a name, through the CNAMEs in it.
///
/// # Errors
/// Where the server failed, or its CNAMEs go round in circles or on without end.
pub fn read(message: &Message, name: &Name) -> Result<Reading, Unreachable> {
    if !is_said(message) {
        return Err(Unreachable);
    }
    let (mut at, mut ttl) = (name, u32::MAX);
    for _ in 0..=MAX_CHAIN {
        let here = || message.answers.iter().filter(|record| record.name == *at);
        let texts: Vec<(u32, String)> = here().filter_map(text).collect();
        if !texts.is_empty() {
            let ttl = texts.iter().map(|(ttl, _)| *ttl).fold(ttl, u32::min);
            let texts = texts.into_iter().map(|(_, text)| text).collect();
            return Ok(Reading::Records(Records { texts, ttl }));
        }
        let Some((record, target)) = here().find_map(|record| Some((record, target(record)?))) else {
            return Ok(nothing_at(message, at, at != name, ttl));
        };
        (at, ttl) = (target, ttl.min(record.ttl));
    }
    Err(Unreachable)
}

/// A message that ends here says that there is nothing, or leaves it open where the last of its CNAMEs leads.
fn nothing_at(message: &Message, name: &Name, is_target: bool, ttl: u32) -> Reading {
    match absence(message) {
        None if is_target => Reading::LeadsTo(name.clone()),
        // Without an SOA record nobody may remember it (RFC 2308, 5).
        None => Reading::Records(Records { texts: Vec::new(), ttl: 0 }),
        Some(absence) => Reading::Records(Records { texts: Vec::new(), ttl: ttl.min(absence) }),
    }
}

/// For how long it may be remembered that there is nothing, where the message says so (RFC 2308, 5).
fn absence(message: &Message) -> Option<u32> {
    message.authorities.iter().find_map(|record| match &record.data {
        RData::SOA(soa) => Some(soa.minimum.min(record.ttl)),
        _ => None,
    })
}

/// The same, of the zone whose SOA record was asked for.
pub fn minimum(message: &Message) -> u32 {
    let of = |record: &Record| match &record.data {
        RData::SOA(soa) => Some(soa.minimum),
        _ => None,
    };
    message.answers.iter().chain(&message.authorities).find_map(of).unwrap_or(0)
}

fn text(record: &Record) -> Option<(u32, String)> {
    let RData::TXT(TXT { txt_data, .. }) = &record.data else { return None };
    Some((record.ttl, String::from_utf8_lossy(&txt_data.concat()).into_owned()))
}

fn target(record: &Record) -> Option<&Name> {
    match &record.data {
        RData::CNAME(target) => Some(&target.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hickory_resolver::proto::{
        op::{MessageType, OpCode, ResponseCode},
        rr::rdata::{CNAME, SOA},
    };

    fn name(name: &str) -> Name {
        Name::from_ascii(name).unwrap()
    }

    fn message(code: ResponseCode, answers: Vec<(&str, u32, RData)>) -> Message {
        let mut message = Message::new(1, MessageType::Response, OpCode::Query);
        message.metadata.response_code = code;
        let record = |(at, ttl, data)| Record::from_rdata(name(at), ttl, data);
        message.answers.extend(answers.into_iter().map(record));
        message
    }

    fn with_soa(mut message: Message) -> Message {
        let soa = SOA::new(name("ns.example."), name("root.example."), 1, 2, 3, 4, 600);
        message.authorities.push(Record::from_rdata(name("example."), 900, RData::SOA(soa)));
        message
    }

    fn txt(text: &str) -> RData {
        RData::TXT(TXT::new(vec![text.to_owned()]))
    }

    fn cname(target: &str) -> RData {
        RData::CNAME(CNAME(name(target)))
    }

    fn records(texts: &[&str], ttl: u32) -> Result<Reading, Unreachable> {
        let texts = texts.iter().map(ToString::to_string).collect();
        Ok(Reading::Records(Records { texts, ttl }))
    }

    #[test]
    fn all_records_are_read_through_aliases() {
        let read = |message: &Message| super::read(message, &name("a.example."));
        let many: Vec<_> = (0..200).map(|_| ("a.example.", 60, txt("x"))).collect();
        assert_eq!(read(&message(ResponseCode::NoError, many)), records(&["x"; 200], 60));
        let parts = RData::TXT(TXT::new(vec!["one ".to_owned(), "two".to_owned()]));
        assert_eq!(
            read(&message(ResponseCode::NoError, vec![("A.Example.", 9, parts)])),
            records(&["one two"], 9)
        );
        let alias = vec![("b.example.", 30, txt("there")), ("a.example.", 20, cname("b.example."))];
        assert_eq!(read(&message(ResponseCode::NoError, alias)), records(&["there"], 20));
        let out = message(ResponseCode::NoError, vec![("a.example.", 20, cname("b.test."))]);
        assert_eq!(read(&out), Ok(Reading::LeadsTo(name("b.test."))));
        assert_eq!(read(&with_soa(out)), records(&[], 20), "and there is nothing");
    }

    #[test]
    fn what_is_not_there_may_be_remembered_as_the_zone_says() {
        let read = |message: &Message| super::read(message, &name("a.example."));
        for code in [ResponseCode::NXDomain, ResponseCode::NoError] {
            assert_eq!(read(&message(code, vec![])), records(&[], 0));
            assert_eq!(read(&with_soa(message(code, vec![]))), records(&[], 600));
        }
        assert_eq!(minimum(&with_soa(message(ResponseCode::NXDomain, vec![]))), 600);
        assert_eq!(minimum(&message(ResponseCode::NXDomain, vec![])), 0);
    }

    #[test]
    fn failures_and_circles_say_nothing() {
        let read = |message: &Message| super::read(message, &name("a.example."));
        for code in [ResponseCode::ServFail, ResponseCode::Refused, ResponseCode::FormErr] {
            assert_eq!(read(&message(code, vec![("a.example.", 1, txt("x"))])), Err(Unreachable));
        }
        let circle = vec![("a.example.", 1, cname("b.example.")), ("b.example.", 1, cname("a.example."))];
        assert_eq!(read(&message(ResponseCode::NoError, circle)), Err(Unreachable));
        let itself = vec![("a.example.", 1, cname("A.example."))];
        assert_eq!(read(&message(ResponseCode::NoError, itself)), Err(Unreachable));
        let names: Vec<String> = (0..30).map(|at| format!("n{at}.example.")).collect();
        let mut chain: Vec<_> = names.windows(2).map(|two| (two[0].as_str(), 1, cname(&two[1]))).collect();
        chain.push(("a.example.", 1, cname("n0.example.")));
        assert_eq!(read(&message(ResponseCode::NoError, chain)), Err(Unreachable), "too long");
    }
}
