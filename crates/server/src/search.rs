//! What is looked for in names and addresses, in the form in which it is kept for that.

use hq_contract::Folded;

/// The form in which names are kept for searching and ordering.
#[must_use]
pub fn fold(text: &str) -> String {
    Folded::of(text).as_str().to_owned()
}

/// A `LIKE` pattern (escape `\`) for folded texts that contain this one; nothing where it is blank.
#[must_use]
pub fn contains(text: &str) -> Option<String> {
    let mut pattern = String::from("%");
    for c in fold(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    (pattern != "%%").then_some(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_matter_and_wildcards_are_letters() {
        assert_eq!(contains(" 50%_\\ Ł").as_deref(), Some("%50\\%\\_\\\\ l%"));
        assert_eq!(contains(" \u{200b} "), None);
    }
}
