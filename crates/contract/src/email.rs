//! E-mail addresses.

use crate::{FieldCode, field::checked_text};

checked_text!(
    /// An address to which mail can be sent, as it was typed (trimmed): at most 254 characters (RFC 5321, 4.5.3.1),
    /// one `@`, a domain with a dot. Deliberately lenient before the `@`: whether it exists, only a mail can tell.
    EmailAddress { format = Email, min_length = 6, max_length = 254 }
);

impl EmailAddress {
    /// The most characters.
    pub const MAX: usize = 254;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `not_an_address`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldCode::Required);
        }
        if text.chars().count() > Self::MAX {
            return Err(FieldCode::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(FieldCode::NotAnAddress)?;
        if valid_local(local) && valid_domain(domain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldCode::NotAnAddress)
        }
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The form in which addresses are compared: NFKC, then case-folded, then NFKC again (Unicode TR 36), so that
    /// nobody takes an account by writing its address in other letters.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn canonical(&self) -> String {
        use unicode_normalization::UnicodeNormalization as _;
        let folded = caseless::default_case_fold_str(&self.0.nfkc().collect::<String>());
        folded.nfkc().collect()
    }
}

fn valid_local(local: &str) -> bool {
    !local.is_empty()
        && local.chars().count() <= 64
        && !local.split('.').any(str::is_empty)
        && local.chars().all(|c| {
            if c.is_ascii() {
                c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
            } else {
                c.is_alphanumeric()
            }
        })
}

fn valid_domain(domain: &str) -> bool {
    domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c == '-' || c.is_alphanumeric())
        })
        && !domain.rsplit('.').next().is_some_and(|top| top.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_addresses_are_taken() {
        for address in [
            "ada@example.org",
            " Ada.Lovelace+hq@mail.example.co.uk ",
            "o'neil@example.ie",
            "jörg@bücher.example",
        ] {
            assert!(EmailAddress::parse(address).is_ok(), "{address}");
        }
    }

    #[test]
    fn what_is_no_address_is_told() {
        for address in [
            "ada",
            "ada@",
            "@example.org",
            "a da@example.org",
            "ada@example",
            "ada@-x.org",
            "a..b@x.org",
            "a@b@x.org",
            "a@1.2.3.4",
            "a<b@x.org",
            "a@x.org\nBcc: b@x.org",
        ] {
            assert_eq!(EmailAddress::parse(address), Err(FieldCode::NotAnAddress), "{address}");
        }
        assert_eq!(EmailAddress::parse("   "), Err(FieldCode::Required));
        assert_eq!(EmailAddress::parse(&format!("{}@example.org", "a".repeat(260))), Err(FieldCode::TooLong));
    }

    #[cfg(feature = "server")]
    #[test]
    fn case_and_width_do_not_make_another_address() {
        let canonical = |text| EmailAddress::parse(text).unwrap().canonical();
        assert_eq!(canonical("Ada@Example.ORG"), canonical("ada@example.org"));
        assert_eq!(canonical("ａｄａ@example.org"), canonical("ada@example.org"));
        assert_eq!(canonical("STRASSE@x.org"), canonical("straße@x.org"));
    }
}
