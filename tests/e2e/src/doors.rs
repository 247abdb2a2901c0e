//! The console's doors: pages that people come to from outside, each with what it may cost (benches/README.md).

use crate::Browser;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;

/// Runs in a page and notes when it is usable and what shifts; the bench measures with the same script.
const WATCH: &str = include_str!("../../../benches/pages/watch.js");
/// Milliseconds a request, and bytes a second. What is asked for before a page is usable and what after would be chance
/// without.
pub(crate) const NETWORK: &str = include_str!("../../../benches/pages/slow-4g.json");
/// Waits until the page is at rest, and tells what it took.
const AT_REST: &str = include_str!("at_rest.js");
const DOORS: &str = include_str!("../../../benches/pages/doors.json");

/// What no eye sees: the browser adds up fractions of pixels.
const SHIFT: f64 = 0.001;
/// What a page is made of; the same path of the API may be asked for with different queries.
const FILES: [&str; 3] = [".wasm", ".js", ".css"];

/// Who opens a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visitor {
    /// Nobody is signed in.
    Nobody,
    /// Somebody without an organization.
    Newcomer,
    /// Somebody without an organization who is invited to one.
    Invited,
    /// An admin of the organization.
    Admin,
}

/// A page that people come to from outside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    /// What it is called.
    pub name: String,
    /// Its path, with `{organization}`, `{member}` and `{token}` for what differs.
    pub path: String,
    /// Who comes.
    pub who: Visitor,
    /// A CSS selector: once this can be seen, the page is usable.
    pub ready: String,
    /// The chunk with its code: it comes as `<page>-<hash>.wasm`, or in a file that it shares.
    pub page: String,
    /// How many requests it may take until it is usable.
    pub requests: usize,
    /// How many bytes these may be on the wire.
    pub wire: u64,
    /// How much may shift (CLS) where it is not nothing yet, which is the goal.
    #[serde(default)]
    pub shift: f64,
}

/// What opening a door took, with an empty cache.
#[derive(Clone, Debug, Deserialize)]
pub struct Visit {
    /// Path and bytes on the wire of each request that began before the page was usable.
    pub requests: Vec<(String, u64)>,
    /// Cumulative layout shift until the page was at rest.
    pub shift: f64,
    /// Errors and warnings in the browser's console.
    #[serde(default)]
    pub complaints: Vec<String>,
}

impl Door {
    /// All of them.
    ///
    /// # Panics
    /// Where the file does not say so.
    #[must_use]
    pub fn all() -> Vec<Self> {
        serde_json::from_str(DOORS).expect("doors.json lists doors")
    }

    /// What the visit should not have taken, each in a sentence.
    #[must_use]
    pub fn faults(&self, visit: &Visit) -> Vec<String> {
        let mut faults = Vec::new();
        let requests = visit.requests.len();
        if requests > self.requests {
            faults.push(format!("{requests} requests until it is usable: more than {}", self.requests));
        }
        let wire: u64 = visit.requests.iter().map(|(_, bytes)| bytes).sum();
        if wire > self.wire {
            faults.push(format!("{wire} bytes until it is usable: more than {}", self.wire));
        }
        let foreign: Vec<&str> = visit.files().filter(|file| !self.may_load(file)).collect();
        if !foreign.is_empty() {
            faults.push(format!("it loads code of other pages: {}", foreign.join(", ")));
        }
        let twice = visit.files_asked_for_twice();
        if !twice.is_empty() {
            faults.push(format!("it asks for a file more than once: {}", twice.join(", ")));
        }
        if visit.shift >= self.shift.max(SHIFT) {
            faults.push(format!("it shifts by {}", visit.shift));
        }
        faults.extend(visit.complaints.iter().map(|complaint| format!("the console says {complaint}")));
        faults.into_iter().map(|fault| format!("{}: {fault}", self.name)).collect()
    }

