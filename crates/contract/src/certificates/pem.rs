//! The parts of a text of PEM (RFC 7468), in whatever spelling it comes: one reader for the console and the server. Its time
//! grows with the length of the text and no faster.

use super::{
    bare,
    part::{Part, joined_up},
    spelling,
};
use data_encoding::{BASE64, BASE64_NOPAD};

/// The parts of a text; what stands between them is left away.
pub fn parts(text: &str) -> Vec<Part> {
    let plain = spelling::plain(text);
    let mut parts = Vec::new();
    let mut open: Option<Marker<'_>> = None;
    let (mut outside, mut at) = (0, 0);
    while let Some(marker) = next_marker(&plain, at) {
        at = marker.closing;
        let before = plain.get(outside..marker.from).unwrap_or_default();
        match (open.take(), marker.begins) {
            (Some(begun), true) => {
                parts.push(Part::new(begun.label, None, false));
                open = Some(marker);
            }
            (Some(begun), false) => close(&mut parts, &begun, before, marker.label),
            (None, true) => {
                bare::read(before, &mut parts);
                open = Some(marker);
            }
            // It ends, and nobody knows where it began.
            (None, false) => parts.push(Part::new(marker.label, None, false)),
        }
        outside = marker.to;
    }
    match open {
        Some(begun) => parts.push(Part::new(begun.label, None, false)),
        None => bare::read(plain.get(outside..).unwrap_or_default(), &mut parts),
    }
    parts
}

fn close(parts: &mut Vec<Part>, begun: &Marker<'_>, body: &str, label: &str) {
    let encrypted = body.contains("Proc-Type") && body.contains("ENCRYPTED");
    if joined_up(begun.label) == joined_up(label) {
        parts.push(Part::new(label, spelling::base64(body).and_then(|digits| decoded(&digits)), encrypted));
    } else {
        parts.push(Part::new(begun.label, None, encrypted));
        parts.push(Part::new(label, None, encrypted));
    }
}

/// What base64 without padding stands for; nothing where it stands for nothing.
pub(super) fn decoded(digits: &str) -> Option<Vec<u8>> {
    BASE64_NOPAD.decode(digits.as_bytes()).ok().filter(|bytes| !bytes.is_empty())
}

/// `-----BEGIN …-----` or `-----END …-----`.
#[derive(Clone, Copy)]
struct Marker<'a> {
    begins: bool,
    label: &'a str,
    /// Where its first dashes are.
    from: usize,
    /// Where its last dashes begin: they may be the first ones of another.
    closing: usize,
    /// Where what follows begins.
    to: usize,
}

/// The longest label: there are none of half as many letters.
const MAX_LABEL: usize = 64;

/// The first marker from a place on.
fn next_marker(text: &str, mut at: usize) -> Option<Marker<'_>> {
    loop {
        let from = at + text.get(at..)?.find("--")?;
        let behind = dashes_end(text, from);
        if let Some((begins, label, closing)) = marker(text, behind) {
            return Some(Marker { begins, label, from, closing, to: dashes_end(text, closing) });
        }
        at = behind;
    }
}

fn dashes_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    text.len() - rest.trim_start_matches('-').len()
}

/// What is said behind dashes, and where the dashes behind that are.
fn marker(text: &str, at: usize) -> Option<(bool, &str, usize)> {
    let said = text.get(at..)?.trim_start_matches(' ');
    let word =
        |word: &str| said.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(str::len);
    let (begins, length) = word("BEGIN").map(|n| (true, n)).or_else(|| word("END").map(|n| (false, n)))?;
    let label_at = text.len() - said.len() + length;
    let rest = text.get(label_at..)?;
    let end = rest.char_indices().take(MAX_LABEL).map(|(index, _)| index).find(|index| {
        rest.get(*index..).is_some_and(|rest| rest.starts_with("--") || rest.starts_with('\n'))
    })?;
    let label = rest.get(..end)?.trim();
    let known = said.starts_with(if begins { "BEGIN" } else { "END" })
        || ["CERTIFICATE", "PRIVATEKEY"].iter().any(|known| joined_up(label).ends_with(known));
    (known && !label.is_empty() && rest.get(end..)?.starts_with('-')).then_some((
        begins,
        label,
        label_at + end,
    ))
}

