//! What moves on a page while it loads.

use crate::{Browser, doors::NETWORK};
use serde_json::json;

const SHIFTS: &str = include_str!("shifts.js");
/// What no eye sees (CLS).
const MOST: f64 = 0.01;

impl Browser {
    /// Opens a path over a slow network, so that each answer comes at its own time, and waits until the page is at rest. Fails
    /// where anything moves on the way.
    ///
    /// # Panics
    /// With what has moved.
    pub async fn open_unmoved(&self, path: &str, what: &str) {
        // The page before must not have anything on its way any more.
        self.open("about:blank").await;
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.emulateNetworkConditions", serde_json::from_str(NETWORK).unwrap()).await;
        self.open(path).await;
        let seen = self.run_async(SHIFTS, vec![]).await;
        let at_once =
            json!({"offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", at_once).await;
        if seen["shift"].as_f64().is_none_or(|shift| shift > MOST) {
            self.fail(&format!("{what} moves while it loads: {seen:#}")).await;
        }
    }
}
