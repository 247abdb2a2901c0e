//! Names of people and organizations, and descriptions.

use crate::{FieldCode, characters, field::checked_text, folding};

checked_text!(
    /// An organization's name: 1 to 64 characters, trimmed, inner white space folded to single spaces.
    OrganizationName { examples("Acme Robotics"), min_length = 1, max_length = 64, pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$" }
);
checked_text!(
    /// A person's full name: 1 to 100 characters, trimmed, inner white space folded to single spaces.
    PersonName { examples("Grace Hopper"), min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$" }
);
checked_text!(
    /// What an organization is for: 1 to 500 characters, trimmed; line breaks are kept.
    Description { examples("Robots for warehouses"), min_length = 1, max_length = 500 }
);

checked_text!(
    /// A personal word, such as the one that goes with an invitation: 1 to 1,000 characters, trimmed; line breaks are
    /// kept.
    Note { examples("See you on Monday"), min_length = 1, max_length = 1000 }
);

checked_text!(
    /// What people call a rule: 1 to 80 characters, trimmed, inner white space folded to single spaces.
    RuleName { examples("See all"), min_length = 1, max_length = 80, pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$" }
);
checked_text!(
    /// A word by which dataplants and storage engines are grouped: 1 to 40 characters, trimmed, in lower case, inner
    /// white space folded to single spaces.
    Tag { examples("production"), min_length = 1, max_length = 40, pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$" }
);
checked_text!(
    /// What people call a dataplant, a storage engine or credentials: 1 to 64 characters, trimmed, inner white space folded to
    /// single spaces.
    ResourceName { examples("Warehouse"), min_length = 1, max_length = 64, pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$" }
);

impl OrganizationName {
    /// The most characters.
    pub const MAX: usize = 64;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`, `invisible_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        one_line(text, Self::MAX).map(Self)
    }
}

impl PersonName {
    /// The most characters.
    pub const MAX: usize = 100;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`, `invisible_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        one_line(text, Self::MAX).map(Self)
    }

    /// The name by which to greet: the first word.
    #[must_use]
    pub fn first(&self) -> &str {
        self.as_str().split(' ').next().unwrap_or_default()
    }
}

impl Description {
    /// The most characters.
    pub const MAX: usize = 500;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        several_lines(text, Self::MAX).map(Self)
    }
}

impl Note {
    /// The most characters.
    pub const MAX: usize = 1000;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        several_lines(text, Self::MAX).map(Self)
    }
}

impl RuleName {
    /// The most characters.
    pub const MAX: usize = 80;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`, `invisible_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        one_line(text, Self::MAX).map(Self)
    }
}

impl ResourceName {
    /// The most characters.
    pub const MAX: usize = 64;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`, `invisible_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        one_line(text, Self::MAX).map(Self)
    }
}

impl Tag {
    /// The most characters.
    pub const MAX: usize = 40;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`, `invisible_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        one_line(&folding::composed_lower(text), Self::MAX).map(Self)
    }
}

fn several_lines(text: &str, max: usize) -> Result<String, FieldCode> {
    let text = characters::trim(text);
    let refused = |c: char| !matches!(c, '\n' | '\t' | '\r') && (c.is_control() || is_override(c));
    check(text, max, refused)?;
    Ok(with_plain_line_ends(text))
}

/// With every line's end as `\n`: what a program shows as the end of a line (UAX 14, BK, CR and LF) is one for whoever marks
/// lines. The others of these are control characters, which are refused.
fn with_plain_line_ends(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            c => plain.push(c),
        }
    }
    plain
}

/// A name: what people compare, and so without anything in it that they cannot see.
pub(crate) fn one_line(text: &str, max: usize) -> Result<String, FieldCode> {
    let folded = characters::trim(text).split_whitespace().collect::<Vec<_>>().join(" ");
    check(&folded, max, char::is_control)?;
    characters::check(&folded)?;
    Ok(folded)
}

