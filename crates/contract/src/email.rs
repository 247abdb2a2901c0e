//! Email addresses.

use crate::{
    FieldCode,
    characters::{self, is_invisible, is_joiner},
    domain_name::labels,
    field::checked_text,
};

checked_text!(
    /// An address to which mail can be sent, as it was typed (trimmed): at most 254 characters (RFC 5321, 4.5.3.1),
    /// one `@`, a domain with a dot. Deliberately lenient before the `@`: whether it exists, only a mail can tell.
    EmailAddress { format = Email, min_length = 5, max_length = 254, examples("grace@example.org") }
);

impl EmailAddress {
    /// The most characters; of the mailed form, the most octets.
    pub const MAX: usize = 254;

    /// Checks what was typed. Whether the DNS can have its domain, and whether it is short enough as it is mailed, the server
    /// says ([`Self::canonical`]).
    ///
    /// # Errors
    /// `required`, `too_long`, `invisible_character`, `not_an_address`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        let text = characters::trim(text);
        if text.is_empty() {
            return Err(FieldCode::Required);
        }
        if text.chars().count() > Self::MAX {
            return Err(FieldCode::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(FieldCode::NotAnAddress)?;
        // Joiners are letters of some domains (RFC 5892, A.1), and of nobody's name before the @.
        if local.chars().any(is_invisible) || domain.chars().any(|c| is_invisible(c) && !is_joiner(c)) {
            return Err(FieldCode::InvisibleCharacter);
        }
        characters::check(domain)?;
        if valid_local(local) && valid_domain(domain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldCode::NotAnAddress)
        }
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.parts().1
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.parts().0
    }

    fn parts(&self) -> (&str, &str) {
        self.0.rsplit_once('@').unwrap_or_default()
    }

    /// The form in which addresses are compared, which is that of the address to which mail goes: the domain as the DNS
    /// has it, and what stands before it in NFC (RFC 6532, 3.1), but for the case of ASCII letters. Whatever else were
    /// folded (`ß` to `ss`, wide letters to narrow ones) would give one person's mail to another (Unicode TR 36, 2.10).
    ///
    /// # Errors
    /// Those of [`Self::mailed`].
    #[cfg(feature = "server")]
    pub fn canonical(&self) -> Result<String, FieldCode> {
        let mailed = self.mailed()?;
        let (local, domain) = mailed.rsplit_once('@').unwrap_or_default();
        // Again, since some small letters have a composed form where the capital has none (ẗ).
        Ok(format!("{}@{domain}", composed(&local.to_ascii_lowercase())))
    }

    /// The form in which a mail server gets it: as it was typed, but composed (NFC) before the `@`, and behind it the domain
    /// as the DNS has it (RFC 5890, A-labels). At most 254 octets, 64 of them before the `@` (RFC 5321, 4.5.3.1).
    ///
    /// # Errors
    /// `too_long`; `invisible_character`, `not_an_address` where the DNS cannot have the domain
    #[cfg(feature = "server")]
    pub fn mailed(&self) -> Result<String, FieldCode> {
        let (local, domain) = self.parts();
        let local = composed(local);
        // Some characters are others once composed: U+037E is a semicolon.
        if !valid_local(&local) {
            return Err(FieldCode::NotAnAddress);
        }
        let domain = match crate::idn::to_ascii(domain) {
            Err(FieldCode::NotADomain) => Err(FieldCode::NotAnAddress),
            read => read,
        }?;
        if local.len() > LONGEST_LOCAL || local.len() + "@".len() + domain.len() > Self::MAX {
            return Err(FieldCode::TooLong);
        }
        Ok(format!("{local}@{domain}"))
    }

    /// What somebody may search it by: with its domain's letters, and with its form in the DNS where that is another.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn searched(&self) -> String {
        let Ok(mailed) = self.mailed() else { return self.0.clone() };
        let (local, domain) = mailed.rsplit_once('@').unwrap_or_default();
        let letters = crate::idn::to_unicode(domain);
        if letters == domain { mailed } else { format!("{local}@{letters} {mailed}") }
    }
}

