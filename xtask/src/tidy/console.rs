//! Who of the console may touch what.

use super::Finding;
use super::features::modules_used;
use super::source::{Source, has_word};

/// The crates that are the browser.
const BROWSER: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "gloo_net"];

/// What is compiled into the console.
const RELEASED: [&str; 3] = ["src", "crates/contract/src", "crates/text/src"];

/// What `src/kit` is made of.
const KIT_USES: [&str; 7] = ["api", "browser", "drafts", "language", "routes", "session", "ui"];

/// Where work may be started that nobody waits for, and why. The rest uses resources and actions.
const SPAWNING: &[(&str, &str)] = &[
    ("src/api/", "the client carries requests on while the page changes"),
    ("src/browser/", "the browser's own callbacks"),
];

/// `src/ui` is made of pieces for any product.
pub fn ui_knows_leptos_only(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.within("src/ui") && source.is_rust()) {
        for (line, module) in modules_used(source) {
            if module != "ui" {
                let message = format!(
                    "src/ui may not use crate::{module}: its pieces know Leptos only; take what is needed as an argument"
                );
                findings.push(Finding::new(source, line, message));
            }
        }
        for (line, code) in source.code().filter(|(_, code)| has_word(code, "hq_contract")) {
            let message = format!("src/ui may not know the contract ({}): take plain values", code.trim());
            findings.push(Finding::new(source, line, message));
        }
    }
    findings
}

/// `src/kit` ties `src/ui` to `src/api`, for any feature.
pub fn kit_knows_no_feature(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.within("src/kit") && source.is_rust()) {
        for (line, module) in modules_used(source) {
            if module != "kit" && !KIT_USES.contains(&module.as_str()) {
                let message = format!(
                    "src/kit may not use crate::{module}: it serves every feature; take what is needed as an argument"
                );
                findings.push(Finding::new(source, line, message));
            }
        }
    }
    findings
}

/// The browser is reached through `src/browser`, the network through `src/api/transport`.
pub fn browser_is_the_only_way_out(sources: &[Source]) -> Vec<Finding> {
    let allowed = |source: &Source| {
        source.within("src/browser")
            // An element is only focused by its type, and src/ui may not use src/browser.
            || ["src/browser.rs", "src/main.rs", "src/ui/focus.rs"].contains(&source.path.as_str())
            || source.path.starts_with("src/api/transport")
    };
    each_line(sources, |source, code| {
        let found = BROWSER.iter().find(|name| has_word(code, name))?;
        (!allowed(source)).then(|| {
            format!("{found} is for src/browser and src/api/transport only: add a function there and call it")
        })
    })
}

/// Work that nobody waits for loses its errors.
pub fn nothing_is_fire_and_forget(sources: &[Source]) -> Vec<Finding> {
    each_line(sources, |source, code| {
        let spawns = has_word(code, "spawn_local") || has_word(code, "spawn_local_scoped");
        let allowed = SPAWNING.iter().any(|(place, _)| source.path.starts_with(place));
        (spawns && !allowed).then(|| {
            "spawn_local is for src/api and src/browser only: use an Action or a Resource, whose errors are shown"
                .to_owned()
        })
    })
}

/// The Content-Security-Policy refuses everything inline.
pub fn nothing_inline(sources: &[Source]) -> Vec<Finding> {
    each_line(sources, |_, code| {
        let found = if has_word(code, "inner_html") {
            "inner_html"
        } else if is_attribute(code, "style=") {
            "style="
        } else if is_attribute(code, "style:") && code.contains('=') {
            "style:"
        } else {
            return None;
        };
        Some(format!("{found} is inline and the page's policy refuses it: use a class and a stylesheet"))
    })
}

/// Browsers give what is typed into a field of type `email` in another spelling: Chromium in the DNS's by the old mapping, so
/// that mail to `weiß.example` would go to the owner of `weiss.example`.
pub fn no_field_is_spelled_anew(sources: &[Source]) -> Vec<Finding> {
    each_line(sources, |source, code| {
        let in_a_view = code.contains("type=\"email\"");
        let in_the_table = source.path == "src/ui/field.rs" && code.contains("=> (\"email\"");
        (in_a_view || in_the_table).then(|| {
            "an input of type=\"email\" does not give what was typed: take FieldKind::Email, which is text".to_owned()
        })
    })
}

/// What `{:?}` writes is for who reads a failing test: a release of the console, and what is compiled into it, writes nothing
/// there (`xtask/src/console/panics.rs`).
pub fn nothing_is_made_of_debug_text(sources: &[Source]) -> Vec<Finding> {
    let compiled = |source: &&Source| RELEASED.iter().any(|folder| source.within(folder)) && source.is_rust();
    let mut findings = Vec::new();
    for source in sources.iter().filter(compiled).filter(|source| !is_for_tests(sources, source)) {
        for (line, code) in source.code_before_tests() {
            if code.contains(":?}") || code.contains(":#?}") {
                let message =
                    "{:?} is empty in a release of the console: write the value's name (as_str, Display)";
                findings.push(Finding::new(source, line, message));
            }
        }
    }
    findings
}

/// Whether the file is a module that only tests have.
fn is_for_tests(sources: &[Source], file: &Source) -> bool {
    let name = file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap_or_default();
    let declared = format!("#[cfg(test)]\nmod {name};");
    sources.iter().any(|source| same_folder(source, file) && source.text.contains(&declared))
}

/// Whether one is in the folder of the other, or beside it under its name (`rules.rs` and `rules/`).
fn same_folder(source: &Source, file: &Source) -> bool {
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
    let of_file = folder(&file.path);
    folder(&source.path) == of_file || source.path.strip_suffix(".rs") == Some(of_file.as_str())
}