fn check(text: &str, max: usize, refused: fn(char) -> bool) -> Result<(), FieldCode> {
    if characters::is_blank(text) {
        return Err(FieldCode::Required);
    }
    if text.chars().count() > max {
        return Err(FieldCode::TooLong);
    }
    if text.chars().any(refused) {
        return Err(FieldCode::BadCharacter);
    }
    Ok(())
}

/// Direction overrides: with them a text could show as another (Unicode TR 36, 3.3).
const fn is_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_folded() {
        assert_eq!(OrganizationName::parse("  Acme \t  Data ").unwrap().as_str(), "Acme Data");
        assert_eq!(PersonName::parse("Ada  Lovelace").unwrap().first(), "Ada");
    }

    #[test]
    fn tags_are_the_same_whatever_their_case() {
        assert_eq!(Tag::parse("  EU   West ").unwrap().as_str(), "eu west");
        assert_eq!(Tag::parse(&"a".repeat(41)), Err(FieldCode::TooLong));
        #[cfg(feature = "server")]
        assert_eq!(Tag::parse("Re\u{301}seau"), Tag::parse("RÉSEAU"), "however a keyboard writes é");
    }

    #[test]
    fn blank_names_are_refused_however_they_are_blank() {
        for blank in ["", "   ", "\u{200b}\u{200b}", "\u{3164}", "\u{a0}"] {
            assert_eq!(OrganizationName::parse(blank), Err(FieldCode::Required), "{blank:?}");
        }
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(OrganizationName::parse(&"é".repeat(64)).is_ok());
        assert_eq!(OrganizationName::parse(&"é".repeat(65)), Err(FieldCode::TooLong));
    }

    #[test]
    fn control_and_override_characters_are_refused() {
        assert_eq!(OrganizationName::parse("a\u{0}b"), Err(FieldCode::BadCharacter));
        assert_eq!(Note::parse("a\u{202e}b"), Err(FieldCode::BadCharacter));
        assert_eq!(Description::parse("line\r\nline").unwrap().as_str(), "line\nline");
    }

    #[test]
    fn what_nobody_sees_is_no_part_of_a_name() {
        let parse = |text| PersonName::parse(text).map(|name| name.to_string());
        assert_eq!(parse("\u{200e}Ada Lovelace\u{200b} ").as_deref(), Ok("Ada Lovelace"));
        for text in
            ["A\u{200b}da", "A\u{3164}da", "Ada\u{ad}", "A\u{ad}da", "Ada \u{2060} Lovelace", "a\u{202e}b"]
        {
            let refused = text != "Ada\u{ad}";
            assert_eq!(parse(text) == Err(FieldCode::InvisibleCharacter), refused, "{text:?}");
            assert_eq!(Tag::parse(text).is_err(), refused, "{text:?}");
        }
        for text in ["Zoë 👩\u{200d}💻", "❤\u{fe0f} Ada", "می\u{200c}خواهم"] {
            assert_eq!(parse(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn every_end_of_a_line_is_one() {
        for end in ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}"] {
            for text in [format!("one{end}two"), format!("{end}one{end}two{end}")] {
                assert_eq!(Note::parse(&text).unwrap().as_str(), "one\ntwo", "{end:?}");
                assert_eq!(Description::parse(&text).unwrap().as_str(), "one\ntwo", "{end:?}");
            }
        }
        assert_eq!(Note::parse("one\r\r\ntwo").unwrap().as_str(), "one\n\ntwo");
        for end in ['\u{b}', '\u{c}', '\u{85}'] {
            assert_eq!(Note::parse(&format!("one{end}two")), Err(FieldCode::BadCharacter), "{end:?}");
        }
        assert_eq!(PersonName::parse("Ada\u{2028}Lovelace").unwrap().as_str(), "Ada Lovelace");
    }

    #[test]
    fn a_text_of_several_lines_keeps_what_it_was_written_with() {
        assert_eq!(Note::parse("\u{feff}Donau\u{ad}dampfer\u{200b}").unwrap().as_str(), "Donau\u{ad}dampfer");
        assert_eq!(Note::parse("\u{200b}\n"), Err(FieldCode::Required));
    }
}
