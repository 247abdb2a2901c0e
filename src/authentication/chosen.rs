//! What is chosen of who may ask to join, and what that changes.

use hq_contract::authentication::{JoinRequestsAllowed, JoinRequestsPatch};
use serde::{Deserialize, Serialize};

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// Whether anybody may ask.
    pub enabled: bool,
    /// Those at these domains may, in the order of their letters.
    pub domains: Vec<String>,
}

impl Chosen {
    /// What an organization has decided.
    pub fn of(decided: &JoinRequestsAllowed) -> Self {
        let mut domains = decided.domains.clone();
        domains.sort();
        Self { enabled: decided.enabled, domains }
    }

    /// Turns requests on or off. Turning them on takes the only domain there is.
    pub fn turn(&mut self, on: bool, available: &[String]) {
        self.enabled = on;
        if let ([only], true, true) = (available, on, self.domains.is_empty()) {
            self.domains.push(only.clone());
        }
    }

    /// Chooses a domain, or takes it back.
    pub fn choose(&mut self, domain: &str, on: bool) {
        self.domains.retain(|chosen| chosen != domain);
        if on {
            self.domains.push(domain.to_owned());
            self.domains.sort();
        }
    }

    /// Whether this would let nobody ask although it says that somebody may.
    pub fn is_empty(&self) -> bool {
        self.enabled && self.domains.is_empty()
    }

    /// What has to be sent to make what is decided this.
    pub fn patch(&self, decided: &JoinRequestsAllowed) -> JoinRequestsPatch {
        let before = Self::of(decided);
        JoinRequestsPatch {
            enabled: (self.enabled != before.enabled).then_some(self.enabled),
            domains: (self.domains != before.domains).then(|| self.domains.clone()),
        }
    }
}

/// The domains to choose from: those that can be chosen, and those that were.
pub fn offered(decided: &JoinRequestsAllowed) -> Vec<String> {
    let mut offered = decided.available.clone();
    offered.extend(decided.domains.iter().filter(|domain| !decided.available.contains(domain)).cloned());
    offered.sort();
    offered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(enabled: bool, domains: &[&str], available: &[&str]) -> JoinRequestsAllowed {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        JoinRequestsAllowed {
            enabled,
            domains: own(domains),
            available: own(available),
            verified: Vec::new(),
            display_names: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn the_only_domain_is_taken() {
        let only = decided(false, &[], &["example.org"]);
        let mut chosen = Chosen::of(&only);
        chosen.turn(true, &offered(&only));
        assert_eq!(chosen.domains, ["example.org"]);
        let several = decided(false, &[], &["a.example", "b.example"]);
        let mut chosen = Chosen::of(&several);
        chosen.turn(true, &offered(&several));
        assert!(chosen.is_empty(), "which one is the admin's to say");
        chosen.turn(false, &offered(&several));
        assert!(!chosen.is_empty());
    }

    #[test]
    fn only_what_changed_is_sent() {
        let before = decided(true, &["b.example", "a.example"], &["a.example"]);
        let mut chosen = Chosen::of(&before);
        assert_eq!(chosen.patch(&before), JoinRequestsPatch::default(), "the order is no change");
        chosen.choose("b.example", false);
        let patch = chosen.patch(&before);
        assert_eq!(patch.enabled, None);
        assert_eq!(patch.domains, Some(vec!["a.example".to_owned()]));
    }

    #[test]
    fn what_was_chosen_before_is_offered_still() {
        let before = decided(true, &["old.example"], &["new.example"]);
        assert_eq!(offered(&before), ["new.example", "old.example"]);
    }
}
