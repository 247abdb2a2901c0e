//! Searching names: without case, accents and width.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The form in which names are kept for searching: compatibility-decomposed, without marks, lower case.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// A `LIKE` pattern (escape `\`) for texts that contain this one.
#[must_use]
pub fn contains(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in fold(text.trim()).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_matter_and_wildcards_are_letters() {
        assert_eq!(fold("Société ＡＣＭＥ"), "societe acme");
        assert_eq!(contains(" 50%_\\ "), "%50\\%\\_\\\\%");
    }
}
