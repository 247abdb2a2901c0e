//! The rules of ARCHITECTURE.md, as far as a program can see them.

mod accessibility;
mod circles;
mod columns;
mod console;
mod crates;
mod everywhere;
mod features;
mod forms;
mod hooks;
mod imports;
mod layers;
mod security;
mod server;
mod source;
mod style;

use crate::outcome::{Failure, Outcome};
use source::Source;

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// `path:line`
    at: String,
    /// The rule, and what to do.
    message: String,
}

impl Finding {
    fn new(source: &Source, line: usize, message: impl Into<String>) -> Self {
        Self { at: format!("{}:{line}", source.path), message: message.into() }
    }

    fn of_file(path: &str, message: impl Into<String>) -> Self {
        Self { at: format!("{path}:1"), message: message.into() }
    }
}

/// A rule: looks at all the sources and finds what breaks it.
type Rule = fn(&[Source]) -> Vec<Finding>;

const RULES: &[Rule] = &[
    crates::direct_dependencies,
    console::ui_knows_leptos_only,
    console::kit_knows_no_feature,
    console::browser_is_the_only_way_out,
    console::nothing_is_fire_and_forget,
    console::nothing_inline,
    console::no_field_is_spelled_anew,
    console::nothing_is_made_of_debug_text,
    circles::no_import_goes_in_a_circle,
    features::keep_to_themselves,
    features::paths_are_typed,
    forms::say_what_they_keep,
    hooks::every_feature_is_in_the_list,
    layers::stores_use_those_before_them,
    layers::no_circle_leaves_its_room,
    security::what_they_name_exists,
    security::what_is_met_is_shown,
    server::handlers_know_no_database,
    server::organizations_are_changed_under_their_lock,
    server::ids_have_types,
    columns::lists_are_enums,
    columns::moments_have_their_type,
    columns::rows_are_read_by_name,
    server::features_have_their_twins,
    server::console_paths_are_typed,
    server::endpoints_are_served,
    style::every_sheet_is_in_the_page,
    style::both_languages_are_there,
    accessibility::both_reports_say_the_same,
    everywhere::nothing_unfinished,
    everywhere::files_are_short,
];

/// Holds every rule against every source.
pub fn check() -> Outcome {
    let sources = source::all()?;
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&sources)).collect();
    findings.extend(crates::what_comes_along()?);
    if findings.is_empty() {
        return Ok(());
    }
    for finding in &findings {
        println!("{}: {}", finding.at, finding.message);
    }
    Err(Failure::new(format!("tidy found {} places that break a rule of ARCHITECTURE.md.", findings.len())))
}

#[cfg(test)]
fn messages(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
    rule(&sources).into_iter().map(|finding| format!("{}: {}", finding.at, finding.message)).collect()
}

/// Asserts that the files break the rule once, at that place, and are told so with those words.
#[cfg(test)]
fn assert_breaks(rule: Rule, files: &[(&str, &str)], at: &str, words: &str) {
    let messages = messages(rule, files);
    assert_eq!(messages.len(), 1, "{messages:#?}");
    assert!(messages[0].starts_with(at) && messages[0].contains(words), "{messages:#?}");
}

#[cfg(test)]
fn assert_keeps(rule: Rule, files: &[(&str, &str)]) {
    assert_eq!(messages(rule, files), Vec::<String>::new());
}
