//! What brokers say to people: strangers' text.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// The longest description that is kept, in characters.
pub const DESCRIPTION: usize = 2_000;
/// The longest name that is kept, in characters.
pub const NAME: usize = 128;

/// Plain text on one line: without characters that cannot be seen or that turn the text around, with single spaces, at most
/// so many characters. Nothing where nothing is left.
#[must_use]
pub fn plain(text: &str, most: usize) -> Option<String> {
    let mut plain = String::new();
    let mut count = 0;
    let mut space = false;
    // A text that is longer by far is not read to its end.
    for character in text.chars().take(most.saturating_mul(8)) {
        if is_space(character) {
            space = count > 0;
        } else if !is_invisible(character) {
            let needed = 1 + usize::from(space);
            if count + needed > most {
                break;
            }
            if space {
                plain.push(' ');
            }
            plain.push(character);
            count += needed;
            space = false;
        }
    }
    (!plain.is_empty()).then_some(plain)
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{2800}'
}

/// Controls, formats (the marks of direction among them), what has no meaning of its own; and the letters that look like
/// nothing: fillers, joiners and selectors, `Default_Ignorable_Code_Point` of Unicode.
fn is_invisible(character: char) -> bool {
    let by_category = matches!(
        character.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
    );
    by_category
        || matches!(
            character,
            '\u{34f}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{ffa0}'
                | '\u{e0100}'..='\u{e01ef}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        plain(text, 20).unwrap_or_default()
    }

    #[test]
    fn what_cannot_be_seen_is_taken_out() {
        assert_eq!(cleaned("quota\u{0} of\u{202e} 4\u{200b}\u{feff} G\u{ad}B"), "quota of 4 GB");
        assert_eq!(cleaned("a\u{2066}b\u{3164}c\u{e0001}d\u{7f}\u{9b}e\u{fe0f}"), "abcde");
        assert_eq!(cleaned("\u{1b}[31mred"), "[31mred");
    }

    #[test]
    fn it_is_one_line_with_single_spaces() {
        assert_eq!(cleaned("  no\r\n\tspace \u{2028} left \n"), "no space left");
    }

    #[test]
    fn letters_of_all_languages_stay() {
        assert_eq!(cleaned("Größe – 数据库, مدينة"), "Größe – 数据库, مدينة");
    }

    #[test]
    fn it_is_cut_after_so_many_characters() {
        assert_eq!(cleaned(&"ä".repeat(30)), "ä".repeat(20));
        assert_eq!(cleaned(&"ab ".repeat(30)), "ab ab ab ab ab ab ab");
        assert_eq!(cleaned(&format!("{} b", "a".repeat(19))), "a".repeat(19));
    }

    #[test]
    fn nothing_is_left_of_nothing() {
        assert_eq!(plain("", 20), None);
        assert_eq!(plain(" \u{200b}\n\u{202e}", 20), None);
    }
}
