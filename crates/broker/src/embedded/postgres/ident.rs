//! Names and literals of SQL. DDL takes no parameters, so these two are the only way by which anything gets into a statement.

use crate::embedded::EmbeddedError;
use std::fmt;
use uuid::Uuid;

/// A name: `[a-z][a-z0-9_]{0,62}`, none that PostgreSQL keeps for itself. Shown in quotes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ident(String);

/// The most bytes of a name in PostgreSQL; it cuts off what is longer.
const MOST: usize = 63;

impl Ident {
    /// A name that somebody asks for.
    ///
    /// # Errors
    /// Where it has other characters, is too long, or is PostgreSQL's own.
    pub fn parse(text: &str) -> Result<Self, EmbeddedError> {
        let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
        let plain =
            text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        let taken = text.starts_with("pg_") || text == "information_schema";
        if begins && plain && !taken && text.len() <= MOST {
            Ok(Self(text.to_owned()))
        } else {
            Err(EmbeddedError::Name(text.chars().take(MOST).collect()))
        }
    }

    /// The database, and the group of roles, of an engine.
    #[must_use]
    pub fn engine(instance: Uuid) -> Self {
        Self(format!("hq_{}", instance.simple()))
    }

    /// The role of a binding.
    #[must_use]
    pub fn role(binding: Uuid) -> Self {
        Self(format!("hq_b_{}", binding.simple()))
    }

    /// The name without quotes: for parameters of queries.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nothing in it needs quotes but words of SQL: `primary` is one.
        write!(f, "\"{}\"", self.0)
    }
}

/// A text as a literal. `E''` means the same whatever `standard_conforming_strings` is.
pub fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 3);
    literal.push_str("E'");
    for character in text.chars() {
        match character {
            '\'' => literal.push_str("''"),
            '\\' => literal.push_str("\\\\"),
            // PostgreSQL has no NUL in a text.
            '\0' => {}
            other => literal.push(other),
        }
    }
    literal.push('\'');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_of_few_characters_and_never_postgresqls_own() {
        for good in ["primary", "mart", "ml", "a", "x_9"] {
            assert_eq!(Ident::parse(good).unwrap().to_string(), format!("\"{good}\""));
        }
        let long = "a".repeat(64);
        for bad in [
            "",
            "9a",
            "_a",
            "A",
            "a-b",
            "a b",
            "a\"b",
            "a;b",
            "ä",
            "pg_x",
            "information_schema",
            "a\0",
            long.as_str(),
        ] {
            assert!(Ident::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn names_of_ids_are_names() {
        let id = Uuid::from_u128(u128::MAX);
        for name in [Ident::engine(id), Ident::role(id)] {
            assert_eq!(Ident::parse(name.as_str()).unwrap(), name);
        }
        assert_ne!(Ident::engine(id), Ident::role(id));
    }

    /// What a literal means, read as PostgreSQL's lexer does: nothing may be left after it.
    fn read(literal: &str) -> Option<String> {
        let inner = literal.strip_prefix("E'")?;
        let mut text = String::new();
        let mut rest = inner.chars();
        loop {
            match rest.next()? {
                '\'' => match rest.next() {
                    Some('\'') => text.push('\''),
                    None => return Some(text),
                    Some(_) => return None,
                },
                '\\' => match rest.next()? {
                    '\\' => text.push('\\'),
                    _ => return None,
                },
                other => text.push(other),
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_parsed_stays_one_name(text in any::<String>()) {
            if let Ok(name) = Ident::parse(&text) {
                prop_assert_eq!(name.as_str(), &text);
                prop_assert!(!name.as_str().contains(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')));
            }
        }

        #[test]
        fn a_literal_means_its_text(text in any::<String>()) {
            prop_assert_eq!(read(&literal(&text)), Some(text.replace('\0', "")));
        }

        #[test]
        fn a_literal_of_what_hurts_means_its_text(text in r#"['"\\;$\-/*\n\x00a-c]{0,40}"#) {
            prop_assert_eq!(read(&literal(&text)), Some(text.replace('\0', "")));
        }
    }
}
