//! The accessibility report is one, for people and for programs.

use super::Finding;
use super::source::Source;
use crate::openacr::{DOCUMENT, REPORT, report};

/// The document says what OpenACR asks for, and the report that is made of it is of today.
pub fn both_reports_say_the_same(sources: &[Source]) -> Vec<Finding> {
    let find = |path: &str| sources.iter().find(|source| source.path == path);
    let Some(document) = find(DOCUMENT) else { return Vec::new() };
    match report(&document.text) {
        Err(missing) => missing.into_iter().map(|message| Finding::of_file(DOCUMENT, message)).collect(),
        Ok(wanted) if find(REPORT).is_some_and(|report| report.text == wanted) => Vec::new(),
        Ok(_) => {
            vec![Finding::of_file(REPORT, format!("it is not what {DOCUMENT} says: cargo xtask openacr"))]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    #[test]
    fn a_report_of_before_is_told() {
        let document = include_str!("../../../docs/accessibility.md");
        let now = report(document).unwrap();
        assert_keeps(both_reports_say_the_same, &[(DOCUMENT, document), (REPORT, &now)]);
        let before = now.replacen("level: supports", "level: does-not-support", 1);
        assert_breaks(
            both_reports_say_the_same,
            &[(DOCUMENT, document), (REPORT, &before)],
            REPORT,
            "xtask openacr",
        );
        assert_breaks(both_reports_say_the_same, &[(DOCUMENT, document)], REPORT, "xtask openacr");
    }
}
