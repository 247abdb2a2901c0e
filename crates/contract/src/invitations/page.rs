//! Addresses in the address of a page: `https://example.org/unsubscribe?email=ada@example.org`.

use super::{
    bare::address,
    pasted::{Piece, is_at},
};
use percent_encoding::percent_decode_str;

/// What an address of a page holds: the addresses of its query, or all of it, to be mended, where an `@` means something
/// else. Gives its length.
pub fn page<'a>(rest: &'a str, at: usize, found: &mut Vec<Piece<'a>>) -> Option<usize> {
    let scheme = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))?;
    rest.get(scheme..).filter(|tail| scheme > 0 && tail.starts_with("://"))?;
    let end = rest.find(|c: char| c.is_whitespace() || c.is_control() || "<>\"“”«»".contains(c));
    let all = rest.get(..end.unwrap_or(rest.len()))?;
    let range = at..at + all.len();
    let mut values = Vec::new();
    let mut others = 0;
    for (index, part) in all.split(['?', '&', '#']).enumerate() {
        let (name, value) = part.split_once('=').filter(|_| index > 0).unwrap_or(("", part));
        others += usize::from(name.contains(is_at));
        for one in value.split([',', ';']) {
            let decoded = percent_decode_str(one).decode_utf8_lossy();
            match address(&decoded) {
                Some(_) if index > 0 => values.push(decoded),
                _ => others += usize::from(one.contains(is_at)),
            }
        }
    }
    if others > 0 {
        found.push(Piece { text: all.into(), range, has_name: false, is_exact: false });
    } else {
        let piece = |text| Piece { text, range: range.clone(), has_name: false, is_exact: true };
        found.extend(values.into_iter().map(piece));
    }
    Some(all.len())
}
