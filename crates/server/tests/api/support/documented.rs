//! Every answer that a test gets is one that the document tells of: its status, the code of a refusal, and the headers that
//! callers go on with. By the snapshot of what it tells (`document_parts.rs`), which is short enough to be read in every test.

use super::Reply;
use reqwest::Method;
use std::{collections::BTreeMap, sync::OnceLock};

/// What the document tells of each operation's answers: method, path, status, and codes or headers.
const ANSWERS: &str = include_str!("../snapshots/api__document_parts__answers.snap");
/// Headers that are told of where answers have them.
const TOLD: [&str; 6] =
    ["etag", "location", "set-cookie", "idempotency-replayed", "www-authenticate", "ratelimit-limit"];
/// Of any request, whatever it is for: the server's front says so before it knows.
const ANYWHERE: [&str; 2] = ["405", "431"];

struct Operation {
    method: &'static str,
    path: Vec<&'static str>,
    answers: BTreeMap<&'static str, Vec<&'static str>>,
}

/// Fails where the document tells of no such answer.
pub fn check(method: &Method, path: &str, reply: &Reply) {
    let Some(operation) = find(method.as_str(), path) else { return };
    let status = reply.status.as_str();
    let what = format!("{method} {path} is answered with {status}: {}", reply.body);
    if reply.status == 429 {
        limited(reply, &what);
    }
    if ANYWHERE.contains(&status) {
        return;
    }
    let told = operation.answers.get(status);
    let told = told.unwrap_or_else(|| panic!("The document tells of no such status. {what}"));
    if reply.header("content-type") == Some("application/problem+json") {
        let code = reply.json()["code"].as_str().unwrap_or_default().to_owned();
        assert!(told.contains(&code.as_str()), "The document tells of no such code. {what}");
    } else {
        let untold = TOLD.iter().find(|name| reply.headers.contains_key(**name) && !told.contains(name));
        assert_eq!(untold, None, "The document does not tell of this header. {what}");
    }
}

/// A limit that refuses says which it is, and when there is more of it.
fn limited(reply: &Reply, what: &str) {
    let number = |name: &str| reply.header(name).and_then(|text| text.parse::<i64>().ok());
    let (left, reset) = (number("ratelimit-remaining"), number("ratelimit-reset"));
    let fits = left == Some(0) && reset >= Some(1) && reset == number("retry-after");
    assert!(fits && number("ratelimit-limit") >= Some(1), "A limit does not tell itself. {what}");
}

/// The operation at this path; the one with a word of its own rather than the one that takes any.
fn find(method: &str, path: &str) -> Option<&'static Operation> {
    let asked: Vec<&str> = path.split('/').collect();
    let is_it = |operation: &&Operation| operation.method == method && goes_with(&operation.path, &asked);
    let open = |operation: &&Operation| operation.path.iter().filter(|part| part.starts_with('{')).count();
    operations().iter().filter(is_it).min_by_key(open)
}

fn goes_with(template: &[&str], asked: &[&str]) -> bool {
    template.len() == asked.len()
        && template
            .iter()
            .zip(asked)
            .all(|(own, asked)| own == asked || (own.starts_with('{') && !asked.is_empty()))
}

fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let mut all: BTreeMap<(&str, &str), Operation> = BTreeMap::new();
        for line in ANSWERS.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let [method, path, status, told @ ..] = words.as_slice() else { continue };
            if !path.starts_with("/api/") {
                continue;
            }
            let operation = all.entry((method, path)).or_insert_with(|| Operation {
                method,
                path: path.split('/').collect(),
                answers: BTreeMap::new(),
            });
            operation.answers.insert(status, told.to_vec());
        }
        all.into_values().collect()
    })
}
