//! Secrets of API keys: a prefix by which people and scanners know one, 256 random bits, and a checksum by which one that was
//! mistyped or made up is told without asking the database. Kept only as SHA-256.

use crate::platform::{
    random::{Random, bytes},
    token::hash,
};
use hq_contract::api_keys::API_KEY_PREFIX;
use std::fmt;

/// Letters and digits alone: one double click marks it all.
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// So many of these characters are 256 bits.
const RANDOM: usize = 43;
/// So many hold a CRC-32.
const CHECKSUM: usize = 6;
/// So many characters behind the prefix are shown, by which people tell keys apart; the others are 232 bits still.
const SHOWN: usize = 4;

/// The secret of a key; never logged, never kept.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    #[must_use]
    pub fn new(random: &dyn Random) -> Self {
        let mut drawn = String::with_capacity(RANDOM);
        while drawn.len() < RANDOM {
            // Those above the last whole multiple would make the first characters likelier.
            let fair = bytes::<64>(random).into_iter().filter(|byte| *byte < 248);
            drawn.extend(fair.filter_map(|byte| character(u32::from(byte))).take(RANDOM - drawn.len()));
        }
        Self(format!("{API_KEY_PREFIX}{drawn}{}", checksum(&drawn)))
    }

    /// What a request carries, if it can be one of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(API_KEY_PREFIX)?;
        if rest.len() != RANDOM + CHECKSUM || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let (drawn, sum) = rest.split_at_checked(RANDOM)?;
        (checksum(drawn) == sum).then(|| Self(text.to_owned()))
    }

    /// The secret itself, for the one answer that tells it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the database keeps of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        hash(&["api key", &self.0])
    }

    /// What it begins with, to tell it from others.
    #[must_use]
    pub fn starts_with(&self) -> &str {
        self.0.get(..API_KEY_PREFIX.len() + SHOWN).unwrap_or_default()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn character(number: u32) -> Option<char> {
    let place = usize::try_from(number % 62).ok()?;
    ALPHABET.get(place).copied().map(char::from)
}

/// CRC-32 (ISO-HDLC) of the random characters, the most significant digit first.
fn checksum(drawn: &str) -> String {
    let mut rest = crc32fast::hash(drawn.as_bytes());
    let mut digits = Vec::with_capacity(CHECKSUM);
    for _ in 0..CHECKSUM {
        digits.extend(character(rest));
        rest /= 62;
    }
    digits.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::random::SystemRandom;

    #[test]
    fn what_was_made_is_known_again_and_no_two_are_alike() {
        let (one, other) = (Secret::new(&SystemRandom), Secret::new(&SystemRandom));
        assert_eq!(one.expose().len(), 53);
        assert_eq!(Secret::parse(one.expose()).unwrap().hash(), one.hash());
        assert_ne!(one.hash(), other.hash());
        assert!(one.expose().starts_with(one.starts_with()) && one.starts_with().len() == 8);
        assert_eq!(format!("{one:?}"), "Secret(…)");
    }

    /// A scanner can do the same without HQ (docs/api.md).
    #[test]
    fn the_checksum_is_that_of_the_document() {
        let drawn = "0".repeat(43);
        assert_eq!(checksum(&drawn), "2CZclj");
        assert!(Secret::parse(&format!("hqk_{drawn}2CZclj")).is_some());
    }

    #[test]
    fn what_was_mistyped_or_made_up_is_none() {
        let good = Secret::new(&SystemRandom).expose().to_owned();
        let other = |c: char| if c == 'a' { 'b' } else { 'a' };
        for place in 4..good.len() {
            let mistyped: String =
                good.char_indices().map(|(at, c)| if at == place { other(c) } else { c }).collect();
            assert!(Secret::parse(&mistyped).is_none(), "{mistyped}");
        }
        for text in ["", "hqk_", &good[1..], &good[..52], &format!("{good}0"), &good.replace("hqk_", "HQK_")]
        {
            assert!(Secret::parse(text).is_none(), "{text}");
        }
        let wide = format!("hqk_{}", "é".repeat(24) + "0");
        assert_eq!(wide.len(), 53);
        assert!(Secret::parse(&wide).is_none());
    }
}
