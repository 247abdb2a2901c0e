//! What was done, in words.

use hq_contract::audit_log::AUDIT_ACTIONS;
use hq_text::{Key, Texts, audit_actions, audit_features};

/// The features that actions belong to, and what they are called, in the order of the filter: that of the actions.
pub fn features() -> Vec<(&'static str, Key)> {
    let mut features: Vec<(&str, Key)> = Vec::new();
    for (feature, _) in AUDIT_ACTIONS.iter().filter_map(|action| action.name.split_once('.')) {
        if features.iter().all(|(known, _)| *known != feature) {
            features.extend(audit_features::named(feature).map(|label| (feature, label)));
        }
    }
    features
}

/// The actions of a feature.
pub fn actions(feature: &str) -> impl Iterator<Item = &'static str> {
    AUDIT_ACTIONS
        .iter()
        .map(|action| action.name)
        .filter(move |name| name.split_once('.').is_some_and(|(of, _)| of == feature))
}

/// What was done to the `subject`; the name of the action itself where it is none that is known.
pub fn sentence(texts: &Texts, action: &str, subject: &str) -> String {
    audit_actions::named(texts, action, subject).unwrap_or_else(|| action.to_owned())
}

/// Whether an action happens by itself: its sentence names nobody who did it.
pub fn happens(action: &str) -> bool {
    action == "subscription.end"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_is_said_in_words_and_can_be_filtered_by() {
        let english = Texts::english();
        let sentences: BTreeSet<String> =
            AUDIT_ACTIONS.iter().map(|action| sentence(&english, action.name, "Bob")).collect();
        assert_eq!(sentences.len(), AUDIT_ACTIONS.len(), "each in its own words: {sentences:?}");
        assert!(sentences.iter().all(|sentence| !sentence.contains('.')), "{sentences:?}");
        let offered: Vec<&str> = features().into_iter().flat_map(|(feature, _)| actions(feature)).collect();
        assert_eq!(offered, AUDIT_ACTIONS.iter().map(|action| action.name).collect::<Vec<_>>());
        assert_eq!(sentence(&english, "dataplants.scale", "Bob"), "dataplants.scale");
    }
}
