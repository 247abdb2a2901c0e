//! The draft of a rule.

use hq_contract::rules::Rule;
use serde::{Deserialize, Serialize};

/// Effect, action, resource, tag, name, and the name that was suggested.
pub type RuleFields = [String; 6];

/// The draft of the dialog that adds or changes a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleDraft {
    /// The rule that is being changed; none for a new one.
    pub rule: Option<Rule>,
    /// The values of its fields.
    pub fields: RuleFields,
}

impl RuleDraft {
    /// Whether the dialog still has its first values; a suggested name that follows the other fields does not count.
    pub fn is_untouched(&self, first: &RuleFields) -> bool {
        let ([effect, action, resource, tag, name, suggested], now) = (first, &self.fields);
        let [now_effect, now_action, now_resource, now_tag, now_name, now_suggested] = now;
        let chosen = (effect, action, resource, tag) == (now_effect, now_action, now_resource, now_tag);
        chosen && (now_name == name || (name == suggested && now_name == now_suggested))
    }
}
