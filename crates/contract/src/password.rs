//! Passwords: what is allowed, and how strong one is.

use crate::FieldCode;
use serde::{Deserialize, Deserializer, Serialize};
use std::{borrow::Cow, fmt};

/// A password that may be set: 10 to 128 characters and not [`Strength::Weak`]. Never printed.
///
/// Kept as RFC 8265, 4.2 prepares it (`OpaqueString`): other spaces than ASCII's are ASCII's, and letters are composed
/// (NFC), so that what a Mac sends for an `é` is what others send. The browser composes before it counts, as the server
/// does once more. Characters that Unicode does not know yet are let through, unlike there: newer devices have newer emoji.
///
/// No demands on kinds of characters, and pasting is welcome (NIST SP 800-63B, 3.1.1.2).
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Password, min_length = 10, max_length = 128, examples("a long and quiet evening")))]
#[serde(transparent)]
pub struct Password(String);

/// How long a password would stand up to guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Shorter than allowed.
    TooShort,
    /// Among the first guesses; refused.
    Weak,
    /// Allowed.
    Fair,
    /// Good.
    Good,
    /// Very good.
    Strong,
}

/// Pieces from which the most common passwords are made, lower case.
const COMMON: [&str; 40] = [
    "password",
    "passwort",
    "motdepasse",
    "azerty",
    "qwerty",
    "qwertz",
    "letmein",
    "welcome",
    "bienvenue",
    "iloveyou",
    "admin",
    "administrator",
    "login",
    "master",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "batman",
    "trustno",
    "whatever",
    "shadow",
    "michael",
    "jennifer",
    "charlie",
    "soleil",
    "doudou",
    "loulou",
    "chouchou",
    "secret",
    "changeme",
    "default",
    "company",
    "summer",
    "winter",
    "spring",
    "autumn",
];

impl Password {
    /// The fewest characters.
    pub const MIN: usize = 10;
    /// The most characters; more would only cost the server time.
    pub const MAX: usize = 128;

    /// Checks a password that somebody wants to set.
    ///
    /// # Errors
    /// `required`, `too_short`, `too_long`, `too_weak`, `bad_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        if text.is_empty() {
            return Err(FieldCode::Required);
        }
        let text = Self::prepare(text);
        if text.chars().any(char::is_control) {
            return Err(FieldCode::BadCharacter);
        }
        if text.chars().count() > Self::MAX {
            return Err(FieldCode::TooLong);
        }
        match Strength::of(&text) {
            Strength::TooShort => Err(FieldCode::TooShort),
            Strength::Weak => Err(FieldCode::TooWeak),
            _ => Ok(Self(text)),
        }
    }

    /// A password as it is hashed and compared, whether it may be set or not.
    #[must_use]
    pub fn prepare(text: &str) -> String {
        let spaced = text.chars().map(|c| if is_other_space(c) { ' ' } else { c });
        #[cfg(feature = "server")]
        let spaced = unicode_normalization::UnicodeNormalization::nfc(spaced);
        spaced.collect()
    }

    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A space (`Zs`) that is not ASCII's.
const fn is_other_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

impl Strength {
    /// Estimates a password: the guesses are counted as if runs, repeated and common pieces cost nothing. A coarse
    /// stand-in for zxcvbn, whose dictionaries weigh more than the whole console.
    #[must_use]
    pub fn of(password: &str) -> Self {
        if password.chars().count() < Password::MIN {
            return Self::TooShort;
        }
        match bits(password) {
            ..28 => Self::Weak,
            28..48 => Self::Fair,
            48..68 => Self::Good,
            _ => Self::Strong,
        }
    }

    /// 0 (too short) to 4 (strong), for a meter.
    #[must_use]
    pub const fn level(self) -> u8 {
        self as u8
    }
}

/// About how many bits of guessing a password needs.
fn bits(password: &str) -> u32 {
    let mut rest = password.to_lowercase();
    let mut bits = 0;
    for piece in COMMON {
        if rest.contains(piece) {
            rest = rest.replace(piece, "");
            bits += 5;
        }
    }
    let mut seen: Vec<char> = Vec::new();
    let mut last: Option<char> = None;
    for c in rest.chars() {
        let next_in_run = last.is_some_and(|l| (u32::from(c)).abs_diff(u32::from(l)) <= 1);
        bits += match () {
            () if next_in_run => 0,
            () if seen.contains(&c) => 2,
            () if c.is_ascii_digit() => 3,
            () if c.is_ascii_lowercase() => 4,
            () => 5,
        };
        seen.push(c);
        last = Some(c);
    }
    let has_upper = password.chars().skip(1).any(char::is_uppercase);
    bits + if has_upper { 3 } else { 0 }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_guesses_are_weak() {
        for weak in [
            "password123",
            "aaaaaaaaaaaa",
            "1234567890",
            "abcdefghijkl",
            "qwerty12345",
            "Password2024",
            "motdepasse1",
            "azertyazerty",
        ] {
            assert_eq!(Strength::of(weak), Strength::Weak, "{weak}");
        }
    }

    #[test]
    fn phrases_and_random_ones_are_good() {
        assert!(Strength::of("correct horse battery") >= Strength::Good);
        assert!(Strength::of("vK7$m2Qz!p9Lw") >= Strength::Good);
        assert_eq!(Strength::of("short"), Strength::TooShort);
    }

    #[test]
    fn a_password_is_never_printed() {
        assert_eq!(format!("{:?}", Password::parse("correct horse battery").unwrap()), "Password(…)");
    }

    #[test]
    fn a_password_is_prepared_before_it_is_looked_at() {
        let spaced = Password::parse("quiet\u{a0}river\u{3000}at\u{2009}noon").unwrap();
        assert_eq!(spaced.expose(), "quiet river at noon");
        for control in ["quiet river\u{0} at noon", "quiet river at noon\n", "quiet\triver at noon"] {
            assert_eq!(Password::parse(control), Err(FieldCode::BadCharacter), "{control:?}");
        }
        assert_eq!(Password::parse(""), Err(FieldCode::Required));
        assert_eq!(Password::parse("👩\u{200d}💻 works 夜に").unwrap().expose(), "👩\u{200d}💻 works 夜に");
    }

    #[cfg(feature = "server")]
    mod composed {
        use super::*;
        use proptest::prelude::*;
        use unicode_normalization::UnicodeNormalization as _;

        #[test]
        fn six_letters_are_six_however_a_mac_writes_them() {
            let six: String = "éàüöäñ".nfd().collect();
            assert_eq!(six.chars().count(), 12);
            assert_eq!(Password::parse(&six), Err(FieldCode::TooShort));
            let long: String = "é".repeat(Password::MAX).nfd().collect();
            assert_ne!(Password::parse(&long), Err(FieldCode::TooLong));
            let (nfc, nfd) = ("Flüßchen in Höhe", "Flüßchen in Höhe".nfd().collect::<String>());
            assert_eq!(Password::parse(&nfd), Password::parse(nfc));
            assert_ne!(
                Password::parse("Flüßchen in Höhe ﬁ"),
                Password::parse("Flüßchen in Höhe fi"),
                "not NFKC"
            );
        }

        proptest! {
            #[test]
            fn preparing_twice_is_preparing_once(text in "\\PC{0,20}") {
                let once = Password::prepare(&text);
                prop_assert_eq!(Password::prepare(&once), once.clone());
                prop_assert_eq!(Password::prepare(&text.nfd().collect::<String>()), once);
            }
        }
    }
}
