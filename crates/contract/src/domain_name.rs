//! Domain names.

use crate::{FieldCode, field::checked_text};

checked_text!(
    /// A domain name as people type it: at least two labels, in lower case, without a dot at the end. Letters of other
    /// alphabets are kept; the server turns them into the form of the DNS (RFC 5891) and refuses what has none. At most
    /// 239 characters, so that the record's name fits into the 253 of the DNS (RFC 1035, 2.3.4).
    DomainName { min_length = 3, max_length = 239 }
);

impl DomainName {
    /// The most characters.
    pub const MAX: usize = 239;

    /// Checks what was typed. What stands around a name in an address that was copied is left away.
    ///
    /// # Errors
    /// `required`, `too_long`, `not_a_domain`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let name = bare(text.trim());
        if name.is_empty() {
            return Err(FieldCode::Required);
        }
        if name.chars().count() > Self::MAX {
            return Err(FieldCode::TooLong);
        }
        let name = name.to_lowercase();
        let top = name.rsplit('.').next().unwrap_or_default();
        let is_address = top.bytes().all(|byte| byte.is_ascii_digit());
        if name.contains('.') && !is_address && name.split('.').all(is_label) {
            Ok(Self(name))
        } else {
            Err(FieldCode::NotADomain)
        }
    }

    /// Whether another name is this one or lies under it; one `*` may stand before it (RFC 6125, 6.4.3).
    #[must_use]
    pub fn holds(&self, other: &str) -> bool {
        let other = other.strip_prefix("*.").unwrap_or(other);
        other.strip_suffix(self.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }
}

/// `https://Example.org./path` is about `Example.org`.
fn bare(text: &str) -> &str {
    let text = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let text = text.split('/').next().unwrap_or_default();
    text.strip_suffix('.').unwrap_or(text)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c == '-' || c.is_alphanumeric())
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
        ] {
            assert_eq!(DomainName::parse(typed).unwrap().as_str(), name);
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
            "ada@example.org",
            "10.0.0.7",
            "a_b.org",
            "example.org:443",
        ] {
            assert_eq!(DomainName::parse(typed), Err(FieldCode::NotADomain), "{typed}");
        }
        assert_eq!(DomainName::parse(" . "), Err(FieldCode::Required));
        let long = format!("{}.org", "a.".repeat(120));
        assert_eq!(DomainName::parse(&long), Err(FieldCode::TooLong));
        assert_eq!(DomainName::parse(&format!("{}.org", "a".repeat(64))), Err(FieldCode::NotADomain));
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
}
