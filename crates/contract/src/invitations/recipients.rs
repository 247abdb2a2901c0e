//! Addresses as people paste them: `Ada <ada@example.org>, bob@example.org; "Doe, Jo" <jo@example.org>`.

use crate::{EmailAddress, FieldCode};

/// One address of a pasted list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The address, or what stands in its place.
    pub text: String,
    /// The address, where it is one.
    pub email: Result<EmailAddress, FieldCode>,
}

impl Recipient {
    /// Reads one address, bare or behind a name in angle brackets (RFC 5322, 3.4).
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let bare = match (text.rfind('<'), text.rfind('>')) {
            (Some(start), Some(end)) if start < end => text.get(start + 1..end).unwrap_or(text),
            _ => text,
        };
        let bare = bare.trim();
        let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
        let email = EmailAddress::parse(bare);
        // What is no address is kept whole, so that it can be mended.
        let text = if email.is_ok() { bare } else { text };
        Self { text: text.to_owned(), email }
    }
}

/// Cuts a list at commas, semicolons and line ends, and at spaces where every word is an address; not inside of quotes.
#[must_use]
pub fn recipients(list: &str) -> Vec<Recipient> {
    split(list, |c| matches!(c, ',' | ';' | '\n' | '\r')).flat_map(of_part).collect()
}

fn of_part(part: &str) -> Vec<Recipient> {
    let words: Vec<Recipient> = part.split_whitespace().map(Recipient::parse).collect();
    if words.len() > 1 && words.iter().all(|word| word.email.is_ok() && !part.contains('<')) {
        words
    } else {
        vec![Recipient::parse(part)]
    }
}

fn split(text: &str, cut: fn(char) -> bool) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        !quoted && cut(c)
    })
    .filter(|part| !part.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &str) -> Vec<String> {
        recipients(list).into_iter().map(|recipient| recipient.text).collect()
    }

    #[test]
    fn a_pasted_list_is_cut_into_addresses() {
        let list = "Ada Lovelace <ada@example.org>, bob@example.org;\n \"Doe, Jo\" <jo@example.org>\r\n\tmailto:x@example.org,,";
        assert_eq!(texts(list), ["ada@example.org", "bob@example.org", "jo@example.org", "x@example.org"]);
        assert_eq!(texts("a@example.org b@example.org\tc@example.org").len(), 3);
    }

    #[test]
    fn what_is_no_address_is_kept_whole() {
        let read = recipients("Ada <ada@>, ada lovelace");
        assert_eq!(
            read.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
            ["Ada <ada@>", "ada lovelace"]
        );
        assert!(read.iter().all(|one| one.email == Err(FieldCode::NotAnAddress)));
        assert!(recipients(" , ;\n").is_empty());
    }

    #[test]
    fn an_open_quote_does_not_lose_anything() {
        assert_eq!(texts("\"Ada <ada@example.org>"), ["ada@example.org"]);
        assert_eq!(texts("> <"), ["> <"]);
    }
}
