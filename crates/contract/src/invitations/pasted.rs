//! Where the addresses stand in a text that somebody pasted: whatever has an `@`.

use super::{bare::address, page::page};
use percent_encoding::percent_decode_str;
use std::{borrow::Cow, ops::Range};

/// Something with an `@`.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// What it says.
    pub text: Cow<'a, str>,
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it stands in angle brackets, so that what comes before is its name (RFC 5322, 3.4).
    pub has_name: bool,
    /// Whether something says where it begins and ends: brackets, quotation marks, a link.
    pub is_exact: bool,
}

/// What begins a link (RFC 6068).
const LINK: &str = "mailto:";
/// The fields of a link that hold addresses.
const FIELDS: [&str; 3] = ["to", "cc", "bcc"];
/// What people put between two addresses although an address may have it: the first that cuts them counts.
const BETWEEN: [char; 4] = ['/', '&', '?', '\''];

/// All of them, in their order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let taken = bracketed(rest, at, &mut found)
            .or_else(|| link(rest, at, &mut found))
            .or_else(|| page(rest, at, &mut found))
            .or_else(|| several(rest, at, &mut found))
            .or_else(|| word(rest, at, &mut found));
        at += taken.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
    }
    for piece in &mut found {
        let before = text.get(..piece.range.start).unwrap_or_default();
        let behind = text.get(piece.range.end..).unwrap_or_default();
        // A cell of a table.
        piece.is_exact |= before.ends_with('"') && behind.starts_with('"');
    }
    found
}

/// Whether it is an `@`, in whatever width.
pub const fn is_at(c: char) -> bool {
    matches!(c, '@' | '\u{ff20}' | '\u{fe6b}')
}

fn ats(text: &str) -> usize {
    text.chars().filter(|c| is_at(*c)).count()
}

/// What is in no address, and so ends one. A backslash may be a part of what is written out ([`unescaped`]).
fn cuts(c: char) -> bool {
    c.is_whitespace() || c.is_control() || ",;:|<>()[]\"“”„«»‹›，；：、（）＜＞【】「」《》".contains(c)
}

/// `<ada@example.org>`; with a space in it, it is shown whole, to be mended.
fn bracketed<'a>(rest: &'a str, at: usize, found: &mut Vec<Piece<'a>>) -> Option<usize> {
    let inner = rest.strip_prefix('<')?;
    let end = inner.find(['<', '>', '\n', '\r'])?;
    inner.get(end..)?.strip_prefix('>')?;
    let inner = inner.get(..end)?;
    let plain = inner.chars().all(|c| c == ' ' || !cuts(c));
    let all = at..at + inner.len() + 2;
    if plain && ats(inner) == 1 && inner.chars().any(|c| c != ' ' && !is_at(c)) {
        found.push(Piece { text: inner.trim().into(), range: all.clone(), has_name: true, is_exact: true });
        return Some(all.len());
    }
    // One link, and nothing else.
    let before = found.len();
    let end = link(inner, at + 1, found).filter(|end| *end == inner.len());
    if end.is_none() {
        found.truncate(before);
        return None;
    }
    for piece in found.iter_mut().skip(before) {
        (piece.range, piece.has_name) = (all.clone(), true);
    }
    Some(all.len())
}

/// `mailto:ada@example.org?cc=bob@example.org`
fn link<'a>(rest: &'a str, at: usize, found: &mut Vec<Piece<'a>>) -> Option<usize> {
    let head = rest.get(..LINK.len()).filter(|head| head.eq_ignore_ascii_case(LINK))?;
    let tail = rest.get(head.len()..)?;
    let tail =
        tail.get(..tail.find(|c: char| c.is_whitespace() || "<>\")".contains(c)).unwrap_or(tail.len()))?;
    let range = at..at + head.len() + tail.len();
    for (index, part) in tail.split(['?', '&']).enumerate() {
        let (field, value) = part.split_once('=').filter(|_| index > 0).unwrap_or(("to", part));
        let holds = FIELDS.iter().any(|name| field.eq_ignore_ascii_case(name));
        let addresses = if holds { value } else { part };
        for one in addresses.split([',', ';']) {
            let text = if holds { percent_decode_str(one).decode_utf8_lossy() } else { one.into() };
            if ats(&text) > 0 {
                found.push(Piece { text, range: range.clone(), has_name: false, is_exact: true });
            }
        }
    }
    Some(range.len())
}

/// What stands between cuts; a quoted part before an `@` belongs to it (RFC 5321, 4.1.2), and is no address that HQ takes.
fn word<'a>(rest: &'a str, at: usize, found: &mut Vec<Piece<'a>>) -> Option<usize> {
    let quoted = quoted(rest).unwrap_or_default();
    let tail = rest.get(quoted..)?;
    let word = rest.get(..quoted + tail.find(cuts).unwrap_or(tail.len())).filter(|word| !word.is_empty())?;
    if ats(word) > 0 && word.chars().any(|c| !is_at(c)) {
        let parts = unescaped(word).or_else(|| parts(word)).unwrap_or_else(|| vec![word]);
        let range = at..at + word.len();
        let piece = |part: &'a str| Piece {
            text: part.into(),
            range: range.clone(),
            has_name: false,
            is_exact: false,
        };
        found.extend(parts.into_iter().map(piece));
    }
    Some(word.len())
}

/// `{ada,bob}@example.org`, as it stands on scientific papers; shown whole, to be mended.
fn several<'a>(rest: &'a str, at: usize, found: &mut Vec<Piece<'a>>) -> Option<usize> {
    let inner = rest.strip_prefix('{')?;
    let end = inner.find(|c: char| "{}<>\"\n\r".contains(c) || is_at(c))?;
    let behind = inner.get(end..)?.strip_prefix('}').filter(|behind| behind.starts_with(is_at))?;
    let length = rest.len() - behind.len() + behind.find(cuts).unwrap_or(behind.len());
    let text = rest.get(..length)?.into();
    found.push(Piece { text, range: at..at + length, has_name: false, is_exact: false });
    Some(length)
}

/// The addresses of a word between which a line's end or a tab is written out (`ada@example.org\nbob@example.org`); none where
/// there is something else, such as `ACME\nina@example.org`.
fn unescaped(word: &str) -> Option<Vec<&str>> {
    let mut all = Vec::new();
    let mut rest = word;
    while let Some(start) = rest.find('\\') {
        let (part, behind) = rest.split_at(start);
        all.push(part);
        rest = behind.trim_start_matches('\\').strip_prefix(['n', 'r', 't'])?;
    }
    if all.is_empty() {
        return None;
    }
    all.push(rest);
    all.retain(|part| !part.is_empty());
    all.iter().all(|part| ats(part) == 1 && address(part).is_some()).then_some(all)
}

/// How long the quoted part is that an `@` follows.
fn quoted(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('"')?;
    let end = inner.find(|c: char| c != ' ' && (cuts(c) || is_at(c)))?;
    let behind = inner.get(end..)?.strip_prefix('"')?;
    behind.starts_with(is_at).then_some(end + 2)
}

/// The addresses of a word in which several are joined; none where it is not sure what they are.
fn parts(word: &str) -> Option<Vec<&str>> {
    if ats(word) < 2 {
        return None;
    }
    let between = BETWEEN.into_iter().find(|c| word.contains(*c))?;
    let mut all = Vec::new();
    for part in word.split(between).filter(|part| ats(part) > 0) {
        match ats(part) {
            1 => all.push(address(part).is_some().then_some(part)?),
            _ => all.extend(parts(part)?),
        }
    }
    Some(all)
}
