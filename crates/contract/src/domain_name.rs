//! Domain names.

mod host;

use crate::{
    FieldCode,
    characters::{self, is_invisible, is_joiner},
    field::checked_text,
};
use host::host;

checked_text!(
    /// A domain name as people type it: at least two labels, without a dot at the end. Letters of other alphabets are kept;
    /// browsers and the server turn them into the form of the DNS (UTS 46) and refuse what has none. At most 239
    /// characters, so that the record's name fits into the 253 of the DNS (RFC 1035, 2.3.4).
    DomainName { examples("acme.example"), min_length = 3, max_length = 239 }
);

impl DomainName {
    /// The most characters.
    pub const MAX: usize = 239;

    /// Checks what was typed; of an address that was pasted, of a page or of a person, the host. Of several none.
    ///
    /// # Errors
    /// `required`, `too_long`, `invisible_character`, `not_a_domain`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let host = host(text);
        let name = without_dot(&host);
        if characters::is_blank(name) {
            let nothing = characters::is_blank(without_dot(text));
            return Err(if nothing { FieldCode::Required } else { FieldCode::NotADomain });
        }
        if name.chars().count() > Self::MAX {
            return Err(FieldCode::TooLong);
        }
        // The others stand in no domain (UTS 46, 4), or only in those of the newest tables.
        if name.chars().any(|c| is_invisible(c) && !is_joiner(c) && !is_ignored(c)) {
            return Err(FieldCode::InvisibleCharacter);
        }
        let top = labels(name).last().unwrap_or_default();
        let is_address = top.bytes().all(|byte| byte.is_ascii_digit());
        if labels(name).count() > 1 && !is_address && labels(name).all(may_be_label) {
            // Of other letters than ASCII's, small and capital ones are the business of UTS 46.
            Ok(Self(name.to_ascii_lowercase()))
        } else {
            Err(FieldCode::NotADomain)
        }
    }

    /// Why a domain has no form in the DNS: because of a character that nobody sees, where it has one.
    #[must_use]
    pub fn why_unfit(domain: &str) -> FieldCode {
        if domain.chars().any(is_invisible) { FieldCode::InvisibleCharacter } else { FieldCode::NotADomain }
    }

    /// The form in which the DNS has it (UTS 46, non-transitional).
    ///
    /// # Errors
    /// `too_long`, `invisible_character`, `not_a_domain`
    #[cfg(feature = "server")]
    pub fn to_ascii(&self) -> Result<Self, FieldCode> {
        Self::parse(&crate::idn::to_ascii(&self.0)?)
    }

    /// Whether another name is this one or lies under it; one `*` may stand before it (RFC 6125, 6.4.3).
    #[must_use]
    pub fn holds(&self, other: &str) -> bool {
        let other = other.strip_prefix("*.").unwrap_or(other);
        other.strip_suffix(self.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }
}

/// The parts of a name between its dots, of which there are four (UTS 46, 2.3).
pub(crate) fn labels(name: &str) -> impl Iterator<Item = &str> {
    name.split(is_dot)
}

/// Whether a label at the end makes a name an address of IPv4, as browsers read it: digits, or a hexadecimal number (WHATWG
/// URL, 3.5, "ends in a number").
#[cfg(feature = "server")]
pub(crate) fn is_number(label: &str) -> bool {
    let hexadecimal = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    match hexadecimal {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

const fn is_dot(c: char) -> bool {
    matches!(c, '.' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}')
}

/// The dot that means the root of the DNS says nothing, nor does what nobody sees before or behind it.
fn without_dot(host: &str) -> &str {
    let host = characters::trim(host);
    characters::trim(host.strip_suffix(is_dot).unwrap_or(host))
}

/// What UTS 46 leaves away.
const fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180d}' | '\u{200b}' | '\u{2060}' | '\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a label is one of the DNS: letters, digits and hyphens (RFC 1123, 2.1).
#[cfg(feature = "server")]
pub(crate) fn is_label(label: &str) -> bool {
    label.is_ascii() && may_be_label(label)
}

/// Whether a label is one, or may become one.
fn may_be_label(label: &str) -> bool {
    !label.is_empty()
        && (label.len() <= 63 || !label.is_ascii())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| {
            c == '-'
                || c.is_ascii_alphanumeric()
                || !(c.is_ascii() || c.is_whitespace() || c.is_control() || is_punctuation(c))
        })
}

