//! Looking for a domain's record.

use super::dns::Dns;
use hq_contract::domains::{DomainRecord, DomainResult};
use serde::{Deserialize, Serialize};

/// The most values that are kept, and the most characters of each.
const KEPT: usize = 10;
const KEPT_CHARACTERS: usize = 255;
/// The longest name of the DNS (RFC 1035, 2.3.4).
const LONGEST_NAME: usize = 253;

/// What a look came to, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it came to.
    pub result: DomainResult,
    /// The texts at the record's name.
    pub values: Vec<String>,
    /// Where the record stands instead.
    pub elsewhere: Option<String>,
}

/// Looks for the record of a domain, and where people put it by mistake: at the domain itself, and under the domain
/// written twice, which providers make of a whole name where they ask for its first part.
pub async fn look(dns: &Dns, domain: &str, record: &DomainRecord) -> Found {
    let says = |texts: &[String]| texts.iter().any(|text| text.trim() == record.value);
    let Ok(texts) = dns.texts(&record.name).await else {
        return Found { result: DomainResult::Unreachable, values: Vec::new(), elsewhere: None };
    };
    let result = match texts.is_empty() {
        _ if says(&texts) => DomainResult::Found,
        true => DomainResult::Missing,
        false => DomainResult::Differs,
    };
    let mut elsewhere = None;
    if result != DomainResult::Found {
        for name in [domain.to_owned(), format!("{}.{domain}", record.name)] {
            let there = name.len() <= LONGEST_NAME && dns.texts(&name).await.is_ok_and(|texts| says(&texts));
            if there {
                elsewhere = Some(name);
                break;
            }
        }
    }
    let cut = |text: &String| text.chars().take(KEPT_CHARACTERS).collect();
    Found { result, values: texts.iter().take(KEPT).map(cut).collect(), elsewhere }
}
