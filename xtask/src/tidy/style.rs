//! The stylesheets and the languages.

use super::Finding;
use super::source::Source;

/// index.html is the only list of stylesheets, in the order of their layers.
pub fn every_sheet_is_in_the_page(sources: &[Source]) -> Vec<Finding> {
    let Some(page) = sources.iter().find(|source| source.path == "index.html") else {
        return vec![Finding::of_file("index.html", "there is no index.html: it is the page")];
    };
    let sheets: Vec<&Source> =
        sources.iter().filter(|source| source.path.ends_with(".css") && source.within("style")).collect();
    let mut findings = Vec::new();
    for sheet in &sheets {
        if !listed(&page.text).any(|(_, path)| path == sheet.path) {
            findings.push(Finding::of_file(
                &sheet.path,
                "index.html does not list this stylesheet: add it to its layer",
            ));
        }
        for (line, _) in sheet.code().filter(|(_, code)| code.contains("@import")) {
            findings.push(Finding::new(sheet, line, "a stylesheet imports none: index.html lists them all"));
        }
    }
    for (line, path) in listed(&page.text) {
        if !sheets.iter().any(|sheet| sheet.path == path) {
            findings.push(Finding::new(page, line, format!("{path} is listed and does not exist")));
        }
    }
    findings
}

/// The stylesheets that the page names, with their lines.
fn listed(page: &str) -> impl Iterator<Item = (usize, &str)> {
    page.lines().enumerate().flat_map(|(index, line)| {
        let words = line.split(['"', '\'']).map(|word| word.trim_start_matches(['.', '/']));
        words.filter(|word| word.ends_with(".css")).map(move |word| (index + 1, word))
    })
}

/// The languages of the catalogue.
pub fn both_languages_are_there(sources: &[Source]) -> Vec<Finding> {
    ["crates/text/texts/en.json", "crates/text/texts/fr.json"]
        .into_iter()
        .filter(|file| !sources.iter().any(|source| source.path == *file))
        .map(|file| Finding::of_file(file, "the catalogue of this language is missing"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    const PAGE: (&str, &str) = ("index.html", "<p>\n<link data-trunk rel=\"css\" href=\"style/base.css\" />");
    const BASE: (&str, &str) = ("style/base.css", "p {}");

    #[test]
    fn the_page_lists_what_exists() {
        assert_keeps(every_sheet_is_in_the_page, &[PAGE, BASE]);
        let other = ("style/ui/button.css", "b {}");
        assert_breaks(
            every_sheet_is_in_the_page,
            &[PAGE, BASE, other],
            "style/ui/button.css:1",
            "does not list",
        );
        assert_breaks(every_sheet_is_in_the_page, &[PAGE], "index.html:2", "does not exist");
        let import = ("style/base.css", "\n@import 'x';");
        assert_breaks(every_sheet_is_in_the_page, &[PAGE, import], "style/base.css:2", "imports none");
    }

    #[test]
    fn a_missing_language_is_told() {
        let english = ("crates/text/texts/en.json", "{}");
        assert_breaks(both_languages_are_there, &[english], "crates/text/texts/fr.json", "missing");
    }
}
