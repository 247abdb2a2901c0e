//! axe-core on the page as it stands.

use crate::{Browser, environment::path};
use serde_json::{Value, json};

const STILL: &str = include_str!("still.js");
const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']})
      .then((result) => done(result.violations.map((v) => ({id: v.id, help: v.help, nodes: v.nodes.map((n) => n.html + ' — ' + n.failureSummary)}))),
            (error) => done([{id: 'failed', help: String(error), nodes: []}]));";

/// The rules of WCAG 2.2 AA and of good practice, by their tags.
const ALL: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/// Those that ask for colours.
const OF_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

impl Browser {
    /// Fails where axe finds a violation of WCAG 2.2 AA or of good practice.
    ///
    /// # Panics
    /// With what it found.
    pub async fn is_accessible(&self, what: &str) {
        self.keeps_to(&json!(ALL), what).await;
    }

    /// The same of what colours decide, on a page that is accessible in others.
    ///
    /// # Panics
    /// With what it found.
    pub async fn has_contrast(&self, what: &str) {
        self.keeps_to(&json!({"type": "rule", "values": OF_COLOURS}), what).await;
    }

    async fn keeps_to(&self, rules: &Value, what: &str) {
        // Half a megabyte, which stays as long as the document does.
        if self.run("return typeof axe === 'undefined'", vec![]).await == json!(true) {
            let source = std::fs::read_to_string(path("HQ_E2E_AXE")).expect("axe-core is installed by xtask");
            self.run(STILL, vec![]).await;
            self.run(&source, vec![]).await;
        }
        let violations: Value = self.run_async(RUN, vec![rules.clone()]).await;
        if violations != json!([]) {
            self.fail(&format!("{what}: {violations:#}")).await;
        }
    }
}
