//! What can be said of a chain and its key before anything is sent.

use hq_contract::certificates::{CertificateFault as Fault, Facts, check, check_chain};

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examined {
    /// What the certificate says of itself, where the chain is in order.
    pub facts: Option<Facts>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Looks at both as they would be used at a moment, in seconds since 1970.
pub fn examine(chain: &str, key: &str, now: i64) -> Examined {
    match check(chain, key, now) {
        Ok(readable) => Examined { facts: Some(readable.facts), faults: Vec::new() },
        Err(faults) => Examined { facts: check_chain(chain, now).ok(), faults },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAIN: &str = include_str!("../../tests/fixtures/certificates/chain.pem");
    const KEY: &str = include_str!("../../tests/fixtures/certificates/chain.key");
    const OTHER_KEY: &str = include_str!("../../tests/fixtures/certificates/other.key");
    /// 2100-01-01
    const NOW: i64 = 4_102_444_800;

    #[test]
    fn a_chain_is_told_before_its_key_is_there() {
        let whole = examine(CHAIN, KEY, NOW);
        assert!(whole.faults.is_empty(), "{:?}", whole.faults);
        for (key, fault) in [("", Fault::KeyMissing), (OTHER_KEY, Fault::WrongKey)] {
            let examined = examine(CHAIN, key, NOW);
            assert_eq!(examined, Examined { facts: whole.facts.clone(), faults: vec![fault] });
        }
        assert_eq!(examine("", "", NOW).facts, None);
        assert_eq!(examine("", "", NOW).faults, [Fault::ChainMissing, Fault::KeyMissing]);
    }
}
