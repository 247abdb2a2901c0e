//! Texts in tables that people open with a spreadsheet: what would be taken for a formula begins with an apostrophe (OWASP,
//! CSV Injection), and what reads such a table takes it off again.
//!
//! A cell ends where the spreadsheet thinks so: one that separates by semicolons (as where the comma is a decimal sign) or
//! tabs begins another within a text, so that what follows these is guarded as well.

use crate::characters::is_invisible;

/// The text with an apostrophe before whatever would be a formula.
#[must_use]
pub fn guard(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len() + 1);
    for (begins, rest, c) in places(text) {
        if begins && is_formula(rest) {
            guarded.push('\'');
        }
        guarded.push(c);
    }
    guarded
}

/// The text that [`guard`] was given.
#[must_use]
pub fn unguard(text: &str) -> String {
    places(text)
        .filter(|(begins, rest, c)| !(*begins && *c == '\'' && is_formula(rest)))
        .map(|(.., c)| c)
        .collect()
}

/// Each character with what begins at it, and whether a cell could begin there.
fn places(text: &str) -> impl Iterator<Item = (bool, &str, char)> {
    let mut begins = true;
    text.char_indices().map(move |(index, c)| {
        let here = begins;
        begins = matches!(c, ';' | '\t' | '\n' | '\r');
        (here, text.get(index..).unwrap_or_default(), c)
    })
}

/// Whether a formula begins here: behind nothing, or behind what is not seen. Apostrophes count as such, so that a text that
/// has one already gets another, and each text comes back as it was; quotation marks too, which open a cell and close it again
/// where the spreadsheet takes another character for the separator.
fn is_formula(text: &str) -> bool {
    let first = text.chars().find(|c| !(matches!(c, '\'' | '"') || is_blank(*c)));
    first.is_some_and(begins_formula)
}

/// Excel and LibreOffice take the full-width and small forms for their ASCII twins where Japanese or Chinese is set up.
const fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+'
            | '-'
            | '@'
            | '\t'
            | '\n'
            | '\r'
            | '\u{ff1d}'
            | '\u{ff0b}'
            | '\u{ff0d}'
            | '\u{ff20}'
            | '\u{fe66}'
            | '\u{fe62}'
            | '\u{fe63}'
            | '\u{fe6b}'
    )
}

/// Whether nothing is seen of it: blanks, control characters, and what shows nothing.
#[must_use]
pub(crate) fn is_blank(c: char) -> bool {
    let ends_line = matches!(c, '\t' | '\n' | '\r');
    !ends_line && (c.is_whitespace() || c.is_control() || is_invisible(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_would_be_a_formula_is_guarded() {
        for text in ["=1+1", "+o@x.example", "-1", "@ada", "＝1", "＋1", "－1", "＠a", "﹦1", "\t1", "\r1"]
        {
            assert_eq!(guard(text), format!("'{text}"));
        }
        for blank in [" ", "\u{200b}", "\u{feff}", "\u{a0}", "\u{3164}", "\u{0}", " \u{2060} "] {
            assert_eq!(guard(&format!("{blank}=1")), format!("'{blank}=1"));
        }
        for text in ["", "Ada", "ada@x.example", "a=b", "O’Neil", "'", "' a", "Doe; Jo", "1-2"] {
            assert_eq!(guard(text), text);
            assert_eq!(unguard(text), text);
        }
    }

    #[test]
    fn what_another_separator_would_make_a_cell_is_guarded() {
        assert_eq!(guard("Ada;=1+1;"), "Ada;'=1+1;");
        assert_eq!(guard("a\t \u{200b}＝1\n-2"), "a\t' \u{200b}＝1\n'-2");
    }

    #[test]
    fn a_text_that_looks_guarded_comes_back_as_it_was() {
        assert_eq!(guard("'=1"), "''=1");
        assert_eq!(unguard("''=1"), "'=1");
        assert_eq!(unguard("'+o@x.example"), "+o@x.example");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "[a=+@'＝\u{200b} ;\t\r\n\"-]{0,12}|\\PC*") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text);
            for cell in guarded.split([';', '\t', '\n', '\r']) {
                let first = cell.chars().find(|c| !is_blank(*c));
                prop_assert!(!first.is_some_and(begins_formula), "{guarded:?}");
            }
        }
    }
}
