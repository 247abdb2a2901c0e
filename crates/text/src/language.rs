//! The languages, and how a plural form is chosen.

use serde::{Deserialize, Serialize};

/// A language that HQ speaks. On the wire its BCP 47 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English, the first language: always compiled in.
    #[default]
    #[serde(rename = "en")]
    English,
    /// French.
    #[serde(rename = "fr")]
    French,
}

/// A plural category of CLDR, as `Intl.PluralRules.prototype.select` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Plural {
    /// `zero`
    Zero,
    /// `one`
    One,
    /// `two`
    Two,
    /// `few`
    Few,
    /// `many`
    Many,
    /// `other`
    Other,
}

impl Plural {
    /// The category of that name; unknown names are `other`.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            _ => Self::Other,
        }
    }
}

impl Language {
    /// Every language, in the order of the language menu.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The BCP 47 code: `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language's name in itself: `Français`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The language of a BCP 47 tag; regions are ignored (`fr-CA` is French).
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4), English where none fits.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (Self::English, 0.0_f32);
        for range in header.split(',') {
            let mut parts = range.split(';');
            let Some(language) = parts.next().and_then(Self::from_tag) else {
                continue;
            };
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
            if quality > best.1 {
                best = (language, quality);
            }
        }
        best.0
    }

    /// The plural category of a whole number, after CLDR. For the server; the console asks `Intl`.
    #[must_use]
    pub const fn plural(self, n: u64) -> Plural {
        match self {
            Self::English => match n {
                1 => Plural::One,
                _ => Plural::Other,
            },
            Self::French => match n {
                0 | 1 => Plural::One,
                _ if n.is_multiple_of(1_000_000) => Plural::Many,
                _ => Plural::Other,
            },
        }
    }

    /// The path at which the server offers this language's texts, named by its content and so cacheable for ever.
    #[must_use]
    pub fn path(self) -> String {
        let hash = match self {
            Self::English => crate::EN_HASH,
            Self::French => crate::FR_HASH,
        };
        format!("/texts/{}-{hash}.json", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_takes_the_highest_quality_that_we_speak() {
        assert_eq!(Language::from_accept_language("de, fr-CA;q=0.8, en;q=0.5"), Language::French);
        assert_eq!(Language::from_accept_language("en-GB,fr;q=0.9"), Language::English);
        assert_eq!(Language::from_accept_language("fr;q=0, xx"), Language::English);
        assert_eq!(Language::from_accept_language(""), Language::English);
    }

    #[test]
    fn zero_is_singular_in_french_only() {
        assert_eq!(Language::French.plural(0), Plural::One);
        assert_eq!(Language::English.plural(0), Plural::Other);
        assert_eq!(Language::French.plural(3_000_000), Plural::Many);
    }
}
