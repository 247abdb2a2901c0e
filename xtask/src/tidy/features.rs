//! The features of the console: a folder each, and none knows another.

use super::Finding;
use super::source::Source;
use std::collections::BTreeSet;

/// The modules of the console that are no features.
const FOUNDATIONS: [&str; 8] = ["api", "browser", "kit", "language", "pages", "routes", "shell", "ui"];

/// What puts features together: no feature knows it.
const AROUND: [&str; 2] = ["pages", "shell"];

/// The features that every other may use, and why. They use no other than these themselves.
const SHARED: &[(&str, &str)] = &[
    ("session", "who is signed in decides what every page shows"),
    ("offers", "they come with the session, and change with every answer to an invitation or a suggestion"),
    ("access", "\"Why?\" stands beside whatever somebody may not do"),
    ("providers", "storage engines and dataplants are ordered alike: where, in which size, for how much"),
    ("operations", "brokers make both step by step, and what can go wrong is the same"),
    ("billing_accounts", "who gets a plan opens a billing account on the way, in the same fields"),
];

/// A feature uses ui, api, kit, routes, session, contract and text. What two need belongs there, or `pages` puts them
/// together.
pub fn keep_to_themselves(sources: &[Source]) -> Vec<Finding> {
    let features: BTreeSet<&str> = sources.iter().filter_map(feature).collect();
    let mut findings = Vec::new();
    for source in sources {
        let Some(own) = feature(source) else { continue };
        for (line, module) in modules_used(source) {
            let shared = SHARED.iter().any(|(name, _)| *name == module);
            let other = features.contains(module.as_str()) && module != own && !shared;
            if other || AROUND.contains(&module.as_str()) {
                let message = format!(
                    "the feature {own} may not use crate::{module}: move what both need to ui, kit, api or routes, or let pages put them together"
                );
                findings.push(Finding::new(source, line, message));
            }
        }
    }
    findings
}

/// Every path is in routes.rs, typed.
pub fn paths_are_typed(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let places = sources.iter().filter(|source| {
        source.is_rust()
            && (feature(source).is_some() || source.within("src/shell") || source.within("src/ui"))
    });
    for source in places {
        for (line, code) in source.code() {
            let goes =
                ["href", "navigate", "<Redirect", "path=", "action="].iter().any(|word| code.contains(word));
            if goes && code.contains("\"/") {
                findings.push(Finding::new(source, line, "a path is written out: take it from routes.rs"));
            }
        }
    }
    findings
}

/// The feature that a source of the console belongs to: `src/<feature>/…`.
fn feature(source: &Source) -> Option<&str> {
    let (folder, _) = source.path.strip_prefix("src/")?.split_once('/')?;
    (source.is_rust() && !FOUNDATIONS.contains(&folder)).then_some(folder)
}

/// The modules of its own crate that a source names, with the lines: `crate::a`, `crate::{a, b::c}`.
pub fn modules_used(source: &Source) -> Vec<(usize, String)> {
    let code = source.all_code();
    let mut found = Vec::new();
    for (start, _) in code.match_indices("crate::") {
        let before = code.get(..start).unwrap_or_default();
        if before.ends_with(|character: char| character.is_alphanumeric() || matches!(character, '_' | '$')) {
            continue;
        }
        let line = before.matches('\n').count() + 1;
        let rest = code.get(start + "crate::".len()..).unwrap_or_default();
        let names = if let Some(group) = rest.strip_prefix('{') {
            group_heads(group)
        } else {
            head(rest).into_iter().collect()
        };
        found.extend(names.into_iter().map(|name| (line, name)));
    }
    found
}

/// The first names of a group's members: `a::x, b::{y, z}, c}` gives a, b, c.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 0_usize;
    let mut at_start = true;
    for (index, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            _ if character.is_whitespace() => {}
            _ => {
                if at_start {
                    heads.extend(head(group.get(index..).unwrap_or_default()));
                }
                at_start = false;
            }
        }
    }
    heads
}

/// A module's name at the start of the text; types and macros are none.
fn head(text: &str) -> Option<String> {
    let name: String =
        text.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect();
    name.starts_with(|character: char| character.is_ascii_lowercase()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    #[test]
    fn groups_are_taken_apart() {
        let source = Source::new(
            "src/a/b.rs",
            "use crate::{\n    api::{Client, error::E},\n    start::Page,\n    Ext,\n};",
        );
        let modules: Vec<String> = modules_used(&source).into_iter().map(|(_, module)| module).collect();
        assert_eq!(modules, ["api", "start"]);
    }

    #[test]
    fn a_feature_does_not_use_another() {
        let other = ("src/organizations/home.rs", "");
        let file = ("src/start/page.rs", "use crate::session::Me;\nuse crate::organizations::Home;");
        assert_breaks(keep_to_themselves, &[other, file], "src/start/page.rs:2", "crate::organizations");
        let shell = ("src/shell/layout.rs", "use crate::organizations::Home;");
        let page = ("src/pages/home.rs", "use crate::organizations::Home;");
        assert_keeps(keep_to_themselves, &[other, shell, page, ("src/start/page.rs", "use crate::routes;")]);
        let why = ("src/access/why.rs", "use crate::organizations::Home;");
        assert_breaks(keep_to_themselves, &[other, why], "src/access/why.rs:1", "crate::organizations");
        let asks = ("src/start/page.rs", "use crate::{access::Why, pages};");
        assert_breaks(
            keep_to_themselves,
            &[other, ("src/access/why.rs", ""), asks],
            "src/start/page.rs:1",
            "crate::pages",
        );
        let kit = ("src/kit/async_view.rs", "");
        assert_keeps(keep_to_themselves, &[other, kit, ("src/start/page.rs", "use crate::kit::AsyncView;")]);
    }

    #[test]
    fn a_path_comes_from_the_routes() {
        let file = ("src/start/page.rs", "<p>\"/\"</p>\n<a href=\"/sign-in\">");
        assert_breaks(paths_are_typed, &[file], "src/start/page.rs:2", "routes.rs");
        assert_keeps(
            paths_are_typed,
            &[("src/routes.rs", "navigate(\"/x\")"), ("src/start/a.rs", "<img src=\"/a.svg\">")],
        );
    }
}
