//! Targets and focus on the page as it stands.

use crate::Browser;
use serde_json::{Value, json};

const TARGETS: &str = include_str!("targets.js");

impl Browser {
    /// Fails where a target is smaller than 24 × 24 px without room around it (WCAG 2.5.8), or where what has the focus would be
    /// hidden under what stays at the edge of the window (2.4.11). Toasts go by themselves, and are waited for. The focus is
    /// afterwards where it was.
    ///
    /// # Panics
    /// With what was found.
    pub async fn is_within_reach(&self, what: &str) {
        self.until("no toast", async || {
            self.run("return document.querySelector('.toast') === null", vec![]).await == json!(true)
        })
        .await;
        let found: Value = self.run(&format!("{TARGETS}\nreturn faults();"), vec![]).await;
        if found != json!([]) {
            self.fail(&format!("{what}: {found:#}")).await;
        }
    }
}
