//! axe-core on the page as it stands.

use crate::{Browser, environment::path};
use serde_json::{Value, json};

const STILL: &str = include_str!("still.js");
const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations']})
      .then((result) => done(result.violations.map((v) => ({id: v.id, help: v.help, nodes: v.nodes.map((n) => n.html + ' — ' + n.failureSummary)}))),
            (error) => done([{id: 'failed', help: String(error), nodes: []}]));";

impl Browser {
    /// Fails where axe finds a violation of WCAG 2.2 AA or of good practice.
    ///
    /// # Panics
    /// With what it found.
    pub async fn is_accessible(&self, what: &str) {
        // Half a megabyte, which stays as long as the document does.
        if self.run("return typeof axe === 'undefined'", vec![]).await == json!(true) {
            let source = std::fs::read_to_string(path("HQ_E2E_AXE")).expect("axe-core is installed by xtask");
            self.run(STILL, vec![]).await;
            self.run(&source, vec![]).await;
        }
        let violations: Value = self.run_async(RUN, vec![]).await;
        if violations != json!([]) {
            self.fail(&format!("{what}: {violations:#}")).await;
        }
    }
}