/// A part in PEM (RFC 7468): lines of 64 characters.
#[must_use]
pub fn encode(label: &str, der: &[u8]) -> String {
    let text = BASE64.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| str::from_utf8(line).ok()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

fn joined(parts: &[Part], keep: impl Fn(&Part) -> bool) -> String {
    let whole = parts.iter().filter(|part| keep(part));
    // What an old header says of its encryption is not written again: without it, it is no key any more.
    whole.filter_map(|part| Some(encode(part.name(), part.content.as_deref()?))).collect()
}

/// The certificates of a text alone, in PEM as RFC 7468 has it.
#[must_use]
pub fn certificates_of(text: &str) -> String {
    joined(&parts(text), Part::is_certificate)
}

/// The private keys of a text alone, in PEM as RFC 7468 has it.
#[must_use]
pub fn private_keys_of(text: &str) -> String {
    joined(&parts(text), |part| part.is_private_key() && !part.encrypted)
}

/// Whether a text has a private key, in any form, whole or not.
#[must_use]
pub fn has_private_key(text: &str) -> bool {
    parts(text).iter().any(Part::is_private_key)
}

/// Certificates and keys of a text that has both, whole ones, in PEM as RFC 7468 has it.
#[must_use]
pub fn divided(text: &str) -> Option<(String, String)> {
    let parts = parts(text);
    let (certificates, keys) = (
        joined(&parts, Part::is_certificate),
        joined(&parts, |part| part.is_private_key() && !part.encrypted),
    );
    (!certificates.is_empty() && !keys.is_empty()).then_some((certificates, keys))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    const KEY: &str = include_str!("../../../../tests/fixtures/certificates/chain.key");
    const CHAIN: &str = include_str!("../../../../tests/fixtures/certificates/chain.pem");

    fn read(text: &str) -> Vec<(String, Option<Vec<u8>>)> {
        parts(text).into_iter().map(|part| (part.label, part.content)).collect()
    }

    #[test]
    fn parts_are_found_whatever_is_around_and_in_them() {
        let whole = vec![("X".to_owned(), Some(vec![0, 1, 2]))];
        for text in [
            "-----BEGIN X-----\nAAEC\n-----END X-----\n",
            "Subject: x\n-----BEGIN X-----\r\nAA\r\nEC\r\n-----END X-----\n\nmore\n",
            "-----BEGIN X-----AAEC-----END X-----",
            "--------BEGIN X--------AAEC--------END X--------",
            "-----BEGIN X-----\nComment: y\n\nAAEC\n-----END X-----",
        ] {
            assert_eq!(read(text), whole, "{text}");
        }
        assert_eq!(read("-----BEGIN X-----AAEC-----END X----------BEGIN X-----AAEC-----END X-----").len(), 2);
        assert!(read("").is_empty() && read("nothing -- here").is_empty());
    }

    #[test]
    fn broken_parts_are_told() {
        let broken = |label: &str| (label.to_owned(), None);
        for (text, told) in [
            ("-----BEGIN X-----\nAAEC", vec![broken("X")]),
            ("AAEC\n-----END X-----", vec![broken("X")]),
            ("-----BEGIN X-----\nA*EC\n-----END X-----\n", vec![broken("X")]),
            ("-----BEGIN X-----\n-----END X-----\n", vec![broken("X")]),
            ("-----BEGIN X-----\nAAEC\n-----END Y-----\n", vec![broken("X"), broken("Y")]),
            ("-----BEGIN X-----\nAAEC\n-----BEGIN Y-----\n", vec![broken("X"), broken("Y")]),
        ] {
            assert_eq!(read(text), told, "{text}");
        }
    }

    #[test]
    fn a_text_with_both_is_divided() {
        let text = format!("Bag Attributes\n{CHAIN}\nkey:\n{KEY}");
        assert_eq!(divided(&text), Some((CHAIN.to_owned(), KEY.to_owned())));
        assert_eq!((certificates_of(&text), private_keys_of(&text)), (CHAIN.to_owned(), KEY.to_owned()));
        assert_eq!((divided(CHAIN), divided(KEY)), (None, None));
    }

    #[test]
    fn long_texts_take_time_by_their_length() {
        for piece in [
            "-",
            "-----BEGIN ",
            "-----BEGIN X-----",
            "-----END X-----",
            "\"",
            "\\",
            "MIIB",
            "LS0tLS1CRUdJTi",
            "%4",
            ":",
            "\" + ",
        ] {
            let text = piece.repeat(128 * 1024 / piece.len());
            let started = Instant::now();
            let _ = parts(&text);
            assert!(started.elapsed() < Duration::from_secs(2), "{piece}: {:?}", started.elapsed());
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,200}", pieces in prop::collection::vec(prop::sample::select(vec![
            "-----", "--", "BEGIN ", "END ", "PRIVATE KEY", "CERTIFICATE", "MIIB", "LS0tLS1CRUdJTiB", "\\", "\\n", "\n", "\0",
            "\"", "+", "=", ":", "%0A", "\u{feff}", "\u{2014}",
        ]), 0..40)) {
            let text = text + &pieces.concat();
            for part in parts(&text) {
                let _ = (part.is_private_key(), part.is_certificate(), part.name());
            }
            // What is written anew is read the same.
            let again = certificates_of(&text);
            prop_assert_eq!(certificates_of(&again), again);
        }

        #[test]
        fn a_key_is_found_wherever_it_stands(before in "[a-zA-Z0-9 :\n-]{0,60}", behind in "\\PC{0,60}") {
            let text = format!("{before}\n{KEY}{behind}");
            prop_assert!(has_private_key(&text), "{}", text);
        }
    }
}
