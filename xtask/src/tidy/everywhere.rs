//! Rules for every file.

use super::Finding;
use super::source::{Source, has_word};

/// A file of more lines does more than one thing.
const LINES: usize = 400;

/// Marks of something left for later. Put together here, so that this file has none.
const MARKS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
const CALLS: [&str; 3] = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[ig", "nore")];

/// What is begun is finished.
pub fn nothing_unfinished(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| !source.path.ends_with(".json")) {
        for (index, line) in source.text.lines().enumerate() {
            let mark = MARKS.iter().find(|mark| has_word(line, mark));
            let call = CALLS.iter().find(|call| source.is_rust() && line.contains(**call));
            if let Some(found) = mark.or(call) {
                let message =
                    format!("{found} is something left for later: finish it, or file an issue and remove it");
                findings.push(Finding::new(source, index + 1, message));
            }
        }
    }
    findings
}

/// A file is about one thing.
pub fn files_are_short(sources: &[Source]) -> Vec<Finding> {
    let rust = sources.iter().filter(|source| source.is_rust());
    rust.filter_map(|source| {
        let lines = source.text.lines().count();
        let message = format!(
            "{lines} lines: more than {LINES} are more than one thing, so split it (250 are a good length)"
        );
        (lines > LINES).then(|| Finding::of_file(&source.path, message))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{assert_breaks, assert_keeps};
    use super::*;

    #[test]
    fn marks_are_found_in_comments_too() {
        let text = format!("fn a() {{}}\n// {}: later", MARKS[0]);
        assert_breaks(nothing_unfinished, &[("src/a.rs", &text)], "src/a.rs:2", "left for later");
        let text = format!("{}]\nfn a() {{}}", CALLS[2]);
        assert_breaks(nothing_unfinished, &[("tests/web/a.rs", &text)], "tests/web/a.rs:1", "left for later");
        assert_keeps(nothing_unfinished, &[("src/a.rs", "fn ignore() {}")]);
    }

    #[test]
    fn a_long_file_is_told() {
        let text = "\n".repeat(LINES + 1);
        assert_breaks(files_are_short, &[("src/a.rs", &text)], "src/a.rs:1", "401 lines");
        assert_keeps(files_are_short, &[("src/a.rs", &"\n".repeat(LINES))]);
    }
}