/// What stands around names in sentences and lists, such as quotation marks. UTS 46 would let it through; no registry does
/// (RFC 5892, 2.6), but for the middle dot of Catalan.
const fn is_punctuation(c: char) -> bool {
    matches!(c,
        '\u{a1}' | '\u{a6}' | '\u{a7}' | '\u{ab}' | '\u{b4}' | '\u{b6}' | '\u{b8}' | '\u{bb}' | '\u{bf}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2e00}'..='\u{2e7f}' | '\u{3001}' | '\u{3003}'
        | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff0c}' | '\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff60}' | '\u{ff62}'..='\u{ff65}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_taken_as_they_are_copied() {
        for (typed, name) in [
            ("example.org", "example.org"),
            (" Example.ORG. ", "example.org"),
            ("https://data.example.co.uk/path?x", "data.example.co.uk"),
            ("bücher.example", "bücher.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("हिन्दी.example", "हिन्दी.example"),
            ("example.ΕΛΛΆΣ", "example.ΕΛΛΆΣ"),
            ("HTTPS://A.example/x", "a.example"),
            ("//a.example", "a.example"),
            ("ftp://ada:s3cret@a.example:2121/x@y.example", "a.example"),
            ("a.example:443", "a.example"),
            ("a.example?q=https://b.example", "a.example"),
            ("a.example#x", "a.example"),
            ("ada@a.example", "a.example"),
            ("mailto:ada@a.example", "a.example"),
            ("Ada <ada@a.example>", "a.example"),
            ("a.example.\u{200b}", "a.example"),
            ("\u{feff}a.example\u{200b}.", "a.example"),
            ("a。example。", "a。example"),
            ("https://b%C3%BCcher.example/", "bücher.example"),
            ("https:///a.example", "a.example"),
            ("https:/a.example/x", "a.example"),
            ("http:a.example", "a.example"),
            ("HTTP:\\\\a.example\\x", "a.example"),
            ("\\\\a.example\\share", "a.example"),
            ("Ada <ada@a.example>,", "a.example"),
            ("col·lecció.example", "col·lecció.example"),
            ("i❤.example", "i❤.example"),
        ] {
            assert_eq!(DomainName::parse(typed).as_ref().map(DomainName::as_str), Ok(name), "{typed}");
        }
    }

    #[test]
    fn what_is_no_name_is_told() {
        for typed in [
            "example",
            "a..org",
            "-a.org",
            "a-.org",
            "a b.org",
            "*.example.org",
            "10.0.0.7",
            "http://[::1]:80/",
            "a_b.org",
            "a.example..",
            "a.example:https",
            "https://",
            "http:/",
            "/",
            "?a.example",
        ] {
            assert_eq!(DomainName::parse(typed), Err(FieldCode::NotADomain), "{typed}");
        }
        assert_eq!(DomainName::parse(" . "), Err(FieldCode::Required));
        assert_eq!(DomainName::parse("\u{200b}"), Err(FieldCode::Required));
        assert_eq!(DomainName::parse("a\u{3164}b.example"), Err(FieldCode::InvisibleCharacter));
        assert_eq!(DomainName::parse("a\u{202e}b.example"), Err(FieldCode::InvisibleCharacter));
        let long = format!("{}.org", "a.".repeat(120));
        assert_eq!(DomainName::parse(&long), Err(FieldCode::TooLong));
        assert_eq!(DomainName::parse(&format!("{}.org", "a".repeat(64))), Err(FieldCode::NotADomain));
    }

    #[test]
    fn of_several_none_is_taken_silently() {
        for typed in [
            "ada@h20.example, bob@h21.example",
            "ada@h20.example,bob@h21.example",
            "ada@h20.example;bob@h21.example",
            "ada@h20.example|bob@h21.example",
            "mailto:ada@h20.example,bob@h21.example",
            "Ada <ada@h20.example>, Bob <bob@h21.example>",
            "<ada@h20.example> h21.example",
            "h20.example, h21.example",
            "https://h20.example/ https://h21.example/",
            "h20.example/\th21.example",
            "https://h20.example,https://h21.example",
            "Ada ada@h20.example",
        ] {
            assert_eq!(DomainName::parse(typed), Err(FieldCode::NotADomain), "{typed}");
        }
    }

    #[test]
    fn punctuation_around_a_name_is_no_part_of_it() {
        for typed in [
            "“h16.example”",
            "„h16.example“",
            "‘h16.example’",
            "«h16.example»",
            "「h16.example」",
            "h16.example…",
            "–h16.example",
            "¿h16.example?",
            "＂h16.example＂",
            "h16．example，",
        ] {
            assert_eq!(DomainName::parse(typed), Err(FieldCode::NotADomain), "{typed}");
        }
    }

    #[test]
    fn a_domain_holds_itself_and_what_lies_under_it() {
        let domain = DomainName::parse("example.org").unwrap();
        for name in ["example.org", "*.example.org", "a.b.example.org"] {
            assert!(domain.holds(name), "{name}");
        }
        for name in ["badexample.org", "org", "example.org.evil.example", ""] {
            assert!(!domain.holds(name), "{name}");
        }
    }

    #[cfg(feature = "server")]
    #[test]
    fn every_spelling_of_a_name_is_one_in_the_dns() {
        let ascii = |typed| DomainName::parse(typed).unwrap().to_ascii().map(|name| name.to_string());
        for (typed, name) in [
            ("example.ΕΛΛΆΣ", "example.xn--hxarsa5b"),
            ("हिन्दी.example", "xn--j2bd4cyah0f.example"),
            ("HTTPS://BÜCHER.example.:8080/", "xn--bcher-kva.example"),
            ("buch\u{ad}laden。example", "buchladen.example"),
        ] {
            assert_eq!(ascii(typed).as_deref(), Ok(name), "{typed}");
        }
        for typed in ["１０.0.0.７", "xn--a.example"] {
            assert_eq!(ascii(typed), Err(FieldCode::NotADomain), "{typed}");
        }
        assert_eq!(ascii("a\u{200d}b.example"), Err(FieldCode::InvisibleCharacter));
    }

    #[cfg(feature = "server")]
    proptest::proptest! {
        #[test]
        fn a_name_of_the_dns_is_itself(typed in "(https?://)?(a@)?[aAßüÜΣς\u{308}\u{200b}\u{200d}.。%@:/-]{1,12}[.。][a-zß1]{1,3}[.:/]?\\PC{0,3}") {
            let Ok(ascii) = DomainName::parse(&typed).and_then(|name| name.to_ascii()) else { return Ok(()) };
            proptest::prop_assert!(ascii.as_str().is_ascii());
            proptest::prop_assert_eq!(DomainName::parse(ascii.as_str()), Ok(ascii.clone()));
            proptest::prop_assert_eq!(ascii.to_ascii(), Ok(ascii.clone()));
        }
    }
}
