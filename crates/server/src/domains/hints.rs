//! Why a record is not found: what people do to its value, and where they put it by mistake.

use super::look::Answering;
use futures::future::join_all;
use hq_contract::domains::{DomainHint, DomainRecord, RECORD_LABEL, RECORD_PREFIX};
use std::{collections::BTreeSet, time::Duration};
use tokio::time::timeout;

/// How long to look for hints: they are worth no long wait.
const PATIENCE: Duration = Duration::from_secs(3);
/// The longest name of the DNS (RFC 1035, 2.3.4).
const LONGEST_NAME: usize = 253;
/// A name that nobody has: what answers at it is a wildcard (RFC 4592).
const NOBODY: &str = "_hq-nobody";

/// Whether the value stands in one of the texts. Spaces around it are not seen by those who copy it.
pub fn says(texts: &[String], value: &str) -> bool {
    texts.iter().any(|text| text.trim() == value)
}

/// What is wrong with these texts, and at which other name the record stands.
pub async fn hints(
    answering: &Answering<'_>,
    domain: &str,
    record: &DomainRecord,
    texts: &[String],
) -> (Option<DomainHint>, Option<String>) {
    let wrong =
        texts.iter().filter_map(|text| wrong_with(text, &record.value)).min_by_key(|hint| *hint as u8);
    let looked = async {
        let wildcard = async {
            let asks = wrong.is_none() && !texts.is_empty();
            asks && is_wildcard(answering, domain, texts).await
        };
        futures::join!(wildcard, elsewhere(answering, domain, record))
    };
    let (wildcard, elsewhere) = timeout(PATIENCE, looked).await.unwrap_or_default();
    (wrong.or_else(|| wildcard.then_some(DomainHint::Wildcard)), elsewhere)
}

/// What somebody has done to a value, if this text was it.
fn wrong_with(text: &str, value: &str) -> Option<DomainHint> {
    let is_quote =
        |letter: char| matches!(letter, '"' | '\'' | '`' | '´' | '‘' | '’' | '“' | '”' | '„' | '«' | '»');
    let is_separator = |letter: char| matches!(letter, ';' | ',' | '\\');
    let is_space = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
    };
    let bare: String = text
        .chars()
        .filter(|letter| !is_quote(*letter) && !is_separator(*letter) && !is_space(*letter))
        .collect();
    let trimmed = text.trim_matches(is_space);
    let secret = value.strip_prefix(RECORD_PREFIX).unwrap_or(value);
    let (is_secret, is_value) = (bare.eq_ignore_ascii_case(secret), bare.eq_ignore_ascii_case(value));
    let begins =
        bare.get(..RECORD_PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(RECORD_PREFIX));
    if is_secret {
        Some(DomainHint::Prefix)
    } else if is_value && text.contains(is_quote) {
        Some(DomainHint::Quotes)
    } else if is_value && text.contains(is_separator) {
        Some(DomainHint::Separators)
    } else if is_value && (trimmed.contains(is_space) || bare == value) {
        Some(DomainHint::Spaces)
    } else if is_value {
        Some(DomainHint::Case)
    } else if bare.to_ascii_lowercase().contains(value) {
        Some(DomainHint::More)
    } else if begins {
        Some(DomainHint::Other)
    } else {
        None
    }
}

async fn is_wildcard(answering: &Answering<'_>, domain: &str, texts: &[String]) -> bool {
    let name = format!("{NOBODY}.{domain}");
    let Ok(there) = answering.texts(&name).await else { return false };
    there.iter().collect::<BTreeSet<_>>() == texts.iter().collect()
}

/// Where people put the record by mistake: at the domain itself; at its name with the zone written twice, which providers
/// make of a whole name where they ask for its first part; with that first part alone in the zone above; without its
/// underscore.
async fn elsewhere(answering: &Answering<'_>, domain: &str, record: &DomainRecord) -> Option<String> {
    let above = domain.split_once('.').map(|(_, above)| above).filter(|above| above.contains('.'));
    let mut names = vec![domain.to_owned(), format!("{}.{domain}", record.name)];
    names.extend(above.map(|above| format!("{}.{above}", record.name)));
    names.extend(above.map(|above| format!("{RECORD_LABEL}.{above}")));
    names.push(format!("{}.{domain}", RECORD_LABEL.trim_start_matches('_')));
    names.retain(|name| name.len() <= LONGEST_NAME);
    let looks = names.into_iter().map(|name| async {
        let there = answering.texts(&name).await.is_ok_and(|texts| says(&texts, &record.value));
        there.then_some(name)
    });
    join_all(looks).await.into_iter().flatten().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_do_to_a_value_is_told() {
        let value = "hq-verification=0123456789abcdef0123456789abcdef";
        let secret = &value[RECORD_PREFIX.len()..];
        for (text, hint) in [
            (format!("\"{value}\""), Some(DomainHint::Quotes)),
            (format!("“{value}”"), Some(DomainHint::Quotes)),
            (format!("'{value}';"), Some(DomainHint::Quotes)),
            (format!("\\\"{value}\\\""), Some(DomainHint::Quotes)),
            (format!("{value};"), Some(DomainHint::Separators)),
            (format!("{value} ,"), Some(DomainHint::Separators)),
            (value.replace('=', " = "), Some(DomainHint::Spaces)),
            (value.replace('=', "=\u{200b}"), Some(DomainHint::Spaces)),
            (format!("\u{feff}{value}"), Some(DomainHint::Spaces)),
            (value.to_uppercase(), Some(DomainHint::Case)),
            (format!("HQ-Verification={secret}"), Some(DomainHint::Case)),
            (secret.to_owned(), Some(DomainHint::Prefix)),
            (format!("\"{secret}\""), Some(DomainHint::Prefix)),
            (format!("_hq-challenge.example.org TXT {value}"), Some(DomainHint::More)),
            (format!("{value}{value}"), Some(DomainHint::More)),
            ("hq-verification=ffffffffffffffffffffffffffffffff".to_owned(), Some(DomainHint::Other)),
            (value[..40].to_owned(), Some(DomainHint::Other)),
            ("v=spf1 -all".to_owned(), None),
            ("hq-verificatioé".to_owned(), None),
            (String::new(), None),
        ] {
            assert!(!says(std::slice::from_ref(&text), value), "{text}");
            assert_eq!(wrong_with(&text, value), hint, "{text}");
        }
        assert!(says(&["v=spf1 -all".to_owned(), format!(" {value}\n")], value));
    }
}