    /// The main file, what pages share, parts that several pages open, and the page's own code.
    fn may_load(&self, file: &str) -> bool {
        let Some(stem) = file.strip_suffix(".wasm") else { return true };
        let chunk = stem.rsplit_once('-').map_or(stem, |(chunk, _hash)| chunk);
        ["hq-console_bg", "shared", &self.page].contains(&chunk) || chunk.starts_with("part_")
    }
}

impl Visit {
    fn files(&self) -> impl Iterator<Item = &str> {
        let names = self.requests.iter().filter_map(|(path, _)| path.rsplit('/').next());
        names.filter(|name| FILES.iter().any(|kind| name.ends_with(kind)))
    }

    fn files_asked_for_twice(&self) -> Vec<&str> {
        let mut known = BTreeSet::new();
        self.files().filter(|file| !known.insert(*file)).collect()
    }
}

impl Browser {
    /// Opens a path over a slow network with an empty cache, waits until what the selector means can be seen, and then until the page is at
    /// rest.
    ///
    /// # Panics
    /// Where that never is.
    pub async fn visit_cold(&self, path: &str, ready: &str) -> Visit {
        // The page before must not have anything on its way any more.
        self.open("about:blank").await;
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.clearBrowserCache", json!({})).await;
        let watch = format!("({})({})", WATCH.trim_end().trim_end_matches(';'), json!(ready));
        let added = self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": watch})).await;
        self.devtools("Network.emulateNetworkConditions", serde_json::from_str(NETWORK).unwrap()).await;
        self.console().await;
        self.open(path).await;
        self.until(&format!("{ready} can be seen"), async || {
            self.run("return window.benchSeen.usable !== null", vec![]).await == json!(true)
        })
        .await;
        let seen = self.run_async(AT_REST, vec![]).await;
        let at_once =
            json!({"offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.devtools("Network.emulateNetworkConditions", at_once).await;
        let identifier = json!({"identifier": added["value"]["identifier"]});
        self.devtools("Page.removeScriptToEvaluateOnNewDocument", identifier).await;
        let console = self.console().await.into_iter();
        let complaints = console.filter(|(level, _)| level == "SEVERE" || level == "WARNING");
        let complaints = complaints.map(|(_, message)| message).collect();
        Visit { complaints, ..serde_json::from_value(seen).unwrap() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door() -> Door {
        Door {
            name: "members".into(),
            path: "/members".into(),
            who: Visitor::Admin,
            ready: "main".into(),
            page: "page_members".into(),
            requests: 5,
            wire: 1000,
            shift: 0.0,
        }
    }

    fn visit(paths: &[&str]) -> Visit {
        let requests = paths.iter().map(|path| ((*path).to_owned(), 200)).collect();
        Visit { requests, shift: 0.0, complaints: vec![] }
    }

    #[test]
    fn a_door_loads_its_own_code_and_what_pages_share() {
        let own = [
            "/hq-console_bg-1a.wasm",
            "/page_members-2b.wasm",
            "/shared-3c.wasm",
            "/part_offers-4d.wasm",
            "/api/v1/session",
        ];
        assert_eq!(door().faults(&visit(&own)), Vec::<String>::new());
        for foreign in ["page_member-2b.wasm", "page_members_domains-2b.wasm", "chunk_1-2b.wasm"] {
            let faults = door().faults(&visit(&[&format!("/{foreign}")]));
            assert_eq!(faults, [format!("members: it loads code of other pages: {foreign}")]);
        }
    }

    #[test]
    fn what_is_too_much_is_told() {
        let too_many = visit(&["/members", "/a.js", "/b.js", "/c.js", "/d.js", "/a.js"]);
        let too_many = Visit { shift: 0.01, complaints: vec!["no".into()], ..too_many };
        let told = [
            "members: 6 requests until it is usable: more than 5",
            "members: 1200 bytes until it is usable: more than 1000",
            "members: it asks for a file more than once: a.js",
            "members: it shifts by 0.01",
            "members: the console says no",
        ];
        assert_eq!(door().faults(&too_many), told);
    }
}
