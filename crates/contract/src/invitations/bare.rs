//! One address, without what a list, a sentence or a pair of quotation marks puts around it.

use super::pasted::is_at;
use crate::{EmailAddress, spreadsheet::is_blank};

/// The address in a piece of a text: `'ada@example.org'.`
pub fn address(piece: &str) -> Option<EmailAddress> {
    let read = |text: &str| EmailAddress::parse(text).ok();
    let piece = piece.trim();
    let bare = without_end(piece);
    read(behind_marks(bare)).or_else(|| read(bare)).or_else(|| read(piece))
}

/// Without what cannot end a domain, and without the same at its beginning. An `@` stays: it is part of a mistake.
fn without_end(piece: &str) -> &str {
    let mut bare = piece.trim_end_matches(|c: char| !is_at(c) && (!c.is_alphanumeric() || is_blank(c)));
    for mark in piece.get(bare.len()..).unwrap_or_default().chars() {
        let opening = if mark == '}' { '{' } else { mark };
        if mark != '.' {
            bare = bare.strip_prefix(opening).unwrap_or(bare);
        }
    }
    bare
}

/// Without what no address begins with, such as the bullet of a list: `→`, `☐`, `①`.
fn behind_marks(piece: &str) -> &str {
    let begins_none = |c: char| !c.is_alphanumeric() || is_blank(c) || counts(c);
    piece.trim_start_matches(|c: char| !c.is_ascii() && !is_at(c) && begins_none(c))
}

/// Whether it is a number in a circle, in brackets or with a full stop.
const fn counts(c: char) -> bool {
    matches!(c,
        '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}'
        | '\u{3248}'..='\u{324f}' | '\u{3251}'..='\u{325f}' | '\u{3280}'..='\u{3289}' | '\u{32b1}'..='\u{32bf}'
        | '\u{1f100}'..='\u{1f10c}')
}