/// Whether the line has an attribute that starts so: after a space, and with its value or name right behind.
fn is_attribute(code: &str, start: &str) -> bool {
    code.match_indices(start).any(|(index, _)| {
        let before = code.get(..index).unwrap_or_default();
        let after = code.get(index + start.len()..).unwrap_or_default();
        (before.is_empty() || before.ends_with([' ', '<', '('])) && !after.starts_with([' ', '=', ':'])
    })
}

/// Looks at every line of the console's Rust.
fn each_line(sources: &[Source], rule: impl Fn(&Source, &str) -> Option<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.within("src") && source.is_rust()) {
        for (line, code) in source.code() {
            findings.extend(rule(source, code).map(|message| Finding::new(source, line, message)));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    #[test]
    fn ui_uses_no_other_module() {
        let file = ("src/ui/button.rs", "use leptos::prelude::*;\nuse crate::{api::Client, ui::icon};");
        assert_breaks(ui_knows_leptos_only, &[file], "src/ui/button.rs:2", "crate::api");
        assert_keeps(ui_knows_leptos_only, &[("src/ui/button.rs", "use crate::ui::icon;")]);
        assert_breaks(
            ui_knows_leptos_only,
            &[("src/ui/a.rs", "use hq_contract::Slug;")],
            "src/ui/a.rs:1",
            "contract",
        );
    }

    #[test]
    fn kit_uses_what_it_ties_together() {
        let file =
            ("src/kit/async_view.rs", "use crate::{api::Query, ui::Loaded};\nuse crate::members::Role;");
        assert_breaks(kit_knows_no_feature, &[file], "src/kit/async_view.rs:2", "crate::members");
        let shell = ("src/kit/async_view.rs", "use crate::shell::Layout;");
        assert_breaks(kit_knows_no_feature, &[shell], "src/kit/async_view.rs:1", "crate::shell");
        let file =
            ("src/kit/async_view.rs", "use crate::{api::Query, kit::debounced, language::t, ui::Loaded};");
        assert_keeps(kit_knows_no_feature, &[file]);
        let button = ("src/ui/button.rs", "use crate::kit::AsyncView;");
        assert_breaks(ui_knows_leptos_only, &[button], "src/ui/button.rs:1", "crate::kit");
    }

    #[test]
    fn the_browser_is_reached_in_two_places() {
        let line = "let window = web_sys::window();";
        assert_breaks(
            browser_is_the_only_way_out,
            &[("src/start/page.rs", line)],
            "src/start/page.rs:1",
            "web_sys",
        );
        assert_keeps(
            browser_is_the_only_way_out,
            &[("src/browser/theme.rs", line), ("src/api/transport.rs", line)],
        );
        assert_keeps(browser_is_the_only_way_out, &[("src/start/page.rs", "// not web_sys")]);
    }

    #[test]
    fn work_is_waited_for() {
        let line = "leptos::task::spawn_local(async {});";
        assert_breaks(
            nothing_is_fire_and_forget,
            &[("src/start/page.rs", line)],
            "src/start/page.rs:1",
            "Action",
        );
        assert_keeps(nothing_is_fire_and_forget, &[("src/api/client.rs", line)]);
    }

    #[test]
    fn names_are_not_debug_text() {
        let made = "format!(\"{org}.{needs:?}.\")";
        assert_breaks(nothing_is_made_of_debug_text, &[("src/drafts.rs", made)], "src/drafts.rs:1", "as_str");
        let contract = ("crates/contract/src/rules/oracle.rs", made);
        assert_breaks(
            nothing_is_made_of_debug_text,
            &[contract],
            "crates/contract/src/rules/oracle.rs:1",
            "as_str",
        );
        let declared = ("crates/contract/src/rules/mod.rs", "#[cfg(test)]\nmod oracle;\n");
        assert_keeps(nothing_is_made_of_debug_text, &[contract, declared, ("crates/server/src/a.rs", made)]);
        let test =
            ("src/drafts.rs", "#[cfg(test)]\nmod tests {\n  assert!(found.is_empty(), \"{found:?}\");\n}");
        let name = ("src/marks.rs", "format!(\"{org}.{}.\", needs.as_str()) // not {needs:?}");
        assert_keeps(nothing_is_made_of_debug_text, &[test, name]);
    }

    #[test]
    fn addresses_are_text() {
        let view = ("src/start/page.rs", "<input type=\"email\" />");
        assert_breaks(no_field_is_spelled_anew, &[view], "src/start/page.rs:1", "FieldKind::Email");
        let table = ("src/ui/field.rs", "FieldKind::Email => (\"email\", Some(\"email\"), true),");
        assert_breaks(no_field_is_spelled_anew, &[table], "src/ui/field.rs:1", "FieldKind::Email");
        let text = ("src/ui/field.rs", "FieldKind::Email => (\"text\", Some(\"email\"), true),");
        assert_keeps(no_field_is_spelled_anew, &[text, ("src/start/page.rs", "<Field name=\"email\" />")]);
    }

    #[test]
    fn nothing_is_inline() {
        let at = "src/start/page.rs:1";
        assert_breaks(nothing_inline, &[("src/start/page.rs", "<p inner_html=x>")], at, "inner_html");
        assert_breaks(nothing_inline, &[("src/start/page.rs", "<p style=\"top:0\">")], at, "style=");
        assert_breaks(nothing_inline, &[("src/start/page.rs", "<p style:top=x>")], at, "style:");
        assert_keeps(nothing_inline, &[("src/start/page.rs", "let button_style=1; <p class=\"style\">")]);
        assert_keeps(
            nothing_inline,
            &[("src/start/page.rs", "fn moment(style: Style, length: u8) {\n let style = 1;")],
        );
    }
}
