//! What the documents of security and accessibility name as their proof is there.

use super::Finding;
use super::source::{Source, has_word};

/// The documents that name tests and files.
const DOCUMENTS: [&str; 3] = ["docs/accessibility.md", "docs/security.md", "docs/security/asvs.md"];

/// Each test that they name exists (`tests/api/session.rs::a_test`, and behind it on the line `::another` of the same
/// file), and each source file (`crates/server/src/http/cookies.rs`). A path may leave out what it begins with.
pub fn what_they_name_exists(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for document in documents(sources) {
        for (index, line) in document.text.lines().enumerate() {
            let mut before = None;
            for code in line.split('`').skip(1).step_by(2) {
                let Some((path, test)) = named(code) else { continue };
                let file = if path.is_empty() { before } else { find(sources, path) };
                let message = match (file, test) {
                    (None, _) => Some(format!("{code} names a file that does not exist")),
                    (Some(file), Some(test)) if !has_test(file, test) => {
                        Some(format!("{} has no test {test}", file.path))
                    }
                    _ => None,
                };
                findings.extend(message.map(|message| Finding::new(document, index + 1, message)));
                before = file;
            }
        }
    }
    findings
}

/// A line of a table that says `met` names what it is met by.
pub fn what_is_met_is_shown(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for document in documents(sources) {
        for (index, line) in document.text.lines().enumerate() {
            let mut cells = line.split('|').map(str::trim);
            let is_met = cells.any(|cell| cell == "met");
            if is_met && !cells.any(|proof| proof.contains('`') || proof.contains("](")) {
                let message = "what is met names the test, file or document that shows it";
                findings.push(Finding::new(document, index + 1, message));
            }
        }
    }
    findings
}

fn documents(sources: &[Source]) -> impl Iterator<Item = &Source> {
    sources.iter().filter(|source| DOCUMENTS.contains(&source.path.as_str()))
}

/// The file and the test that a piece of code in a text names; an empty path is the file named before.
fn named(code: &str) -> Option<(&str, Option<&str>)> {
    match code.split_once("::") {
        Some((path, test)) if path.is_empty() || path.ends_with(".rs") => Some((path, Some(test))),
        None if code.ends_with(".rs") && code.contains('/') => Some((code, None)),
        _ => None,
    }
}

fn find<'a>(sources: &'a [Source], path: &str) -> Option<&'a Source> {
    let end = format!("/{path}");
    let exactly = sources.iter().find(|source| source.path == path);
    exactly.or_else(|| sources.iter().find(|source| source.path.ends_with(&end)))
}

/// Whether a function of that name is a test, by its attribute or by a line of `on_both!`.
fn has_test(source: &Source, name: &str) -> bool {
    let code = source.all_code();
    let Some((before, _)) = code.split_once(&format!("fn {name}(")) else { return false };
    let attributes = before.rsplit('\n').skip(1).map(str::trim);
    let is_marked = attributes.take_while(|line| line.is_empty() || line.starts_with("#[")).any(is_test);
    let mut groups = code.split("on_both!(").skip(1).filter_map(|rest| rest.split(");").next());
    is_marked || groups.any(|group| has_word(group, name))
}

/// `#[test]`, `#[tokio::test(…)]`, `#[wasm_bindgen_test]`
fn is_test(attribute: &str) -> bool {
    let path = attribute.trim_start_matches("#[").split(['(', ']']).next().unwrap_or_default();
    path.ends_with("test")
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    const API: (&str, &str) = (
        "crates/server/tests/api/session.rs",
        "on_both!(\n    a_stranger_waits,\n    it_ends,\n);\nasync fn a_stranger_waits(hq: Hq) {}\nasync fn it_ends(hq: Hq) {}\n\
        async fn helper(hq: Hq) {}\n",
    );
    const UNIT: (&str, &str) = (
        "crates/server/src/http/cookies.rs",
        "fn read() {}\n\n#[test]\n// Both.\nfn names_differ() {}\n#[tokio::test(flavor = \"x\")]\nasync fn it_waits() {}\n",
    );

    #[test]
    fn tests_and_files_that_are_there_are_found() {
        let text = "`tests/api/session.rs::a_stranger_waits`, `::it_ends`; `http/cookies.rs::names_differ`, `::it_waits`\n\
            by design: `crates/server/src/http/cookies.rs`, `Secrets::new`, `unsafe_code`";
        assert_keeps(what_they_name_exists, &[API, UNIT, ("docs/security.md", text)]);
        assert_keeps(what_they_name_exists, &[("docs/api.md", "`tests/api/session.rs::a_stranger_waits`")]);
    }

    #[test]
    fn what_is_not_there_is_told() {
        for (text, words) in [
            ("`tests/api/session.rs::a_stranger_waited`", "has no test a_stranger_waited"),
            ("`tests/api/session.rs::helper`", "has no test helper"),
            ("`http/cookies.rs::read`", "has no test read"),
            ("`tests/api/sessions.rs::it_ends`", "does not exist"),
            ("`src/cookie.rs`", "does not exist"),
            ("`::it_ends`", "does not exist"),
        ] {
            let document = ("docs/security/asvs.md", format!("a\n{text}"));
            assert_breaks(
                what_they_name_exists,
                &[API, UNIT, (document.0, &document.1)],
                "docs/security/asvs.md:2",
                words,
            );
        }
    }

    #[test]
    fn what_is_met_names_its_proof() {
        let shown = "| V1 | met | `a.rs::b` |\n| V2 | met | [limits](operations.md) |\n| V3 | not met | |";
        assert_keeps(what_is_met_is_shown, &[("docs/security/asvs.md", shown)]);
        let bare = ("docs/security/asvs.md", "| V1 | met | surely |");
        assert_breaks(what_is_met_is_shown, &[bare], "docs/security/asvs.md:1", "names the test");
    }
}
