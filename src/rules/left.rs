//! A rule that is half written.

use hq_contract::rules::Rule;
use serde::{Deserialize, Serialize};

/// Effect, action, resource, tag, name, and the name that was suggested.
pub type Fields = [String; 6];

/// What is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The rule that is changed; none where it is a new one.
    pub rule: Option<Rule>,
    /// What the dialog holds.
    pub fields: Fields,
}

impl Left {
    /// Whether nothing was written into a dialog that began with this; a name that only follows what is chosen is not.
    pub fn is_untouched(&self, first: &Fields) -> bool {
        let ([effect, action, resource, tag, name, suggested], now) = (first, &self.fields);
        let [now_effect, now_action, now_resource, now_tag, now_name, now_suggested] = now;
        let chosen = (effect, action, resource, tag) == (now_effect, now_action, now_resource, now_tag);
        chosen && (now_name == name || (name == suggested && now_name == now_suggested))
    }
}
