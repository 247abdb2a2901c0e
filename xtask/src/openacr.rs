//! docs/accessibility.md as an OpenACR report, which programs can read and compare (<https://github.com/GSA/openacr>).

/// The report as people read it, which says everything first.
pub const DOCUMENT: &str = "docs/accessibility.md";
/// The report that is made of it.
pub const REPORT: &str = "docs/accessibility.openacr.yaml";

/// The criteria of the catalog `2.5-edition-wcag-2.2-en` that the report is about: chapter, level, numbers.
const CHAPTERS: [(&str, &str, &str); 2] = [
    (
        "success_criteria_level_a",
        "A",
        "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 \
         2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.1 4.1.2",
    ),
    (
        "success_criteria_level_aa",
        "AA",
        "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 \
         3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3",
    ),
];

/// How far a criterion is met: in the document, and in the report.
const ADHERENCE: [(&str, &str); 4] = [
    ("Supports", "supports"),
    ("Partially supports", "partially-supports"),
    ("Does not support", "does-not-support"),
    ("Not applicable", "not-applicable"),
];

/// What the report says of a criterion.
struct Row<'a> {
    number: &'a str,
    level: &'a str,
    adherence: &'a str,
    notes: &'a str,
}

/// The report, or what the document lacks for it.
pub fn report(document: &str) -> Result<String, Vec<String>> {
    let mut missing = Vec::new();
    let mut yaml = head(document, &mut missing);
    let rows: Vec<Row<'_>> = document.lines().filter_map(|line| row(line, &mut missing)).collect();
    for (chapter, level, numbers) in CHAPTERS {
        yaml.push_str(&format!("  {chapter}:\n    criteria:\n"));
        for number in numbers.split_whitespace() {
            let mut found = rows.iter().filter(|row| row.number == number && row.level == level);
            match (found.next(), found.next()) {
                (Some(row), None) => yaml.push_str(&criterion(row)),
                _ => missing.push(format!("{number}, level {level}, needs one line of the table")),
            }
        }
    }
    if missing.is_empty() { Ok(yaml) } else { Err(missing) }
}

/// The product, and how it was looked at.
fn head(document: &str, missing: &mut Vec<String>) -> String {
    let mut said = |key: &str| {
        let begin = format!("| {key} | ");
        let cell = document.lines().find_map(|line| line.strip_prefix(&begin)?.strip_suffix(" |"));
        if cell.is_none() {
            missing.push(format!("the table of the product needs a line {key:?}"));
        }
        quoted(cell.unwrap_or_default())
    };
    let (product, date, methods) = (said("product"), said("date"), said("how it was looked at"));
    let (standard, gaps) = (said("standard"), said("not looked at"));
    format!(
        "# Made of {DOCUMENT} by `cargo xtask openacr`; change it there.\n\
         title: \"HQ Accessibility Conformance Report\"\n\
         catalog: 2.5-edition-wcag-2.2-en\n\
         product:\n  name: \"HQ\"\n  version: {version}\n  description: {product}\n\
         # The schema asks for an address. There is none: an issue of the repository reaches the authors.\n\
         author:\n  name: \"The authors of HQ\"\n  email: \"\"\n\
         report_date: {date}\n\
         notes: \"Standard: {standard}. Not looked at: {gaps}.\"\n\
         evaluation_methods_used: {methods}\n\
         license: \"MIT OR Apache-2.0\"\n\
         chapters:\n",
        version = quoted(env!("CARGO_PKG_VERSION")),
        standard = unquoted(&standard),
        gaps = unquoted(&gaps),
    )
}

/// A line of the tables of criteria; others are none of ours.
fn row<'a>(line: &'a str, missing: &mut Vec<String>) -> Option<Row<'a>> {
    let mut cells = line.strip_prefix("| ")?.split('|').map(str::trim);
    let (name, level, remarks) = (cells.next()?, cells.next()?, cells.next()?);
    let number = name.split(' ').next()?;
    if number.split('.').count() != 3 || !number.split('.').all(|part| part.parse::<u8>().is_ok()) {
        return None;
    }
    let known = ADHERENCE.iter().find_map(|(word, id)| Some((*id, remarks.strip_prefix(word)?)));
    let Some((adherence, notes)) = known else {
        missing.push(format!("{number} says none of the words of OpenACR: {remarks}"));
        return None;
    };
    let notes = notes.trim_start_matches([':', ',']).trim();
    if notes.is_empty() && adherence != "supports" {
        missing.push(format!("{number} needs a remark why it is not met, or not asked for"));
    }
    Some(Row { number, level, adherence, notes })
}

fn criterion(row: &Row<'_>) -> String {
    let Row { number, adherence, notes, .. } = row;
    format!(
        "      - num: {}\n        components:\n          - name: web\n            adherence:\n              \
         level: {adherence}\n              notes: {}\n",
        quoted(number),
        quoted(notes)
    )
}

/// A string of YAML on one line.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn unquoted(text: &str) -> &str {
    text.trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::{CHAPTERS, report};

    /// A document with every criterion met, but for what is said of 1.1.1.
    fn document(first: &str) -> String {
        let keys = ["product", "date", "standard", "how it was looked at", "not looked at"];
        let head: String = keys.iter().map(|key| format!("| {key} | said |\n")).collect();
        let rows = CHAPTERS.iter().flat_map(|(_, level, numbers)| {
            let others = numbers.split_whitespace().filter(|number| *number != "1.1.1");
            others.map(move |number| format!("| {number} Name | {level} | Supports | nothing |\n"))
        });
        format!("{head}| 1.1.1 Name | {first} | axe |\n{}", rows.collect::<String>())
    }

    #[test]
    fn what_the_document_says_is_in_the_report() {
        let yaml = report(&document("A | Partially supports: not \"icons\"")).unwrap();
        assert!(yaml.contains("num: \"1.1.1\""), "{yaml}");
        assert!(
            yaml.contains("level: partially-supports\n              notes: \"not \\\"icons\\\"\""),
            "{yaml}"
        );
        assert_eq!(yaml.matches("- num: ").count(), 56);
    }

    #[test]
    fn what_is_missing_is_told() {
        for (first, told) in [
            ("AA | Supports", "1.1.1, level A, needs one line"),
            ("A | Supports | |\n| 1.1.1 Again | A | Supports", "1.1.1, level A, needs one line"),
            ("A | Partly: some", "none of the words"),
            ("A | Does not support", "needs a remark"),
        ] {
            let missing = report(&document(first)).unwrap_err().join("\n");
            assert!(missing.contains(told), "{missing}");
        }
        assert!(report("").unwrap_err().iter().any(|line| line.contains("\"product\"")));
    }
}
