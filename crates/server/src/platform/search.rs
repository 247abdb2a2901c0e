//! What is looked for in names and addresses, in the form in which it is kept for that.

use hq_contract::Folded;

/// The form in which names are kept for searching and ordering.
#[must_use]
pub fn fold(text: &str) -> String {
    Folded::of(text).as_str().to_owned()
}

/// What orders a folded name as people count: "room 2" comes before "room 10". Before each number stands how long it is, as
/// digits too, so that numbers keep their place among letters.
#[must_use]
pub fn natural(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len() + 2);
    let mut rest = folded;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        let value = digits.trim_start_matches('0');
        let value = if value.is_empty() { "0" } else { value };
        key.push_str(before);
        key.extend(std::iter::repeat_n('9', value.len() / 9));
        key.push_str(&(value.len() % 9).to_string());
        key.push_str(value);
        rest = after;
    }
    key.push_str(rest);
    key
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
    fn numbers_are_counted() {
        let ordered = [
            "1",
            "2",
            "10",
            "123456789",
            "1234567890",
            "room",
            "room 0",
            "room 02",
            "room 10",
            "room 10 b 9",
            "room 10 b 10",
            "room 11",
            "rooms",
        ];
        let keys: Vec<String> = ordered.iter().map(|name| natural(name)).collect();
        assert!(keys.is_sorted(), "{keys:?}");
        assert_eq!(natural("room 02"), natural("room 2"));
        assert_eq!(natural("o'brien"), "o'brien");
        for lengths in (1..40).collect::<Vec<usize>>().windows(2) {
            assert!(natural(&"9".repeat(lengths[0])) < natural(&"1".repeat(lengths[1])), "{lengths:?}");
        }
    }

    #[test]
    fn accents_and_case_do_not_matter_and_wildcards_are_letters() {
        assert_eq!(contains(" 50%_\\ Ł").as_deref(), Some("%50\\%\\_\\\\ l%"));
        assert_eq!(contains(" \u{200b} "), None);
    }
}
