//! Targets and focus on the page as it stands.

use crate::Browser;
use serde_json::{Value, json};

const TARGETS: &str = include_str!("targets.js");

impl Browser {
    /// Fails where a target is smaller than 24 × 24 px without room around it (WCAG 2.5.8), or where what has the focus would be
    /// hidden under what stays at the edge of the window (2.4.11). The focus is afterwards where it was.
    ///
    /// # Panics
    /// With what was found.
    pub async fn is_within_reach(&self, what: &str) {
        let found: Value = self.run(&format!("{TARGETS}\nreturn faults();"), vec![]).await;
        if found != json!([]) {
            self.fail(&format!("{what}: {found:#}")).await;
        }
    }
}
