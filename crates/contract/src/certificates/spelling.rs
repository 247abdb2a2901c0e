//! What programs and editors make of a text of PEM on its way, taken back: before anything in it is looked for.

use std::borrow::Cow;

/// The text with each line's end as `\n`, each space as ` `, each dash as `-`; without marks that nobody sees; and with what
/// was written out (`\n` as in JSON and `.env` files, `%2B` as in addresses) as what it stands for.
pub fn plain(text: &str) -> String {
    // A file of UTF-16 that was read as UTF-8: its letters have a NUL each, and what was its mark is U+FFFD.
    let wide = text.contains('\0');
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (meant, length) = match first {
            '\\' => escape(rest),
            '%' => percent(rest).map_or((Some('%'), 1), |c| (Some(c), 3)),
            other => (Some(other), other.len_utf8()),
        };
        match meant {
            // It counts the same, written in one way or the other.
            Some('\r') if rest.get(length..).is_some_and(|next| next.starts_with('\n')) => {}
            Some(c) if wide && c == '\u{fffd}' => {}
            Some(c) => plain.extend(letter(c)),
            None => {}
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    plain
}

/// What a letter counts as.
fn letter(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        // Hyphens and dashes of all widths: word processors write them for those that were typed.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Some('-'),
        // What joins, parts and directs letters, and is not seen: byte order mark, zero width space, soft hyphen …
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// What backslashes and the letter behind them stand for, and how many bytes these are. No part of PEM has a backslash.
fn escape(text: &str) -> (Option<char>, usize) {
    // Some write it out twice, as in JSON within JSON.
    let slashes = text.len() - text.trim_start_matches('\\').len();
    let rest = text.get(slashes..).unwrap_or_default();
    let Some(c) = rest.chars().next() else { return (None, slashes) };
    let coded = |digits: usize| {
        let number = rest.get(1..=digits).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))?;
        Some((char::from_u32(u32::from_str_radix(number, 16).ok()?), slashes + 1 + digits))
    };
    let kept = (None, slashes);
    match c {
        'n' | 'r' => (Some('\n'), slashes + 1),
        't' => (Some(' '), slashes + 1),
        // The line goes on.
        '\n' => (None, slashes + 1),
        '/' => (Some('/'), slashes + 1),
        'u' => coded(4).unwrap_or(kept),
        'x' => coded(2).unwrap_or(kept),
        _ => kept,
    }
}

fn percent(text: &str) -> Option<char> {
    let code = text.get(1..3).filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u8::from_str_radix(code, 16).ok().filter(u8::is_ascii).map(char::from)
}

/// The base64 of a part: without spaces, and without quotes and what stands between two of them where lines are put
/// together, as in programs. Nothing where something else is in it.
pub fn base64(body: &str) -> Option<String> {
    let body = without_headers(body);
    let mut digits = String::with_capacity(body.len());
    let mut rest = body.as_ref();
    let mut padded = false;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            ' ' | '\n' | ',' | '>' | '`' | '‘' | '’' | '“' | '”' | '«' | '»' => {}
            '"' | '\'' => rest = behind_gap(rest, c),
            // The lines of a list of YAML.
            '-' if rest.starts_with(' ') => {}
            '=' => padded = true,
            'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' if !padded => digits.push(c),
            _ => return None,
        }
    }
    Some(digits)
}

/// What stands behind the next quote, where nothing but a sign that puts texts together is before it.
fn behind_gap(rest: &str, quote: char) -> &str {
    match rest.split_once(quote) {
        Some((gap, behind))
            if matches!(gap.trim(), "" | "+" | "-" | "," | "." | "&" | ".." | "<<" | "||") =>
        {
            behind
        }
        _ => rest,
    }
}

/// A part without its headers (RFC 1421, 4.4), which no base64 is taken for: they have a colon.
fn without_headers(body: &str) -> Cow<'_, str> {
    if !body.contains(':') {
        return Cow::Borrowed(body);
    }
    Cow::Owned(body.split('\n').filter(|line| !line.contains(':')).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_out_is_meant() {
        for (text, meant) in [
            ("a\\nb\\\\nc\\r\\nd", "a\nb\nc\n\nd"),
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("\u{feff}a\u{200b}b\u{a0}c\td", "ab c d"),
            ("a\\/b\\u002bc\\u002Fd\\x3de", "a/b+c/d=e"),
            ("\u{fffd}\u{fffd}a\0b\0", "ab"),
            ("\u{fffd}", "\u{fffd}"),
            ("a%2Bb%0Ac%", "a+b\nc%"),
            ("\u{2014}\u{2013}BEGIN", "--BEGIN"),
            ("ends with \\", "ends with "),
            ("\\ue", "ue"),
            ("\\u00é", "u00é"),
            ("%é0", "%é0"),
        ] {
            assert_eq!(plain(text), meant, "{text:?}");
        }
    }

    #[test]
    fn quotes_and_what_puts_texts_together_are_no_base64() {
        for (body, digits) in [
            ("AA EC\n", Some("AAEC")),
            ("\" +\n  \"AAEC\" +\n  \"AwQF", Some("AAECAwQF")),
            ("\",\n\"AAEC\",\n\"AwQ=", Some("AAECAwQ")),
            ("> AAEC\n> AwQF", Some("AAECAwQF")),
            ("Proc-Type: 4,X\nDEK-Info: Y,Z\n\nAAEC", Some("AAEC")),
            ("AA+EC", Some("AA+EC")),
            ("'\n- 'AAEC'\n- 'AwQF'\n- '", Some("AAECAwQF")),
            ("\n - AAEC\n - AwQF\n - ", Some("AAECAwQF")),
            ("AA-EC", None),
            ("AA=EC", None),
            ("AA*EC", None),
        ] {
            assert_eq!(base64(body).as_deref(), digits, "{body:?}");
        }
    }
}