/// The most octets before the `@` (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

#[cfg(feature = "server")]
fn composed(local: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    local.nfc().collect()
}

fn valid_local(local: &str) -> bool {
    !local.is_empty()
        // Octets are counted once it is composed, for which the console has no tables.
        && local.chars().count() <= LONGEST_LOCAL
        && !local.split('.').any(str::is_empty)
        && local.chars().all(|c| {
            if c.is_ascii() {
                c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
            } else {
                is_of_a_word(c)
            }
        })
}

fn valid_domain(domain: &str) -> bool {
    let mut last = None;
    for label in labels(domain) {
        let fits = !label.is_empty() && (label.len() <= 63 || !label.is_ascii());
        let right = |c: char| c == '-' || c.is_ascii_alphanumeric() || (!c.is_ascii() && is_of_a_word(c));
        if !fits || label.starts_with('-') || label.ends_with('-') || !label.chars().all(right) {
            return false;
        }
        last = Some(label);
    }
    let address = last.is_some_and(|top| top.bytes().all(|b| b.is_ascii_digit()));
    labels(domain).count() > 1 && !address
}

/// Whether a character that is not ASCII may stand in an address: anything (RFC 6531, 3.3) but spaces and the punctuation
/// that comes along when an address is copied out of a sentence.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric()
        || !(c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2000}'..='\u{200b}' | '\u{200e}'..='\u{206f}'
                | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}' | '\u{e000}'..='\u{f8ff}'
                | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff65}' | '\u{fff9}'..='\u{ffff}'))
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
            "जॉर्ज@हिन्दी.example",
            "j@bu\u{308}cher.example",
            "j@例え。テスト",
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
            "“ada@example.org”",
            "ada@exam ple.org",
        ] {
            assert_eq!(EmailAddress::parse(address), Err(FieldCode::NotAnAddress), "{address}");
        }
        assert_eq!(EmailAddress::parse("   "), Err(FieldCode::Required));
        assert_eq!(EmailAddress::parse(&format!("{}@example.org", "a".repeat(260))), Err(FieldCode::TooLong));
    }

    #[test]
    fn what_shows_nothing_is_taken_off_or_refused_by_name() {
        for hidden in
            ["\u{200b}", "\u{3164}", "\u{feff}", "\u{ad}", "\u{2060}", "\u{200f}", "\u{115f}", "\u{202d}"]
        {
            let at_the_ends = EmailAddress::parse(&format!("{hidden} ada@example.org{hidden}"));
            assert_eq!(at_the_ends.unwrap().as_str(), "ada@example.org", "{hidden:?}");
            assert_eq!(EmailAddress::parse(hidden), Err(FieldCode::Required), "{hidden:?}");
            for inside in ["a{}da@example.org", "ada{}@example.org", "ada@{}example.org", "ada@exa{}mple.org"]
            {
                let refused = EmailAddress::parse(&inside.replace("{}", hidden));
                assert_eq!(refused, Err(FieldCode::InvisibleCharacter), "{hidden:?} in {inside}");
            }
        }
        assert_eq!(EmailAddress::parse("ada@exa\u{200d}mple.org"), Err(FieldCode::InvisibleCharacter));
        assert!(EmailAddress::parse("ada@نامه\u{200c}ای.example").is_ok(), "a letter of Persian");
    }

    #[cfg(feature = "server")]
    mod canonical {
        use super::*;
        use proptest::prelude::*;

        fn canonical(text: &str) -> Result<String, FieldCode> {
            EmailAddress::parse(text)?.canonical()
        }

        #[test]
        fn one_mailbox_is_one_address_however_it_is_spelled() {
            for spelling in [
                "J@bücher.example",
                "j@BÜCHER.example",
                "j@xn--bcher-kva.example",
                "j@XN--BCHER-KVA.Example",
                "j@bu\u{308}cher.example",
                "j@ｂücher。example",
            ] {
                assert_eq!(canonical(spelling).as_deref(), Ok("j@xn--bcher-kva.example"), "{spelling}");
            }
            assert_eq!(canonical("Ada+HQ@Example.ORG").as_deref(), Ok("ada+hq@example.org"));
        }

        #[test]
        fn other_mailboxes_are_other_people() {
            for (one, other) in [
                ("chef@weiß.example", "chef@weiss.example"),
                ("a@βόλος.example", "a@βόλοσ.example"),
                ("straße@x.example", "strasse@x.example"),
                ("ａｄａ@example.org", "ada@example.org"),
                ("ﬁ@example.org", "fi@example.org"),
                ("JÖRG@example.org", "jörg@example.org"),
                ("ı@example.org", "i@example.org"),
            ] {
                assert_ne!(canonical(one).unwrap(), canonical(other).unwrap(), "{one} {other}");
            }
        }

        #[test]
        fn composed_or_not_it_is_one_mailbox() {
            for (spelling, mailed, one) in [
                ("jo\u{308}rg@x.example", "jörg@x.example", "jörg@x.example"),
                ("JO\u{308}RG@x.example", "JÖRG@x.example", "jÖrg@x.example"),
                ("T\u{308}@x.example", "T\u{308}@x.example", "ẗ@x.example"),
                ("ẗ@x.example", "ẗ@x.example", "ẗ@x.example"),
                // The sign of the unit is the letter (UAX 15, singletons), and so mail goes to it.
                ("\u{212a}@x.example", "K@x.example", "k@x.example"),
            ] {
                assert_eq!(canonical(spelling).as_deref(), Ok(one), "{spelling}");
                assert_eq!(EmailAddress::parse(spelling).unwrap().mailed().as_deref(), Ok(mailed));
                assert_eq!(EmailAddress::parse(spelling).unwrap().as_str(), spelling, "as it was typed");
            }
        }

        #[test]
        fn a_domain_that_the_dns_cannot_have_is_no_address() {
            for text in [
                "j@xn--a.example",
                "j@a\u{378}.example",
                "j@１.２.３.４",
                "j@1。2。3。4",
                "j@0x7f.0x1",
                "j@x.0x1",
                "a\u{37e}b@x.example",
            ] {
                assert_eq!(canonical(text), Err(FieldCode::NotAnAddress), "{text}");
            }
        }

        #[test]
        fn the_limits_are_octets_of_the_mailed_form() {
            let local = |letter: &str, count| canonical(&format!("{}@x.example", letter.repeat(count)));
            assert!(local("a", 64).is_ok() && local("ö", 32).is_ok() && local("o\u{308}", 32).is_ok());
            assert_eq!(local("ö", 33), Err(FieldCode::TooLong));
            assert_eq!(local("ö", 64), Err(FieldCode::TooLong));
            assert_eq!(local("字", 22), Err(FieldCode::TooLong));
            let under = |label: &str, labels| {
                canonical(&format!("{}@{}example", "a".repeat(64), format!("{label}.").repeat(labels)))
            };
            assert_eq!(under(&"a".repeat(59), 3).map(|mailed| mailed.len()), Ok(252));
            assert_eq!(under(&"ü".repeat(40), 4), Err(FieldCode::TooLong), "longer in the DNS than typed");
        }

        #[test]
        fn mail_goes_to_the_letters_that_were_typed_and_the_domain_of_the_dns() {
            let mailed = |text| EmailAddress::parse(text).unwrap().mailed().unwrap();
            assert_eq!(mailed("Jörg@Bücher.example"), "Jörg@xn--bcher-kva.example");
        }

        proptest! {
            #[test]
            fn what_is_compared_is_what_is_mailed(text in "[aAßſKKöＡ.+]{1,6}@[aAßςσöÖ\u{308}ｂ-]{1,6}[.。][a-zß]{2,4}") {
                let Ok(email) = EmailAddress::parse(&text) else { return Ok(()) };
                let Ok(canonical) = email.canonical() else { return Ok(()) };
                let mailed = email.mailed().unwrap();
                prop_assert!(mailed.eq_ignore_ascii_case(&canonical));
                let again = EmailAddress::parse(&mailed).unwrap();
                prop_assert_eq!(again.canonical().unwrap(), canonical);
            }
        }
    }
}
