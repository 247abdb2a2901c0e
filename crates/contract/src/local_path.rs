//! Paths inside the console, as they travel through sign-in and mails.

use crate::{FieldCode, field::checked_text};

checked_text!(
    /// A path of the console with its query, to return to: starts with one `/`, at most 512 characters. Never leads
    /// to another site (no open redirect: `//host`, `/\host` and control characters are refused).
    LocalPath { examples("/organizations/acme-robotics"), min_length = 1, max_length = 512, pattern = r"^/([!-.0-\[\]-~][!-\[\]-~]*)?$" }
);

impl LocalPath {
    /// The most characters.
    pub const MAX: usize = 512;

    /// Checks a path.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        if text.is_empty() {
            return Err(FieldCode::Required);
        }
        if text.len() > Self::MAX {
            return Err(FieldCode::TooLong);
        }
        let mut characters = text.chars();
        let starts_well = characters.next() == Some('/') && !matches!(characters.next(), Some('/' | '\\'));
        if starts_well && text.chars().all(|c| c.is_ascii_graphic() && c != '\\') {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldCode::BadCharacter)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_taken() {
        assert!(LocalPath::parse("/organizations/acme?tab=x#y").is_ok());
        for bad in ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/a\nb", "/a\\b"] {
            assert_eq!(LocalPath::parse(bad), Err(FieldCode::BadCharacter), "{bad:?}");
        }
    }
}
