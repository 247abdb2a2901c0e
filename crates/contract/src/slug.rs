//! The word that stands for an organization in every URL.

use crate::{FieldCode, Folded, OrganizationId, characters, field::checked_text};
use std::str::FromStr;

checked_text!(
    /// 2 to 40 lower-case letters, digits and single hyphens between them; never shaped like an id, and none of the
    /// words that the console's own paths use.
    Slug { examples("acme-robotics"), min_length = 2, max_length = 40, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$" }
);

/// Words that stand in the place of a slug in paths, or will.
const RESERVED: [&str; 10] =
    ["new", "me", "api", "admin", "settings", "account", "billing", "join", "help", "hq"];

impl Slug {
    /// The fewest characters.
    pub const MIN: usize = 2;
    /// The most characters.
    pub const MAX: usize = 40;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_short`, `too_long`, `invisible_character`, `not_a_slug`, `reserved`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let text = characters::trim(text);
        if text.is_empty() {
            return Err(FieldCode::Required);
        }
        characters::check(text)?;
        let well_formed = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.split('-').any(str::is_empty);
        if !well_formed {
            return Err(FieldCode::NotASlug);
        }
        if text.len() < Self::MIN {
            return Err(FieldCode::TooShort);
        }
        if text.len() > Self::MAX {
            return Err(FieldCode::TooLong);
        }
        if RESERVED.contains(&text) {
            return Err(FieldCode::Reserved);
        }
        Ok(Self(text.to_owned()))
    }

    /// The slug that a name suggests: `Société Générale` → `societe-generale`. A name that has nothing of it in Latin
    /// letters suggests none: 日本語, and neither 東京 2, of which 2 says nothing.
    #[must_use]
    pub fn suggest(name: &Folded) -> Option<Self> {
        let name = name.as_str();
        if !name.is_ascii() && !name.bytes().any(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let mut slug = String::new();
        for c in name.chars() {
            if c.is_ascii_lowercase() || c.is_ascii_digit() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
            if slug.len() >= Self::MAX {
                break;
            }
        }
        let slug = slug.trim_matches('-');
        Self::parse(slug).or_else(|_| Self::parse(&format!("{slug}-org"))).ok()
    }

    /// This slug with a number behind it, still of allowed length: `acme` → `acme-2`.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let suffix = format!("-{number}");
        let mut base = self.0.clone();
        base.truncate(Self::MAX.saturating_sub(suffix.len()));
        Self(format!("{}{suffix}", base.trim_end_matches('-')))
    }
}

/// How a path names an organization: by id or by slug, of which the case does not matter. A slug never looks like an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationRef {
    /// By id.
    Id(OrganizationId),
    /// By slug, current or former.
    Slug(Slug),
}

impl FromStr for OrganizationRef {
    type Err = FieldCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Only the hyphenated form is an id: 32 hexadecimal digits alone may be a slug.
        if text.len() == 36
            && let Ok(id) = text.parse()
        {
            return Ok(Self::Id(id));
        }
        Slug::parse(&text.to_ascii_lowercase()).map(Self::Slug)
    }
}

impl<'de> serde::Deserialize<'de> for OrganizationRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "server")]
    use proptest::prelude::*;

    #[test]
    fn slugs_are_lower_case_words_with_hyphens() {
        assert!(Slug::parse("acme-2").is_ok());
        for bad in ["Acme", "a_b", "-a", "a-", "a--b", "ä", "a b", "a/b"] {
            assert_eq!(Slug::parse(bad), Err(FieldCode::NotASlug), "{bad}");
        }
        assert_eq!(Slug::parse("\u{200b}acme\u{feff}").unwrap().as_str(), "acme");
        assert_eq!(Slug::parse("ac\u{200b}me"), Err(FieldCode::InvisibleCharacter));
        assert_eq!(Slug::parse("a"), Err(FieldCode::TooShort));
        assert_eq!(Slug::parse(&"a".repeat(41)), Err(FieldCode::TooLong));
        assert_eq!(Slug::parse("new"), Err(FieldCode::Reserved));
    }

    #[cfg(feature = "server")]
    #[test]
    fn names_suggest_slugs() {
        let suggested = [
            ("Société Générale & Fils", "societe-generale-fils"),
            ("Dữ liệu", "du-lieu"),
            ("Łódź Œuvre Straße Đà", "lodz-oeuvre-strasse-da"),
            ("ＡＣＭＥ ½", "acme-1-2"),
            ("株式会社ACME", "acme"),
            ("🚀 Rocket", "rocket"),
            ("Zoë’s – Lab", "zoe-s-lab"),
            ("New", "new-org"),
            ("X", "x-org"),
            ("2026", "2026"),
            ("Tɪny ʟab", "tiny-lab"),
            ("ᴀcme ʀun ɢo", "acme-run-go"),
            ("ⱯBC Ꜳlborg", "abc-aalborg"),
            ("Ꝑ & Ỻ", "p-ll"),
        ];
        for (name, slug) in suggested {
            assert_eq!(Slug::suggest(&Folded::of(name)).unwrap().as_str(), slug, "{name}");
        }
        for none in ["日本語", "العربية", "🚀", "東京 2", "…", "&", "", "Газпром", "हिन्दी"]
        {
            assert_eq!(Slug::suggest(&Folded::of(none)), None, "{none}");
        }
    }

    #[test]
    fn the_case_of_a_slug_in_a_path_does_not_matter() {
        assert_eq!("ACME-Labs".parse(), Ok(OrganizationRef::Slug(Slug::parse("acme-labs").unwrap())));
        assert!("Ácme".parse::<OrganizationRef>().is_err() && "NEW".parse::<OrganizationRef>().is_err());
    }

    #[test]
    fn an_id_is_told_from_a_slug() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert!(matches!(id.parse(), Ok(OrganizationRef::Id(_))));
        assert!(matches!("acme".parse(), Ok(OrganizationRef::Slug(_))));
    }

    #[cfg(feature = "server")]
    proptest! {
        #[test]
        fn whatever_is_suggested_is_a_slug(name in ".{0,80}", number in 2u32..100_000) {
            if let Some(slug) = Slug::suggest(&Folded::of(&name)) {
                prop_assert!(Slug::parse(slug.as_str()).is_ok());
                prop_assert!(Slug::parse(slug.numbered(number).as_str()).is_ok());
            }
        }

        #[test]
        fn a_name_with_a_latin_letter_suggests_a_slug(name in ".{0,20}[a-zA-Zà-öø-ž].{0,20}") {
            prop_assert!(Slug::suggest(&Folded::of(&name)).is_some());
        }
    }
}
