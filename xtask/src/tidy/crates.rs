//! Which crate may depend on which.

use super::Finding;
use super::source::Source;
use crate::outcome::Outcome;
use crate::process::Run;

/// What the contract may use itself.
const CONTRACT: &[&str] = &[
    "percent-encoding",
    "serde",
    "serde_json",
    "thiserror",
    "time",
    "uuid",
    "utoipa",
    // What a column is: no connection comes along (NEVER).
    "sea-orm",
    "data-encoding",
    "idna",
    "unicode-normalization",
    "x509-parser",
];

/// What billing may use itself.
const BILLING: &[&str] = &["hq-contract", "jiff", "serde", "serde_json", "sha2", "thiserror", "toml", "uuid"];

/// What must not come along with a crate, however it comes: I/O, clocks and frameworks with the contract.
const NEVER: &[(&str, &[&str], &[&str])] = &[
    (
        "hq-contract",
        &["--all-features"],
        &[
            "tokio",
            "hyper",
            "axum",
            "sqlx",
            "reqwest",
            "leptos",
            "web-sys",
            "wasm-bindgen",
            "rand",
            "getrandom",
        ],
    ),
    ("hq-contract", &["--features", "openapi,server"], &["sea-orm"]),
    (
        "hq-billing",
        &[],
        &[
            "hq-server",
            "hq-broker",
            "hq-text",
            "tokio",
            "hyper",
            "axum",
            "sea-orm",
            "leptos",
            "web-sys",
            "rand",
        ],
    ),
    ("hq-text", &[], &["tokio", "hyper", "axum", "sea-orm", "leptos", "web-sys"]),
    (
        "hq-invoice",
        &[],
        &[
            "hq-contract",
            "hq-text",
            "hq-broker",
            "hq-server",
            "tokio",
            "hyper",
            "axum",
            "sea-orm",
            "reqwest",
            "rand",
        ],
    ),
    (
        "hq-console",
        &[],
        &["hq-server", "hq-billing", "tokio", "axum", "sea-orm", "chrono", "validator", "zxcvbn"],
    ),
    ("hq-server", &[], &["hq-console", "leptos", "wasm-bindgen-test"]),
    ("xtask", &[], &["hq-contract", "hq-text", "hq-billing", "hq-server", "hq-console"]),
];

/// A manifest, which names it may have, and why.
type ManifestRule = (&'static str, fn(&str) -> bool, &'static str);

/// What a manifest names itself.
pub fn direct_dependencies(sources: &[Source]) -> Vec<Finding> {
    let rules: [ManifestRule; 6] = [
        (
            "crates/contract/Cargo.toml",
            |name| CONTRACT.contains(&name),
            "the contract uses serde, uuid, time, thiserror and little else: no I/O, clock or framework",
        ),
        ("crates/server/Cargo.toml", |name| name != "hq-console", "the server does not know the console"),
        ("Cargo.toml", |name| name != "hq-server", "the console does not know the server"),
        (
            "crates/invoice/Cargo.toml",
            |name| !name.starts_with("hq-"),
            "an invoice is made of a plain value: no other crate of the workspace, no I/O, no clock",
        ),
        (
            "crates/billing/Cargo.toml",
            |name| BILLING.contains(&name),
            "billing computes, with the contract, time zones and little else: no I/O, clock or database",
        ),
        ("xtask/Cargo.toml", |name| !name.starts_with("hq-"), "the tasks use no crate of the workspace"),
    ];
    let mut findings = Vec::new();
    for (path, allowed, rule) in rules {
        for source in sources.iter().filter(|source| source.path == path) {
            let named = dependencies(&source.text).into_iter().filter(|(_, name)| !allowed(name));
            findings.extend(named.map(|(line, name)| {
                Finding::new(source, line, format!("{name} may not be used here: {rule}"))
            }));
        }
    }
    findings
}

/// The names in `[dependencies]`, with their lines.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut within = false;
    let mut found = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            within = line == "[dependencies]";
        } else if let Some((name, _)) = line.split_once('=').filter(|_| within && !line.starts_with('#')) {
            let name = name.trim();
            found.push((index + 1, name.strip_suffix(".workspace").unwrap_or(name)));
        }
    }
    found
}

/// What comes along with each crate, by cargo's own tree.
pub fn what_comes_along() -> Outcome<Vec<Finding>> {
    let mut findings = Vec::new();
    for (package, features, never) in NEVER {
        let tree =
            Run::cargo(&["tree", "--quiet", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
                .args(["--package", package])
                .args(*features)
                .text()?;
        findings.extend(forbidden(&tree, never).map(|name| {
            let message = format!(
                "{package} brings {name} along and must not: 'cargo tree -p {package} -i {name}' shows how"
            );
            Finding { at: "Cargo.lock:1".to_owned(), message }
        }));
    }
    Ok(findings)
}

/// The forbidden names in a tree of `name version (path)` lines.
fn forbidden<'a>(tree: &'a str, never: &'a [&str]) -> impl Iterator<Item = &'a str> {
    never.iter().copied().filter(|name| tree.lines().any(|line| line.split(' ').next() == Some(name)))
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    #[test]
    fn the_contract_stays_small() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\nserde.workspace = true\ntokio = \"1\"\n[dev-dependencies]\ninsta = \"1\"";
        let path = "crates/contract/Cargo.toml";
        assert_breaks(direct_dependencies, &[(path, manifest)], "crates/contract/Cargo.toml:5", "tokio");
        assert_keeps(direct_dependencies, &[("crates/text/Cargo.toml", manifest)]);
    }

    #[test]
    fn billing_only_computes() {
        let manifest = "[dependencies]\njiff = \"1\"\nsea-orm = \"2\"";
        let path = "crates/billing/Cargo.toml";
        assert_breaks(direct_dependencies, &[(path, manifest)], "crates/billing/Cargo.toml:3", "sea-orm");
    }

    #[test]
    fn the_console_and_the_server_are_strangers() {
        let manifest = "[dependencies]\nhq-server = { path = \"x\" }";
        assert_breaks(direct_dependencies, &[("Cargo.toml", manifest)], "Cargo.toml:2", "hq-server");
        let manifest = "[dependencies]\nhq-console.workspace = true";
        let path = "crates/server/Cargo.toml";
        assert_breaks(direct_dependencies, &[(path, manifest)], "crates/server/Cargo.toml:2", "hq-console");
    }

    #[test]
    fn an_invoice_knows_nobody() {
        let manifest = "[dependencies]\ntime.workspace = true\nhq-contract.workspace = true";
        let path = "crates/invoice/Cargo.toml";
        assert_breaks(direct_dependencies, &[(path, manifest)], "crates/invoice/Cargo.toml:3", "hq-contract");
    }

    #[test]
    fn the_tree_is_read_by_names() {
        let tree = "hq-contract v0.1.0 (/x)\nserde v1.0.0\ntokio v1.2.3\n";
        assert_eq!(forbidden(tree, &["tokio", "serd"]).collect::<Vec<_>>(), ["tokio"]);
    }
}
