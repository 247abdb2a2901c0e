//! Domains between the letters of people and those of the DNS: UTS 46, non-transitional, as browsers do it (WHATWG URL,
//! 3.3). Its tables are the server's; the console asks the browser.

use crate::{
    DomainName, FieldCode,
    domain_name::{is_label, is_number},
};
use idna::{AsciiDenyList, domain_to_ascii_cow, domain_to_unicode};

/// The longest name of the DNS (RFC 1035, 2.3.4).
const LONGEST: usize = 253;

/// The form in which the DNS has a domain (A-labels), in lower case. What becomes an address of IPv4 is none.
///
/// # Errors
/// `invisible_character`, `not_a_domain`
pub fn to_ascii(domain: &str) -> Result<String, FieldCode> {
    let ascii = domain_to_ascii_cow(domain.as_bytes(), AsciiDenyList::URL).ok();
    let ascii = ascii.filter(|name| name.len() <= LONGEST && name.split('.').all(is_label));
    let ascii = ascii.filter(|name| !name.rsplit('.').next().is_some_and(is_number));
    ascii.map(std::borrow::Cow::into_owned).ok_or_else(|| DomainName::why_unfit(domain))
}

/// The form in which people read a domain; the one of the DNS where that cannot be read.
#[must_use]
pub fn to_unicode(ascii: &str) -> String {
    match domain_to_unicode(ascii) {
        (letters, Ok(())) => letters,
        (_, Err(_)) => ascii.to_owned(),
    }
}

/// A domain for people to read: its letters, and the form of the DNS beside them where that is another, so that letters of
/// other alphabets that look alike can be told apart (UTS 39).
#[must_use]
pub fn shown(ascii: &str) -> String {
    let letters = to_unicode(ascii);
    if letters == ascii { letters } else { format!("{letters} ({ascii})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_become_what_a_browser_makes_of_them() {
        for (typed, ascii) in [
            ("Bücher.example", "xn--bcher-kva.example"),
            ("bu\u{308}cher.example", "xn--bcher-kva.example"),
            ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
            ("weiß.example", "xn--wei-7ka.example"),
            ("weiss.example", "weiss.example"),
            ("example.ΕΛΛΆΣ", "example.xn--hxarsa5b"),
            ("हिन्दी.example", "xn--j2bd4cyah0f.example"),
            ("ｅｘａｍｐｌｅ。org", "example.org"),
            ("exam\u{200b}ple.org", "example.org"),
            ("r3---sn-x.example", "r3---sn-x.example"),
            ("نامه\u{200c}ای.example", "xn--mgba3gch31f060k.example"),
        ] {
            assert_eq!(to_ascii(typed).as_deref(), Ok(ascii), "{typed}");
        }
    }

    #[test]
    fn what_has_no_form_in_the_dns_is_told() {
        let long = format!("{}.example", "ü".repeat(63));
        for typed in ["xn--a.example", "a_b.example", "-a.example", "a..example", &long] {
            assert_eq!(to_ascii(typed), Err(FieldCode::NotADomain), "{typed}");
        }
        for typed in ["１.２.３.４", "1。2。3。4", "0x7f.0x1", "x.0X1", "x.0x", "a.²", "７"] {
            assert_eq!(to_ascii(typed), Err(FieldCode::NotADomain), "an address, or nothing: {typed}");
        }
        for typed in ["1.2.3.4x", "x.0xyz", "0x7f.example", "4.example"] {
            assert_eq!(to_ascii(typed).as_deref(), Ok(typed));
        }
        assert_eq!(to_ascii("exa\u{202e}mple.org"), Err(FieldCode::InvisibleCharacter));
    }

    #[test]
    fn letters_are_shown_with_the_form_of_the_dns_beside_them() {
        assert_eq!(shown("xn--bcher-kva.example"), "bücher.example (xn--bcher-kva.example)");
        assert_eq!(shown("example.org"), "example.org");
    }
}
