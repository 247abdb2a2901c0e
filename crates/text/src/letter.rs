//! The words of mails: what the catalogue says, and what people typed, which are never mixed up.

use crate::{Key, Texts, unlink::unlinked};

/// What a person typed (a name, a note, a domain), as a mail may show it: no mail program makes a link of it. The texts
/// of mails take these and no plain strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    shown: String,
    broken: bool,
}

impl Typed {
    /// What was typed.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let shown = unlinked(text);
        Self { broken: shown != text, shown }
    }

    /// An email address, so that it can be copied, and answered where the mail program makes a link of it: the whole of
    /// it is an address. One that a program could read otherwise is broken like anything else.
    #[must_use]
    pub fn address(address: &str) -> Self {
        let one = address.matches('@').count() == 1 && !address.starts_with(['@', '.', '-']);
        let web = address.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
        if one && !web && address.chars().all(is_plain) {
            Self { shown: address.to_owned(), broken: false }
        } else {
            Self::new(address)
        }
    }

    /// As it may be shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// Whether something of it would have been a link.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.broken
    }
}

/// Marks of letters, and the letters between them, in scripts that write vowels so.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{963}' | '\u{981}'..='\u{17d3}')
}

/// What mail programs take for a part of an address.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || "._+-'@".contains(c)
}

/// Words of a mail: a text of the catalogue, with what was typed filled in. There is no other way to make any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written(String);

impl Written {
    /// A text of the catalogue.
    #[must_use]
    pub fn of(texts: &Texts, key: Key) -> Self {
        Self(texts.get(key).into_owned())
    }

    pub(crate) const fn new(text: String) -> Self {
        Self(text)
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stays_whole_and_what_only_looks_like_one_does_not() {
        for whole in [
            "ada@example.org",
            "ada.l+hq@bücher.example",
            "o-neil_1@example.ie",
            "o'neil@example.ie",
            "जॉर्ज@हिन्दी.example",
            "jo\u{308}@x.example",
        ] {
            assert_eq!(Typed::address(whole).as_str(), whole);
        }
        for (typed, shown) in [
            ("http//e.example/1@x.example", "http// e. example/1@ x. example"),
            ("www.evil@x.example", "www. evil@ x. example"),
            ("evil.com", "evil. com"),
        ] {
            assert_eq!(Typed::address(typed).as_str(), shown);
        }
    }
}
